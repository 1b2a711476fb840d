# Building in Release where sources changed, shared by hub and .ci/test. Needs root, artifacts, runtime and say.
# shellcheck shell=bash

# True where a file below $1 is newer than the stamp $2; with $3 folders count too, so that a removed file is seen.
newer() {
  local path
  for path in "$1"/*; do
    case ${path##*/} in bin | obj | node_modules | wwwroot | dist | TestResults) continue ;; esac
    if [[ -d $path ]]; then
      { [[ -n ${3:-} && $path -nt $2 ]] || newer "$path" "$2" "${3:-}"; } && return 0
    elif [[ $path -nt $2 ]]; then
      return 0
    fi
  done
  return 1
}

# What a project is built from.
parts() {
  case $1 in
    Grains.Tests) echo Grains Grains.Local Storage Grains.Tests ;;
    Web.Tests) echo Grains Grains.Local Storage Web Silo Grains.Tests Web.Tests ;;
    *) echo Grains Grains.Local Storage Web "$1" ;;
  esac
}

stale() { # project, stamp, folders?
  local part
  [[ -f $2 ]] || return 0
  for part in $(parts "$1"); do
    newer "$root/$part" "$2" "${3:-}" && return 0
  done
  for part in Directory.Build.props Directory.Packages.props global.json .editorconfig; do
    [[ $root/$part -nt $2 ]] && return 0
  done
  return 1
}

# True where what the project builds to is newer than its sources.
fresh() {
  local output=bin
  [[ $runtime == Orleans ]] && output=bin/orleans
  dll=$root/$1/$output/Release/net10.0/$1.dll
  [[ -f $dll ]] && ! stale "$1" "$artifacts/$1-$runtime" folders
}

# Builds a project or solution, $1, in one go for the projects that are named after it.
compile() {
  local what=$1 project stamp
  shift
  mkdir -p "$artifacts"
  for project in "$@"; do touch "$artifacts/$project-$runtime.begun"; done
  say "building $*"
  if ! dotnet build "$root/$what" -c Release -p:HubRuntime="$runtime" -nodeReuse:false -v quiet \
    -tl:off >"$artifacts/build.log" 2>&1; then
    tail -n 30 "$artifacts/build.log" >&2
    say 'the build failed; all of it is in artifacts/build.log'
    return 1
  fi
  for project in "$@"; do
    stamp=$artifacts/$project-$runtime
    # A file changed during the build is not in it: then the next start builds again.
    if stale "$project" "$stamp.begun"; then rm -f "$stamp"; else touch "$stamp"; fi
    rm -f "$stamp.begun"
  done
}

# Builds a project where sources changed since its last build, and sets dll to what it made.
build() {
  fresh "$1" || compile "$1/$1.csproj" "$1"
}

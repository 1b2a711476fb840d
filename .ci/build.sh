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

# Builds a project where sources changed since its last build, and sets dll to what it made.
build() {
  local project=$1 stamp=$artifacts/$1-$runtime output=bin
  [[ $runtime == Orleans ]] && output=bin/orleans
  dll=$root/$project/$output/Release/net10.0/$project.dll
  if [[ -f $dll ]] && ! stale "$project" "$stamp" folders; then
    return 0
  fi
  mkdir -p "$artifacts"
  touch "$stamp.begun"
  say "building $project"
  if ! dotnet build "$root/$project/$project.csproj" -c Release -p:HubRuntime="$runtime" -nodeReuse:false -v quiet \
    -tl:off >"$artifacts/build.log" 2>&1; then
    tail -n 30 "$artifacts/build.log" >&2
    say 'the build failed; all of it is in artifacts/build.log'
    return 1
  fi
  # A file changed during the build is not in it: then the next start builds again.
  if stale "$project" "$stamp.begun"; then rm -f "$stamp"; else touch "$stamp"; fi
  rm -f "$stamp.begun"
}

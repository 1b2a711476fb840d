using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Web.Tests.Attacks;

/// <summary>S15: no secret lies in the tree, and every dependency is one exact version with its hash.</summary>
public sealed partial class TreeTests
{
    private static readonly string[] Skipped = ["bin", "obj", "node_modules", ".git", "artifacts", "wwwroot", "dist", "data", "TestResults"];
    private static readonly string[] Read = [".cs", ".ts", ".vue", ".js", ".mjs", ".json", ".yml", ".yaml", ".sh", ".md", ".txt", ".props", ".targets", ".csproj", ".sql", ".config", ".env", ".pem", ".key", ".html", ""];

    [Fact]
    public void S15_no_secret_is_in_the_tree()
    {
        var files = Files(Root()).ToList();
        var found = files.SelectMany(static file => File.ReadLines(file)
            .Select((line, i) => (File: file, Line: i + 1, Text: line))
            .Where(static at => Secret().IsMatch(at.Text) && !at.Text.Contains("Password=secret", StringComparison.Ordinal)));

        Assert.True(files.Count > 300, "The tree was not found.");
        Assert.Empty(found.Select(static at => $"{at.File}:{at.Line}"));
    }

    [Theory]
    [InlineData("-----BEGIN RSA PRIVATE " + "KEY-----", true)]
    [InlineData("aws = AKIA" + "ABCDEFGHIJKLMNOP", true)]
    [InlineData("token: ghp_" + "0123456789abcdefghijABCDEFGHIJ012345", true)]
    [InlineData("Host=db;Username=hub;Password=" + "hunter2", true)]
    [InlineData("Host=db;Username=hub", false)]
    [InlineData("{\"password\":\"{{Person.Password}}\"}", false)]
    public void The_scan_sees_what_it_is_to_see(string line, bool secret) => Assert.Equal(secret, Secret().IsMatch(line));

    [Fact]
    public void S15_every_package_is_one_exact_version()
    {
        var versions = XDocument.Load(Path.Combine(Root(), "Directory.Packages.props")).Descendants("PackageVersion").ToList();
        Assert.True(versions.Count > 10);
        Assert.All(versions, static package => Assert.Matches(@"^\[[^,\]]+\]$", package.Attribute("Version")!.Value));
        var own = Directory.EnumerateFiles(Root(), "*.csproj", SearchOption.AllDirectories).SelectMany(static file => XDocument.Load(file).Descendants("PackageReference"));
        Assert.All(own, static reference => Assert.Null(reference.Attribute("Version") ?? reference.Attribute("VersionOverride")));
    }

    [Fact]
    public void S15_every_package_of_the_client_is_one_exact_version_with_its_hash()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root(), "Web", "ClientApp", "package.json")));
        var wanted = new[] { "dependencies", "devDependencies" }.SelectMany(kind =>
            manifest.RootElement.TryGetProperty(kind, out var list) ? list.EnumerateObject().Select(static p => p.Value.GetString()!) : []);
        Assert.All(wanted, static version => Assert.Matches(@"^\d+\.\d+\.\d+", version));
        using var locked = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root(), "Web", "ClientApp", "package-lock.json")));
        var packages = locked.RootElement.GetProperty("packages").EnumerateObject().Where(static p => p.Name.Length > 0).ToList();
        Assert.True(packages.Count > 100);
        Assert.All(packages, static package =>
            Assert.True(package.Value.TryGetProperty("integrity", out _) || package.Value.TryGetProperty("link", out _), package.Name));
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder).Where(static file => Read.Contains(Path.GetExtension(file)))
            .Concat(Directory.EnumerateDirectories(folder).Where(static inner => !Skipped.Contains(Path.GetFileName(inner))).SelectMany(Files));

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    [GeneratedRegex(@"-----BEGIN [A-Z ]*PRIVATE KEY-----|AKIA[0-9A-Z]{16}|gh[pousr]_[0-9A-Za-z]{36}|xox[baprs]-[0-9A-Za-z-]{10}|eyJ[0-9A-Za-z_-]{20,}\.eyJ|(?i:(password|pwd|secret|api_?key)=[^;""'\s<>{}$]{4,}(;|""|'|$))")]
    private static partial Regex Secret();
}

using System.Text.RegularExpressions;

namespace Grains.Tests;

/// <summary>The papers name tests; a promise whose test is gone is no promise.</summary>
public sealed partial class PapersTests
{
    [Fact]
    public void Every_test_that_the_promises_name_exists()
    {
        var root = Root();
        var named = TestName().Matches(File.ReadAllText(Path.Combine(root, "docs", "promises.md"))).Select(m => m.Groups[1].Value).ToHashSet();
        var source = string.Concat(new[] { "Grains.Tests", "Web.Tests" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories))
            .Select(File.ReadAllText));
        Assert.True(named.Count > 20);
        Assert.All(named, name => Assert.Contains($" {name}(", source, StringComparison.Ordinal));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Hub.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    [GeneratedRegex("`([A-Za-z0-9]+(?:_[A-Za-z0-9]+){2,})`")]
    private static partial Regex TestName();
}

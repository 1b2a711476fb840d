using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Grains.Tests.Storage;

/// <summary>S8: SQL is constant text; a value reaches the database as a parameter only.</summary>
public sealed partial class SqlTextTests
{
    [Fact]
    public void No_sql_in_Storage_is_interpolated_or_formatted()
    {
        var sources = Directory.GetFiles(Folder(), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal))
            .ToList();

        var guilty = sources.SelectMany(path => Interpolated().Matches(File.ReadAllText(path))
            .Where(match => Sql().IsMatch(match.Value)).Select(match => $"{Path.GetFileName(path)}: {match.Value}"));

        Assert.True(sources.Count > 40, "The sources were not found.");
        Assert.Empty(guilty);
    }

    [Theory]
    [InlineData("var sql = $\"select * from x where id = {id}\";", true)]
    [InlineData("var sql = $\"\"\"\n    delete from x where id = {id}\n    \"\"\";", true)]
    [InlineData("throw new E($\"The file {name} cannot be opened.\");", false)]
    public void The_check_sees_what_it_is_to_see(string source, bool guilty) =>
        Assert.Equal(guilty, Interpolated().Matches(source).Any(match => Sql().IsMatch(match.Value)));

    private static string Folder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "Storage"));

    [GeneratedRegex("\\$+@?\"\"\".*?\"\"\"|\\$+@?\"(?!\"\").*?\"", RegexOptions.Singleline)]
    private static partial Regex Interpolated();

    [GeneratedRegex(@"\b(select\s|insert\s+into|update\s+\w+\s+set|delete\s+from|create\s+table|drop\s|copy\s+\w+\s*\()", RegexOptions.IgnoreCase)]
    private static partial Regex Sql();
}

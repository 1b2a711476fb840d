using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Grains.Tests.Storage;

/// <summary>S8: SQL is constant text; a value reaches the database as a parameter only.</summary>
public sealed partial class SqlTextTests
{
    [Fact]
    public void S8_no_sql_is_interpolated_or_put_together_from_values()
    {
        var sources = Projects.SelectMany(project => Directory.GetFiles(Path.Combine(Root(), project), "*.cs", SearchOption.AllDirectories))
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal))
            .ToList();

        var guilty = sources.SelectMany(path => Interpolated().Matches(File.ReadAllText(path))
            .Where(match => Sql().IsMatch(match.Value)).Select(match => $"{Path.GetFileName(path)}: {match.Value}"));

        Assert.True(sources.Count > 200, "The sources were not found.");
        Assert.Empty(guilty);
    }

    [Theory]
    [InlineData("var sql = $\"select * from x where id = {id}\";", true)]
    [InlineData("var sql = $\"\"\"\n    delete from x where id = {id}\n    \"\"\";", true)]
    [InlineData("var sql = \"select * from x where id = '\" + id;", true)]
    [InlineData("throw new E($\"The file {name} cannot be opened.\");", false)]
    public void The_check_sees_what_it_is_to_see(string source, bool guilty) =>
        Assert.Equal(guilty, Interpolated().Matches(source).Any(match => Sql().IsMatch(match.Value)));

    private static readonly string[] Projects = ["Grains", "Grains.Local", "Storage", "Web", "Silo", "Bench"];

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    // Interpolated text, or text with something added that begins in lower case: a constant begins in upper case.
    [GeneratedRegex("\\$+@?\"\"\".*?\"\"\"|\\$+@?\"(?!\"\").*?\"|\"[^\"\n]*\"\\s*\\+\\s*[a-z_]\\w*", RegexOptions.Singleline)]
    private static partial Regex Interpolated();

    [GeneratedRegex(@"\b(select\s|insert\s+into|update\s+\w+\s+set|delete\s+from|create\s+table|drop\s|copy\s+\w+\s*\()", RegexOptions.IgnoreCase)]
    private static partial Regex Sql();
}

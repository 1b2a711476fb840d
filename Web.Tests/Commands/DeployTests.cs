using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Silo.Commands;

namespace Web.Tests.Commands;

/// <summary>The container files ask for nothing that the program does not know.</summary>
public sealed partial class DeployTests
{
    [Theory]
    [InlineData("Dockerfile", 2)]
    [InlineData("compose.yaml", 2)]
    public void The_containers_ask_for_options_that_there_are(string file, int least)
    {
        var known = RunCommand.Create().Options.Select(static option => option.Name).ToHashSet(StringComparer.Ordinal);
        var asked = File.ReadLines(Path.Combine(Folder(), file))
            .Where(static line => Given().IsMatch(line))
            .SelectMany(static line => Option().Matches(line).Select(static match => match.Value))
            .Distinct()
            .ToList();
        Assert.True(asked.Count >= least, "The file was not read.");
        Assert.All(asked, option => Assert.Contains(option, known));
    }

    private static string Folder([CallerFilePath] string self = "") => Path.Combine(Path.GetDirectoryName(self)!, "..", "..", "deploy");

    [GeneratedRegex("^ENTRYPOINT|^ *command:")]
    private static partial Regex Given();

    [GeneratedRegex("--[a-z-]+")]
    private static partial Regex Option();
}

using System.CommandLine;

namespace Bench.Province;

/// <summary><c>province</c>: a whole province in one hub, with changes going on.</summary>
internal static class ProvinceCommand
{
    public static Command Create()
    {
        var nodes = Shared.Number("--nodes", 43_000, "organisations");
        var members = Shared.Number("--members", 260_000, "people on their rosters");
        var seconds = Shared.Number("--seconds", 60, "how long commands are kept going");
        var rate = Shared.Number("--rate", 50, "commands a second: corrections, transfers, moved subtrees, joins");
        var size = Shared.Number("--virtual", 50_000, "members of the virtual branch that is joined; 0 leaves it out");
        var database = Shared.Text("--database", "connection string of an empty PostgreSQL database; default SQLite");
        var (json, hub) = (Shared.Json(), Shared.Hub());
        var command = new Command("province", "measure a province: import, root counts under change, joining a large virtual branch")
        {
            nodes, members, seconds, rate, size, database, json, hub,
        };
        command.SetAction((parsed, cancellation) => Pinning.RunAsync(
            stop => RunAsync(
                new ProvinceAsked(
                    parsed.GetValue(nodes), parsed.GetValue(members), parsed.GetValue(seconds), parsed.GetValue(rate), parsed.GetValue(size),
                    parsed.GetValue(database)),
                parsed.GetValue(json), parsed.GetValue(hub), stop),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ProvinceAsked asked, string? json, string? dll, CancellationToken cancellation)
    {
        var figures = await ProvinceRun.RunAsync(asked, dll, cancellation);
        Report.Show("a province on one machine", [(asked.Database is null ? "SQLite" : "PostgreSQL", figures)],
            "load: over HTTP as the pages do, on core 1; server on core 0");
        await Report.WriteAsync(figures, json, cancellation);
        return figures.RecountDifferences == 0 ? 0 : 1;
    }
}

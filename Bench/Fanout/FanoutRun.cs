using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using Bench.Client;
using Spectre.Console;

namespace Bench.Fanout;

/// <summary>
/// One run: pins itself to core 1 and the server to core 0, so that each has a core of its own and the figures of one
/// run can be compared. Fails with exit code 1 where anything acknowledged was not delivered to everyone once.
/// </summary>
internal static class FanoutRun
{
    private const string Pinned = "HUB_BENCH_PINNED";
    private const string Lifted = "Room__MemberRate=0, Room__RoomRate=0 (no limits on members' and rooms' messages)";
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static async Task<int> RunAsync(FanoutPlan plan, CancellationToken cancellation)
    {
        if (Environment.GetEnvironmentVariable(Pinned) is null)
        {
            return await PinAsync(cancellation);
        }

        var hub = plan.Url is null ? await OwnHubAsync(plan, cancellation) : await ForeignHubAsync(plan, cancellation);
        var stock = plan.Stock ? await StockAsync(plan, cancellation) : null;
        var report = new FanoutReport(plan.Members, plan.Rate, plan.Seconds, plan.Url is null ? Lifted : "", hub, stock);
        Show(report);
        if (plan.Json is not null)
        {
            await File.WriteAllTextAsync(plan.Json, JsonSerializer.Serialize(report, Readable), cancellation);
        }

        return hub.Gaps == 0 && hub.Duplicates == 0 && hub.Acknowledged == hub.Posts ? 0 : 1;
    }

    // The kernel binds threads as they are made, so the whole process starts anew on its core.
    private static async Task<int> PinAsync(CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("taskset", ["-c", "1", "dotnet", Assembly.GetExecutingAssembly().Location, .. Environment.GetCommandLineArgs()[1..]]);
        start.Environment[Pinned] = "1";
        using var again = Process.Start(start)!;
        await again.WaitForExitAsync(cancellation);
        return again.ExitCode;
    }

    private static async Task<FanoutFigures> OwnHubAsync(FanoutPlan plan, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("hub-bench-").FullName;
        try
        {
            var tokens = await Provision.FillAsync(folder, plan.Members);
            await using var server = await HubProcess.StartAsync(
                plan.Hub ?? FindHub(),
                ["run", "--port", "0", "--data", folder],
                new Dictionary<string, string> { ["Room__MemberRate"] = "0", ["Room__RoomRate"] = "0" });
            var gathering = await Summons.OpenAsync(server.Url, tokens[0], cancellation);
            return await new Load(plan, server.Url, tokens, gathering, server).RunAsync("hub", cancellation);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<FanoutFigures> ForeignHubAsync(FanoutPlan plan, CancellationToken cancellation)
    {
        var tokens = await File.ReadAllLinesAsync(plan.Cookies ?? throw new ArgumentException("--url needs --cookies"), cancellation);
        var gathering = plan.Gathering ?? throw new ArgumentException("--url needs --gathering");
        return await new Load(plan with { Members = Math.Min(plan.Members, tokens.Length) }, plan.Url!, tokens, gathering, null).RunAsync("hub", cancellation);
    }

    private static async Task<FanoutFigures> StockAsync(FanoutPlan plan, CancellationToken cancellation)
    {
        await using var server = await HubProcess.StartAsync(Assembly.GetExecutingAssembly().Location, ["stock-server"]);
        return await new Load(plan, server.Url, [], "g-stock", server).RunAsync("stock", cancellation);
    }

    /// <summary>The hub built with the same configuration as this tool.</summary>
    public static string FindHub()
    {
        var own = AppContext.BaseDirectory.TrimEnd('/');
        var root = own;
        while (!File.Exists(Path.Combine(root, "Hub.sln")))
        {
            root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("Give --hub: this tool does not stand in the repository.");
        }

        var configuration = own.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
        return Path.Combine(root, "Silo", "bin", configuration, Path.GetFileName(own), "Silo.dll");
    }

    private static void Show(FanoutReport report)
    {
        var table = new Table().AddColumn("").AddColumn("hub");
        if (report.Stock is not null)
        {
            table.AddColumn("plain SignalR");
        }

        foreach (var property in typeof(FanoutFigures).GetProperties())
        {
            string[] cells = [property.Name, $"{property.GetValue(report.Hub)}", .. report.Stock is { } s ? [$"{property.GetValue(s)}"] : Array.Empty<string>()];
            table.AddRow(cells);
        }

        AnsiConsole.MarkupLineInterpolated($"{report.Members} members, {report.Rate} posts/s, {report.Seconds} s; lifted: {report.Lifted}");
        AnsiConsole.MarkupLine("clients: lean readers speaking SignalR's JSON protocol over WebSocket, handshake included, on core 1; server on core 0");
        AnsiConsole.Write(table);
    }
}

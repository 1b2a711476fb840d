using System.Diagnostics;
using Bench.Fanout;
using Storage;

namespace Bench.Province;

/// <summary>What a province came to.</summary>
/// <param name="ImportS">Seconds that the import took, the processes' starts included.</param>
/// <param name="ColdStartS">From the start of the hub's process to the root's first figures.</param>
/// <param name="RootLagP99S">From a change's acknowledgement to the root's figures holding it, the pace of asking (0.1 s) included.</param>
/// <param name="JoinP95Ms">Joining a virtual branch of as many as asked for while the commands go on; null where nobody is to join.</param>
/// <param name="JoinAloneP95Ms">The same while nothing else goes on.</param>
/// <param name="MemoryMb">The hub's resident memory after all of it.</param>
/// <param name="RecountDifferences">Figures that a recount of everything found wrong.</param>
internal sealed record ProvinceFigures(
    int Nodes, int Members, double ImportS, double ColdStartS, double RootLagP50S, double RootLagP99S, double RootLagMostS, double? JoinP50Ms, double? JoinP95Ms,
    double? JoinAloneP50Ms, double? JoinAloneP95Ms, int Virtual,
    long MemoryMb, int RecountDifferences, double CommandsPerS, int Corrections, int Transfers, int NodeMoves, int JoinedAndLeft);

/// <summary>What is asked of a run.</summary>
internal sealed record ProvinceAsked(int Nodes, int Members, int Seconds, int Rate, int Virtual, string? Database);

/// <summary>Builds a province, starts the hub on it, keeps changes going and looks from the root.</summary>
internal static class ProvinceRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<ProvinceFigures> RunAsync(ProvinceAsked asked, string? dll, CancellationToken cancellation)
    {
        dll ??= Repository.Hub();
        var folder = Directory.CreateTempSubdirectory("hub-province-").FullName;
        try
        {
            var plan = new ProvincePlan(asked.Nodes, asked.Members);
            var (tree, people) = (Path.Combine(folder, "tree.csv"), Path.Combine(folder, "people.csv"));
            plan.WriteTree(tree);
            plan.WritePeople(people);
            await SayAsync($"{plan.Nodes} organisations, {plan.Members} people: importing");
            var import = await ProvinceImport.RunAsync(dll, folder, asked.Database, tree, people, cancellation);
            await SayAsync($"imported in {import:F1} s");
            var sessions = await ProvinceSessions.OpenAsync(
                new StorageOptions { Data = folder, Postgres = asked.Database }, asked.Virtual == 0 ? 0 : VirtualJoin.Measured, ProvinceLoad.Of(asked.Rate * asked.Seconds).Transfers,
                ProvinceLoad.Of(asked.Rate * asked.Seconds).Moves, cancellation);
            return await MeasureAsync(asked, plan, import, sessions, dll, folder, cancellation);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<ProvinceFigures> MeasureAsync(
        ProvinceAsked asked, ProvincePlan plan, double import, ProvinceSessions sessions, string dll, string folder, CancellationToken cancellation)
    {
        string[] where = asked.Database is null ? [] : ["--database", asked.Database];
        var cold = Stopwatch.StartNew();
        await using var hub = await HubProcess.StartAsync(dll, ["run", "--port", "0", "--data", folder, .. where]);
        using var http = new ProvinceHttp(hub.Url);
        var lag = new RootLag(http, sessions.Root);
        await lag.RegisteredAsync(cancellation);
        var start = cold.Elapsed.TotalSeconds;
        await SayAsync($"the root answers {start:F1} s after the start; {hub.Resident() / 1024} MB");

        var changes = new ProvinceChanges(http, sessions);
        await changes.PrepareAsync(ProvinceLoad.Of(asked.Rate * asked.Seconds).Corrections, cancellation);
        (string, long)? guesthouse = sessions.Joiners.Length == 0 ? null : await VirtualJoin.FoundAsync(http, sessions.Root, "来去自由虚拟党支部", cancellation);
        var (count, load) = (changes.Prepared, new ProvinceLoad(http, sessions, changes));
        await SayAsync($"{count} corrections are prepared by censuses in {sessions.Cities.Length} cities; sending {asked.Rate} commands a second");
        var joins = sessions.Joiners.Length == 0 ? null : await VirtualJoin.PrepareAsync(
            http, new StorageOptions { Data = folder, Postgres = asked.Database }, sessions.Root, sessions.Joiners, asked.Virtual, cancellation);
        var before = await lag.RegisteredAsync(cancellation);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var watching = lag.WatchAsync(stop.Token);
        var clock = Stopwatch.StartNew();
        var joining = joins?.BesideAsync(TimeSpan.FromSeconds(asked.Seconds), cancellation);
        await load.RunAsync(asked.Rate, guesthouse, cancellation);
        var rate = load.Commands / clock.Elapsed.TotalSeconds;
        await CaughtUpAsync(lag, before + count, cancellation);
        // One more reading, so that the last change has one.
        await Task.Delay(TimeSpan.FromMilliseconds(300), cancellation);
        await stop.CancelAsync();
        await watching;
        var lags = lag.Of(changes.Acknowledged, before);
        await SayAsync($"{rate:F1} commands a second, {load.Transfers} transfers and {load.Moves} moved subtrees among them; the root was {lags[^1]:F2} s behind at most");

        var beside = joining is null ? null : await joining;
        var alone = joins is null ? null : await joins.AloneAsync(cancellation);
        var differences = await RecountAsync(http, sessions.Root, cancellation);
        return new ProvinceFigures(
            plan.Nodes, plan.Members, Math.Round(import, 1), Math.Round(start, 2), At(lags, 0.5), At(lags, 0.99), At(lags, 1),
            beside?.P50Ms, beside?.P95Ms, alone?.P50Ms, alone?.P95Ms, joins is null ? 0 : asked.Virtual, hub.Resident() / 1024, differences, Math.Round(rate, 1), count, load.Transfers, load.Moves,
            load.JoinedAndLeft);
    }

    private static async Task CaughtUpAsync(RootLag lag, int registered, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        while (await lag.RegisteredAsync(cancellation) < registered)
        {
            if (clock.Elapsed > Patience)
            {
                throw new InvalidOperationException("The root never caught up.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellation);
        }
    }

    private static async Task<int> RecountAsync(ProvinceHttp http, Signed root, CancellationToken cancellation)
    {
        await http.PostAsync(root, "/api/counts/recount", new { }, cancellation);
        while (true)
        {
            var state = await http.GetAsync(root, "/api/counts/recount", cancellation);
            if (!state.GetProperty("running").GetBoolean())
            {
                return state.GetProperty("failed").GetBoolean()
                    ? throw new InvalidOperationException("The recount failed.")
                    : state.GetProperty("differences").GetInt32();
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellation);
        }
    }

    private static double At(double[] sorted, double share) => Math.Round(sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * share) - 1)], 3);

    private static Task SayAsync(string text) => Console.Error.WriteLineAsync($"province: {text}");
}

using System.CommandLine;
using System.Diagnostics;
using Bench.Client;

namespace Bench.Connections;

/// <summary>What connections cost. Memory is the server's resident memory, in KiB, over the connections that added it.</summary>
internal sealed record ConnectionsFigures(
    int Connections, double IdleKb, double LiveKb, double ConnectSeconds, double JoinSeconds, double IdleCpuShare, double LiveCpuShare, int Threads, int Handles);

/// <summary><c>connections</c>: memory and processor of connections that only hold on, and of the same inside a room.</summary>
internal static class ConnectionsCommand
{
    private const int AtOnce = 48;
    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        var count = Shared.Number("--connections", 10_000, "connections");
        var (json, hub) = (Shared.Json(), Shared.Hub());
        var command = new Command("connections", "measure what a connection costs") { count, json, hub };
        command.SetAction((parsed, cancellation) => Pinning.RunAsync(
            stop => RunAsync(parsed.GetValue(count), parsed.GetValue(json), parsed.GetValue(hub), stop), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(int count, string? json, string? dll, CancellationToken cancellation)
    {
        await using var hub = await BenchHub.StartAsync(count, dll);
        var room = await hub.OpenAsync(cancellation);
        var tally = new Tally();
        var members = Enumerable.Range(0, count).Select(_ => new LeanClient(tally)).ToArray();
        try
        {
            // The first tenth warms the server up; what the others add is what a connection costs.
            var first = count / 10;
            await AllAsync(0, first, (i, stop) => members[i].ConnectAsync(hub.Url, hub.Tokens[i], stop), cancellation);
            var before = hub.Process.Resident();
            var connecting = Stopwatch.StartNew();
            await AllAsync(first, count, (i, stop) => members[i].ConnectAsync(hub.Url, hub.Tokens[i], stop), cancellation);
            connecting.Stop();
            var idleShare = await ShareAsync(hub, cancellation);
            var idle = (hub.Process.Resident() - before) / (double)(count - first);
            Console.Error.WriteLine($"connections: {count} idle");

            var joining = Stopwatch.StartNew();
            await AllAsync(0, count, (i, _) => members[i].JoinAsync(room), cancellation);
            joining.Stop();
            var liveShare = await ShareAsync(hub, cancellation);
            var live = (hub.Process.Resident() - before) / (double)(count - first);
            var figures = new ConnectionsFigures(
                count, Math.Round(idle, 1), Math.Round(live, 1), Math.Round(connecting.Elapsed.TotalSeconds, 1), Math.Round(joining.Elapsed.TotalSeconds, 1),
                Math.Round(idleShare, 3), Math.Round(liveShare, 3), hub.Process.Threads(), hub.Process.Handles());
            Report.Show($"{count} connections, then the same in one room; lifted: {BenchHub.Lifted}", [("hub", figures)]);
            await Report.WriteAsync(new { lifted = BenchHub.Lifted, hub = figures }, json, cancellation);
            return 0;
        }
        finally
        {
            foreach (var member in members)
            {
                member.Dispose();
            }
        }
    }

    private static Task AllAsync(int from, int to, Func<int, CancellationToken, Task> each, CancellationToken cancellation) =>
        Parallel.ForEachAsync(
            Enumerable.Range(from, to - from), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (i, stop) => await each(i, stop));

    // Share of a core that the server uses while nothing is said.
    private static async Task<double> ShareAsync(BenchHub hub, CancellationToken cancellation)
    {
        var (cpu, clock) = (hub.Process.Cpu(), Stopwatch.StartNew());
        await Task.Delay(Watch, cancellation);
        return (hub.Process.Cpu() - cpu) / clock.Elapsed.TotalSeconds;
    }
}

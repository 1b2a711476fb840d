using System.CommandLine;
using System.Diagnostics;
using System.Net.Http;
using System.Net.WebSockets;
using Bench.Client;

namespace Bench.Reconnect;

/// <summary>How a crash went by. Times in milliseconds from the kill on.</summary>
/// <param name="ServingMs">Until the hub listened again.</param>
/// <param name="BackP50Ms">Until a client was inside again with its position.</param>
/// <param name="Snapshots">Clients that had to start from a snapshot.</param>
/// <param name="Missing">Messages acknowledged before the crash that a client did not have after it.</param>
internal sealed record ReconnectFigures(int Clients, long Acknowledged, int ServingMs, int BackP50Ms, int BackP99Ms, int AllBackMs, int Tries, int Snapshots, long Missing);

/// <summary><c>reconnect</c>: the hub is killed under a full room and started again; everyone comes back at once, each as the protocol says.</summary>
internal static class ReconnectCommand
{
    private const int AtOnce = 48;
    private const int Posts = 50;

    public static Command Create()
    {
        var clients = Shared.Number("--clients", 5_000, "members inside");
        var pause = Shared.Number("--pause", 1_000, "milliseconds over which the clients spread their first try");
        var (json, hub) = (Shared.Json(), Shared.Hub());
        var command = new Command("reconnect", "measure a restart under a full room") { clients, pause, json, hub };
        command.SetAction((parsed, cancellation) => Pinning.RunAsync(
            stop => RunAsync(parsed.GetValue(clients), parsed.GetValue(pause), parsed.GetValue(json), parsed.GetValue(hub), stop), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(int clients, int pause, string? json, string? dll, CancellationToken cancellation)
    {
        await using var hub = await BenchHub.StartAsync(clients, dll);
        var room = await hub.OpenAsync(cancellation);
        var tally = new Tally();
        var members = Enumerable.Range(0, clients).Select(_ => new LeanClient(tally)).ToArray();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, clients), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (i, stop) =>
            {
                await members[i].ConnectAsync(hub.Url, hub.Tokens[i], stop);
                await members[i].JoinAsync(room);
            });
        Console.Error.WriteLine($"reconnect: {clients} inside");
        var (acknowledged, last) = (0L, 0L);
        for (var i = 0; i < Posts; i++)
        {
            var (ok, seq) = await members[i % clients].PostAsync(room, $"c-{i}", "心得");
            (acknowledged, last) = ok ? (acknowledged + 1, Math.Max(last, seq)) : (acknowledged, last);
        }

        var clock = Stopwatch.StartNew();
        var restarting = hub.CrashAsync();
        var (back, tries, snapshots) = (new Latency(), 0, 0);
        var returned = members.Select(async (lost, i) =>
        {
            await lost.Reading;
            await Task.Delay(Random.Shared.Next(pause), cancellation);
            while (true)
            {
                var again = new LeanClient(tally);
                try
                {
                    Interlocked.Increment(ref tries);
                    await restarting;
                    await again.ConnectAsync(hub.Url, hub.Tokens[i], cancellation);
                    if (await again.ResumeAsync(room, lost))
                    {
                        back.Add(clock.Elapsed);
                        Interlocked.Add(ref snapshots, again.Recovered ? 0 : 1);
                        return again;
                    }
                }
                catch (Exception fault) when (fault is WebSocketException or IOException or TimeoutException or HttpRequestException)
                {
                    // Not yet: try again after a random while.
                }

                again.Dispose();
                await Task.Delay(Random.Shared.Next(1_000, 3_000), cancellation);
            }
        }).ToArray();
        await restarting;
        var serving = (int)clock.ElapsedMilliseconds;
        var all = await Task.WhenAll(returned);
        clock.Stop();
        var figures = new ReconnectFigures(
            clients, acknowledged, serving, back.Percentile(0.5), back.Percentile(0.99), (int)clock.ElapsedMilliseconds, tries, snapshots,
            all.Sum(client => Math.Max(0, last - client.Head)));
        Report.Show($"{clients} back after kill -9; lifted: {BenchHub.Lifted}", [("hub", figures)]);
        await Report.WriteAsync(new { lifted = BenchHub.Lifted, hub = figures }, json, cancellation);
        foreach (var client in all.Concat(members))
        {
            client.Dispose();
        }

        return figures.Missing == 0 ? 0 : 1;
    }
}

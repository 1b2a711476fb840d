using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Bench.Client;

namespace Bench.Soak;

/// <summary>What the server held at one moment; memory in MiB.</summary>
internal sealed record SoakSample(int Seconds, double ResidentMb, double HeapMb, int Handles, int Threads, int DatabaseConnections);

/// <summary>The run's verdict: each figure's mean over the last third against that over the second.</summary>
/// <param name="Flat">None grew by more than a tenth.</param>
internal sealed record SoakFigures(
    int Clients, double Minutes, long Posts, long Acknowledged, long Gaps, long Duplicates, int P99Ms, double ResidentGrowth, double HeapGrowth, double HandlesGrowth, double ThreadsGrowth, bool Flat);

/// <summary><c>soak</c>: a full room at a steady rate for as long as asked; what the server holds is sampled and must stay level.</summary>
internal static class SoakCommand
{
    private const int AtOnce = 48;
    private const double GrowthMost = 0.10;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var minutes = Shared.Number("--minutes", 30, "how long");
        var clients = Shared.Number("--members", 2_000, "members in the room");
        var rate = Shared.Number("--rate", 10, "posts a second");
        var (json, hub) = (Shared.Json(), Shared.Hub());
        var command = new Command("soak", "watch what the hub holds over time") { minutes, clients, rate, json, hub };
        command.SetAction((parsed, cancellation) => Pinning.RunAsync(
            stop => RunAsync(parsed.GetValue(minutes), parsed.GetValue(clients), parsed.GetValue(rate), parsed.GetValue(json), parsed.GetValue(hub), stop), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(int minutes, int clients, int rate, string? json, string? dll, CancellationToken cancellation)
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
        tally.From = Stopwatch.GetTimestamp();
        var (clock, samples, posted, acknowledged, sampledAt) = (Stopwatch.StartNew(), new List<SoakSample>(), 0L, 0L, TimeSpan.Zero);
        using var http = new HttpClient();
        async Task PostAsync(long number)
        {
            var (ok, _) = await members[number % clients].PostAsync(room, $"s-{number}", "同志们好，今天我们学习文件精神。");
            Interlocked.Add(ref acknowledged, ok ? 1 : 0);
        }

        var answers = new Queue<Task>();
        while (clock.Elapsed < TimeSpan.FromMinutes(minutes))
        {
            for (var due = (long)(clock.Elapsed.TotalSeconds * rate); posted < due; posted++)
            {
                answers.Enqueue(PostAsync(posted));
            }

            while (answers.TryPeek(out var first) && first.IsCompleted)
            {
                await answers.Dequeue();
            }

            if (clock.Elapsed - sampledAt >= Every)
            {
                sampledAt = clock.Elapsed;
                samples.Add(await SampleAsync(hub, http, (int)clock.Elapsed.TotalSeconds, cancellation));
                var last = samples[^1];
                Console.Error.WriteLine($"soak: {last.Seconds} s, resident {last.ResidentMb} MiB, heap {last.HeapMb} MiB, {last.Handles} handles, {last.Threads} threads");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellation);
        }

        await Task.WhenAll(answers);
        await Task.Delay(TimeSpan.FromSeconds(2), cancellation);
        double Growth(Func<SoakSample, double> of)
        {
            var third = samples.Count / 3;
            var (second, lastThird) = (samples.Skip(third).Take(third).Average(of), samples.TakeLast(third).Average(of));
            return Math.Round((lastThird - second) / Math.Max(1, second), 3);
        }

        var growths = new[] { Growth(static s => s.ResidentMb), Growth(static s => s.HeapMb), Growth(static s => s.Handles), Growth(static s => s.Threads) };
        var figures = new SoakFigures(
            clients, minutes, posted, acknowledged, (posted * clients) - tally.Delivered, members.Sum(static m => m.Duplicates), tally.Delivery.Percentile(0.99),
            growths[0], growths[1], growths[2], growths[3], growths.All(static growth => growth <= GrowthMost));
        Report.Show($"{clients} members, {rate} posts/s, {minutes} min; lifted: {BenchHub.Lifted}", [("hub", figures)]);
        await Report.WriteAsync(new { lifted = BenchHub.Lifted, hub = figures, samples }, json, cancellation);
        foreach (var member in members)
        {
            member.Dispose();
        }

        return figures is { Flat: true, Gaps: 0, Duplicates: 0 } && acknowledged == posted ? 0 : 1;
    }

    private static async Task<SoakSample> SampleAsync(BenchHub hub, HttpClient http, int seconds, CancellationToken cancellation)
    {
        var figures = await http.GetStringAsync($"{hub.Url}/metrics", cancellation);
        double Sum(string name) => figures.Split('\n')
            .Where(line => line.StartsWith(name, StringComparison.Ordinal))
            .Sum(static line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
        return new SoakSample(
            seconds, Math.Round(hub.Process.Resident() / 1024.0, 1), Math.Round(Sum("dotnet_gc_last_collection_heap_size_bytes") / 1024 / 1024, 1),
            hub.Process.Handles(), hub.Process.Threads(), (int)Sum("db_client_connections_usage"));
    }
}

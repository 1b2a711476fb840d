using System.Diagnostics;
using Bench.Client;

namespace Bench.Faults;

/// <summary>R10: a share of the clients never reads. The others' latency is measured in the same run without and with them.</summary>
internal static class NeverRead
{
    private const int Seconds = 40;
    private const int LeastRate = 40;
    private const double ClosedMost = 15;
    private const double Tolerance = 0.2;
    /// <summary>Below this much, a difference of milliseconds is the machine's noise.</summary>
    private const int NoiseMs = 25;
    /// <summary>The floor for the worst send while some are stuck.</summary>
    private const double RoundMostMs = 100;
    private const long MemoryMostKb = 64 * 1024;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);
    // Long texts, so that the hub's writes fill the sockets within seconds.
    private static readonly string Text = new('党', 1_900);

    public static async Task<Finding> RunAsync(FaultPlan plan, Action<string> say, CancellationToken cancellation)
    {
        var members = Math.Min(plan.Members, 400);
        var (silent, rate) = (members / 10, Math.Max(plan.Rate, LeastRate));
        await using var stage = await Stage.SetAsync(plan, members + silent, postgres: false, cancellation);
        var tally = new Tally();
        var clients = stage.Tokens[silent..].Select(_ => new LeanClient(tally)).ToArray();
        try
        {
            for (var i = 0; i < clients.Length; i++)
            {
                await clients[i].ConnectAsync(stage.Url, stage.Tokens[silent + i], cancellation);
                await clients[i].JoinAsync(stage.Gathering);
            }

            await PostAsync(stage, clients, "w", rate, Seconds / 3, cancellation);
            var calm = await MeasureAsync(stage, clients, "calm", rate, [], cancellation);
            say($"nobody silent: p99 {calm.P99} ms");
            var memory = stage.Server.Resident();
            var few = await SilentAsync(stage, clients, "few", rate, Math.Max(1, silent / 10), cancellation);
            say($"1 % silent: {few}");
            var many = await SilentAsync(stage, clients, "many", rate, silent, cancellation);
            say($"10 % silent: {many}");
            var growth = stage.Server.Resident() - memory;
            var log = clients.Sum(static c => c.Gaps + c.Duplicates);
            var cut = clients.Count(static c => c.Reading.IsCompleted);
            var holds = cut == 0 && log == 0 && growth <= MemoryMostKb && new[] { few, many }.All(m =>
                m.P99 <= calm.P99 * (1 + Tolerance) + NoiseMs && m.Round <= RoundMostMs && m.Closed == m.Silent && m.ClosedAfter <= ClosedMost);
            return new Finding("R10", $"{members} clients at {rate} posts/s of 1,900 characters, then 1 % and 10 % more that never read, {Seconds} s each",
                calm.Acknowledged + few.Acknowledged + many.Acknowledged, 0, log, 0, null,
                $"p99 {calm.P99} ms and no round over {calm.Round} ms without; 1 %: {few}; 10 %: {many}; memory {growth / 1024:+0;-0;0} MB; {cut} readers were cut", holds);
        }
        finally
        {
            Array.ForEach(clients, static c => c.Dispose());
        }
    }

    private static async Task<Measured> SilentAsync(Stage stage, LeanClient[] clients, string name, int rate, int count, CancellationToken cancellation)
    {
        var silent = Enumerable.Range(0, count).Select(static _ => new SilentClient()).ToArray();
        try
        {
            for (var i = 0; i < count; i++)
            {
                await silent[i].EnterAsync(stage.Url, stage.Tokens[i], stage.Gathering, cancellation);
            }

            return await MeasureAsync(stage, clients, name, rate, silent, cancellation);
        }
        finally
        {
            Array.ForEach(silent, static s => s.Dispose());
        }
    }

    private static async Task<Measured> MeasureAsync(
        Stage stage, LeanClient[] clients, string name, int rate, SilentClient[] silent, CancellationToken cancellation)
    {
        var tally = new Tally { From = Stopwatch.GetTimestamp() };
        Array.ForEach(clients, c => c.Tally = tally);
        using var rounds = new LongestRound(stage.Url);
        await rounds.StartAsync(cancellation);
        var watching = WatchAsync(stage.Port, silent, cancellation);
        var acknowledged = await PostAsync(stage, clients, name, rate, Seconds, cancellation);
        var (closed, after) = await watching;
        return new Measured(tally.Delivery.Percentile(0.99), acknowledged, silent.Length, closed, after, await rounds.EndAsync(cancellation));
    }

    // A write is stuck from the moment that the kernel takes no more bytes for a client that does not read.
    private static async Task<(int Closed, double After)> WatchAsync(int server, SilentClient[] silent, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var last = silent.Select(static _ => (Waiting: -1L, At: 0.0)).ToArray();
        var (open, longest) = (Enumerable.Range(0, silent.Length).ToHashSet(), 0.0);
        while (open.Count > 0 && clock.Elapsed.TotalSeconds < Seconds + ClosedMost)
        {
            var held = SilentClient.HeldBy(server);
            foreach (var i in open.ToArray())
            {
                if (!held.TryGetValue(silent[i].Port, out var waiting))
                {
                    open.Remove(i);
                    longest = Math.Max(longest, clock.Elapsed.TotalSeconds - last[i].At);
                }
                else if (waiting != last[i].Waiting)
                {
                    last[i] = (waiting, clock.Elapsed.TotalSeconds);
                }
            }

            await Task.Delay(Beat, cancellation);
        }

        return (silent.Length - open.Count, longest);
    }

    private static async Task<long> PostAsync(Stage stage, LeanClient[] clients, string name, int rate, int seconds, CancellationToken cancellation)
    {
        var (clock, posts) = (Stopwatch.StartNew(), new List<Task<bool>>());
        while (clock.Elapsed.TotalSeconds < seconds)
        {
            for (; posts.Count < clock.Elapsed.TotalSeconds * rate; )
            {
                posts.Add(PostAsync(clients[Random.Shared.Next(clients.Length)], stage.Gathering, $"{name}-{posts.Count}"));
            }

            await Task.Delay(Beat / 10, cancellation);
        }

        return (await Task.WhenAll(posts)).Count(static acknowledged => acknowledged);
    }

    private static async Task<bool> PostAsync(LeanClient client, string gathering, string id)
    {
        try
        {
            return (await client.PostAsync(gathering, id, Text)).Ok;
        }
        catch (Exception fault) when (fault is IOException or TimeoutException or System.Net.WebSockets.WebSocketException)
        {
            // A reader that was cut is counted at the end.
            return false;
        }
    }

    private sealed record Measured(int P99, long Acknowledged, int Silent, int Closed, double ClosedAfter, double Round)
    {
        public override string ToString() => $"p99 {P99} ms, no round and no send over {Round} ms, {Closed} of {Silent} closed at most {ClosedAfter:F1} s after their write was stuck";
    }
}

using System.Diagnostics;
using Bench.Client;
using Spectre.Console;

namespace Bench.Fanout;

/// <summary>Connects everyone, posts at an even rate, and waits until every reader has everything before the clock stops.</summary>
internal sealed class Load(FanoutPlan plan, string url, string[] tokens, string gathering, HubProcess? server, Func<Tally, IRoomMember> member)
{
    private const int ConnectingAtOnce = 48;
    private const string Padding = "同志们好，今天我们学习文件精神，谈谈各自的体会。";
    private static readonly TimeSpan DrainMost = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(10);

    private readonly Tally _tally = new();
    private long _acknowledged;
    private long _last;

    public async Task<FanoutFigures> RunAsync(string name, CancellationToken cancellation)
    {
        FanoutFigures? figures = null;
        await AnsiConsole.Progress().StartAsync(async progress =>
        {
            var joining = progress.AddTask($"{name}: entering", maxValue: plan.Members);
            var warming = progress.AddTask($"{name}: warming up", maxValue: Math.Max(1, plan.Warmup * plan.Rate));
            var running = progress.AddTask($"{name}: measuring", maxValue: Math.Max(1, plan.Seconds * plan.Rate));
            figures = await RunAsync(joining, warming, running, cancellation);
        });
        return figures!;
    }

    private async Task<FanoutFigures> RunAsync(ProgressTask joining, ProgressTask warming, ProgressTask running, CancellationToken cancellation)
    {
        var clients = Enumerable.Range(0, plan.Members).Select(_ => member(_tally)).ToArray();
        try
        {
            var entering = Stopwatch.StartNew();
            // The first tenth warms the server up; what the others add is what a connection costs.
            var first = clients.Length / 10;
            await EnterAsync(clients, 0, first, joining, cancellation);
            var before = server?.Resident();
            await EnterAsync(clients, first, clients.Length, joining, cancellation);
            entering.Stop();
            var memory = (server?.Resident() - before) / (double)(clients.Length - first);

            await PostAsync(clients, plan.Warmup, warming, "w", cancellation);
            await DrainAsync(clients);
            var (cpu, clock, frames) = (server?.Cpu(), Stopwatch.StartNew(), _tally.Frames);
            Interlocked.Exchange(ref _acknowledged, 0);
            _tally.From = Stopwatch.GetTimestamp();
            var posts = await PostAsync(clients, plan.Seconds, running, "p", cancellation);
            await DrainAsync(clients);
            var used = server?.Cpu() - cpu;
            clock.Stop();

            var expected = posts * clients.Length;
            return new FanoutFigures(
                clients.Length, posts, _acknowledged, _tally.Delivered, expected - _tally.Delivered,
                clients.Sum(static c => c.Duplicates),
                _tally.Delivery.Percentile(0.5), _tally.Delivery.Percentile(0.99),
                _tally.Acknowledgement.Percentile(0.5), _tally.Acknowledgement.Percentile(0.99),
                Rounded(used * 1_000_000 / Math.Max(1, _tally.Delivered), 3), Rounded(used / clock.Elapsed.TotalSeconds, 3), Rounded(memory, 1),
                Math.Round((_tally.Frames - frames) / clock.Elapsed.TotalSeconds / clients.Length, 2),
                Math.Round(entering.Elapsed.TotalSeconds, 2));
        }
        finally
        {
            foreach (var client in clients)
            {
                client.Dispose();
            }
        }
    }

    private async Task EnterAsync(IRoomMember[] clients, int from, int to, ProgressTask joining, CancellationToken cancellation) =>
        await Parallel.ForEachAsync(
            Enumerable.Range(from, to - from),
            new ParallelOptions { MaxDegreeOfParallelism = ConnectingAtOnce, CancellationToken = cancellation },
            async (i, stop) =>
            {
                await clients[i].ConnectAsync(url, i < tokens.Length ? tokens[i] : null, stop);
                await clients[i].JoinAsync(gathering);
                joining.Increment(1);
            });

    private async Task<long> PostAsync(IRoomMember[] clients, int seconds, ProgressTask progress, string prefix, CancellationToken cancellation)
    {
        var (clock, posted, answers) = (Stopwatch.StartNew(), 0L, new List<Task>());
        var most = (long)plan.Rate * seconds;
        while (posted < most)
        {
            var due = Math.Min(most, (long)(clock.Elapsed.TotalSeconds * plan.Rate) + 1);
            for (; posted < due; posted++)
            {
                answers.Add(PostAsync(clients[Random.Shared.Next(clients.Length)], $"{prefix}-{posted}"));
                progress.Increment(1);
            }

            await Task.Delay(Beat, cancellation);
        }

        await Task.WhenAll(answers);
        return posted;
    }

    private async Task PostAsync(IRoomMember client, string id)
    {
        try
        {
            var (ok, seq) = await client.PostAsync(gathering, id, Padding);
            if (ok)
            {
                Interlocked.Increment(ref _acknowledged);
                InterlockedMax(seq);
            }
        }
        catch (Exception fault) when (fault is IOException or TimeoutException or HttpRequestException or OperationCanceledException or System.Net.WebSockets.WebSocketException)
        {
            // A server that breaks off is a figure of the run, not its end: the post stays unacknowledged.
        }
    }

    private async Task DrainAsync(IRoomMember[] clients)
    {
        var patience = Stopwatch.StartNew();
        var last = Interlocked.Read(ref _last);
        while (patience.Elapsed < DrainMost && clients.Any(c => c.Head < last))
        {
            await Task.Delay(Beat);
        }
    }

    private void InterlockedMax(long seq)
    {
        var seen = Interlocked.Read(ref _last);
        while (seq > seen)
        {
            var was = Interlocked.CompareExchange(ref _last, seq, seen);
            if (was == seen)
            {
                return;
            }

            seen = was;
        }
    }

    private static double? Rounded(double? figure, int digits) => figure is { } number ? Math.Round(number, digits) : null;
}

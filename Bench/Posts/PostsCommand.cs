using System.CommandLine;
using System.Diagnostics;
using Bench.Client;

namespace Bench.Posts;

/// <summary>What a run came to: messages acknowledged, each of them in the database.</summary>
/// <param name="DurableSpeed">Messages acknowledged a second.</param>
internal sealed record PostsFigures(int Gatherings, int Clients, long Acknowledged, long Refused, double DurableSpeed, int AckP50Ms, int AckP99Ms, double? ServerCpuUsPerPost);

/// <summary><c>posts</c>: how many messages a second are stored and acknowledged, in one gathering and spread over many.</summary>
internal static class PostsCommand
{
    private const string Padding = "同志们好，今天我们学习文件精神，谈谈各自的体会。";
    /// <summary>Calls of one client that the hub runs at once; more would only queue.</summary>
    private const int Outstanding = 4;
    /// <summary>Writers in the one gathering who get all that is said: few, because each message goes to each of them.</summary>
    private const int WhoGetAll = 50;
    /// <summary>Messages a second of one connection; the hub takes a hundred.</summary>
    private const int MostOfOne = 95;
    /// <summary>Storing is to be measured and not delivering: nobody gets more than ten messages a second live.</summary>
    private const string Capped = "Live__WholeRoomMost=1";

    public static Command Create()
    {
        var clients = Shared.Number("--clients", 250, "connections that post as fast as they are answered");
        var gatherings = Shared.Number("--gatherings", 1_000, "gatherings in the second part; the first part has one");
        var seconds = Shared.Number("--seconds", 10, "how long each part is measured, after a third of it to warm up");
        var (json, hub) = (Shared.Json(), Shared.Hub());
        var command = new Command("posts", "measure durable posts") { clients, gatherings, seconds, json, hub };
        command.SetAction((parsed, cancellation) => Pinning.RunAsync(
            stop => RunAsync(parsed.GetValue(clients), parsed.GetValue(gatherings), parsed.GetValue(seconds), parsed.GetValue(json), parsed.GetValue(hub), stop), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(int clients, int gatherings, int seconds, string? json, string? dll, CancellationToken cancellation)
    {
        var one = await PartAsync(clients, 1, seconds, dll, [Capped], cancellation);
        var whole = await PartAsync(Math.Min(clients, WhoGetAll), 1, seconds, dll, [], cancellation);
        var many = await PartAsync(Math.Max(clients, gatherings), gatherings, seconds, dll, [], cancellation);
        Report.Show(
            $"durable posts; lifted: {BenchHub.Lifted}; one gathering: {Capped}, so that its writers get ten messages a second live",
            [("one gathering", one), ("one, each gets all", whole), ($"{gatherings} gatherings", many)]);
        await Report.WriteAsync(new { lifted = BenchHub.Lifted, one_setting = Capped, one, one_each_gets_all = whole, many }, json, cancellation);
        return one.Acknowledged > 0 && whole.Acknowledged > 0 && many.Acknowledged > 0 ? 0 : 1;
    }

    private static async Task<PostsFigures> PartAsync(int clients, int gatherings, int seconds, string? dll, string[] settings, CancellationToken cancellation)
    {
        await using var hub = await BenchHub.StartAsync(clients, dll, settings);
        var rooms = new string[gatherings];
        for (var i = 0; i < gatherings; i++)
        {
            rooms[i] = await hub.OpenAsync(cancellation);
        }

        var tally = new Tally();
        var members = Enumerable.Range(0, clients).Select(_ => new LeanClient(tally)).ToArray();
        try
        {
            for (var i = 0; i < clients; i++)
            {
                await members[i].ConnectAsync(hub.Url, hub.Tokens[i], cancellation);
                await members[i].JoinAsync(rooms[i % gatherings]);
            }

            Console.Error.WriteLine($"posts: {clients} clients in {gatherings} gatherings");
            var run = new Run(tally);
            var posting = members.SelectMany((member, i) => Enumerable.Range(0, Outstanding).Select(lane => run.PostAsync(member, rooms[i % gatherings], $"{i}-{lane}"))).ToArray();
            await Task.Delay(TimeSpan.FromSeconds(seconds / 3.0), cancellation);
            var (cpu, clock) = (hub.Process.Cpu(), Stopwatch.StartNew());
            run.Begin();
            await Task.Delay(TimeSpan.FromSeconds(seconds), cancellation);
            var (acknowledged, refused) = run.End();
            var (used, elapsed) = (hub.Process.Cpu() - cpu, clock.Elapsed.TotalSeconds);
            await Task.WhenAll(posting);
            return new PostsFigures(
                gatherings, clients, acknowledged, refused, Math.Round(acknowledged / elapsed, 1),
                tally.Acknowledgement.Percentile(0.5), tally.Acknowledgement.Percentile(0.99), Math.Round(used * 1_000_000 / Math.Max(1, acknowledged), 1));
        }
        finally
        {
            foreach (var member in members)
            {
                member.Dispose();
            }
        }
    }

    /// <summary>Counts what is acknowledged between its beginning and its end.</summary>
    private sealed class Run(Tally tally)
    {
        private long _acknowledged;
        private long _refused;
        private volatile bool _counts;
        private volatile bool _ended;

        public void Begin() => (tally.From, _counts) = (Stopwatch.GetTimestamp(), true);

        public (long Acknowledged, long Refused) End()
        {
            (_ended, _counts) = (true, false);
            return (Interlocked.Read(ref _acknowledged), Interlocked.Read(ref _refused));
        }

        public async Task PostAsync(LeanClient member, string room, string prefix)
        {
            var clock = Stopwatch.StartNew();
            for (var i = 0; !_ended; i++)
            {
                var early = (i * (double)Outstanding / MostOfOne) - clock.Elapsed.TotalSeconds;
                if (early > 0)
                {
                    await Task.Delay(TimeSpan.FromSeconds(early));
                }

                var (ok, _) = await member.PostAsync(room, $"{prefix}-{i}", Padding);
                if (_counts)
                {
                    Interlocked.Increment(ref ok ? ref _acknowledged : ref _refused);
                }
            }
        }
    }
}

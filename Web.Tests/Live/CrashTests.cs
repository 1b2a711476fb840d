using System.Collections.Concurrent;
using System.Threading.Channels;
using Bench.Client;
using Bench.Fanout;
using Microsoft.AspNetCore.SignalR.Client;

namespace Web.Tests.Live;

/// <summary>R1: the process is killed in the middle of a burst. What was acknowledged is there, and every client comes back by itself.</summary>
[Trait("Category", "Slow")]
public sealed class CrashTests
{
    private const int Members = 100;
    private const int Rounds = 2;

    [Fact]
    public async Task R1_kill_9_in_a_burst_loses_nothing_that_was_acknowledged()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var folder = Directory.CreateTempSubdirectory("hub-crash-").FullName;
        var lifted = new Dictionary<string, string> { ["Room__MemberRate"] = "0", ["Room__RoomRate"] = "0" };
        var silo = Path.Combine(AppContext.BaseDirectory, "Silo.dll");
        var tokens = await Provision.FillAsync(folder, Members);
        var acknowledged = new Acknowledged();
        var hub = await HubProcess.StartAsync(silo, ["run", "--port", "0", "--data", folder], lifted);
        try
        {
            var port = new Uri(hub.Url).Port;
            var gathering = await OpenAsync(hub.Url, tokens[0], patience.Token);
            var members = tokens.Select((token, i) => new Survivor(hub.Url, token, gathering, i, acknowledged)).ToArray();
            var living = Task.WhenAll(members.Select(m => m.LiveAsync(patience.Token)));
            for (var round = 0; round < Rounds; round++)
            {
                await acknowledged.ReachAsync(150 * (round + 1), patience.Token);
                hub.Kill();
                await hub.DisposeAsync();
                hub = await HubProcess.StartAsync(silo, ["run", "--port", $"{port}", "--data", folder], lifted);
            }

            await acknowledged.ReachAsync(150 * (Rounds + 1), patience.Token);
            foreach (var member in members)
            {
                member.Finish();
            }

            await living;
            var last = acknowledged.Texts.Keys.Max();
            foreach (var member in members)
            {
                await member.FollowToAsync(last, patience.Token);
                Assert.Equal(0, member.Log.Snapshots - 1);
                foreach (var (seq, text) in acknowledged.Texts.Where(a => a.Key > member.From))
                {
                    Assert.Equal(text, member.Texts[seq]);
                }
            }
        }
        finally
        {
            await hub.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task<string> OpenAsync(string url, string token, CancellationToken cancellation) => Summons.OpenAsync(url, token, cancellation);

    /// <summary>What the hub has promised to keep, by seq.</summary>
    private sealed class Acknowledged
    {
        private readonly Channel<int> _counts = Channel.CreateUnbounded<int>();

        public ConcurrentDictionary<long, string> Texts { get; } = new();

        public void Add(long seq, string text)
        {
            Texts[seq] = text;
            _counts.Writer.TryWrite(Texts.Count);
        }

        public async Task ReachAsync(int count, CancellationToken patience)
        {
            while (await _counts.Reader.ReadAsync(patience) < count)
            {
            }
        }
    }

    /// <summary>A member that posts, keeps the log, and after a break comes back with its position and posts again what was not acknowledged.</summary>
    private sealed class Survivor(string url, string token, string gathering, int index, Acknowledged acknowledged)
    {
        private readonly Lock _gate = new();
        private HubConnection? _hub;
        private volatile bool _finished;
        private int _posted;

        public RoomLog Log { get; } = new(gathering);
        public ConcurrentDictionary<long, string> Texts { get; } = new();
        /// <summary>Head of the first snapshot: what came before is not in this log.</summary>
        public long From { get; private set; } = -1;

        public void Finish() => _finished = true;

        public async Task LiveAsync(CancellationToken patience)
        {
            Log.Applied = e => Texts[e.GetProperty("s").GetInt64()] = e.TryGetProperty("text", out var text) ? text.GetString()! : "";
            while (!_finished && !patience.IsCancellationRequested)
            {
                try
                {
                    await EnterAsync(patience);
                    while (!_finished)
                    {
                        var text = $"{index}/{_posted}";
                        var ack = await _hub!.Ask("Post", gathering, new { clientId = $"c-{index}-{_posted}", text });
                        if (ack.GetProperty("ok").GetBoolean())
                        {
                            acknowledged.Add(ack.GetProperty("seq").GetInt64(), text);
                            _posted++;
                            await Task.Delay(Random.Shared.Next(50, 400), patience);
                        }
                    }
                }
                catch (Exception) when (!patience.IsCancellationRequested)
                {
                    // The hub is away: again in a moment, with the position held and the same client id.
                    await Task.Delay(Random.Shared.Next(50, 300), patience);
                }
            }
        }

        public async Task FollowToAsync(long last, CancellationToken patience)
        {
            while (Log.Last < last)
            {
                try
                {
                    await ReplayAsync();
                }
                catch (Exception) when (!patience.IsCancellationRequested)
                {
                    await EnterAsync(patience);
                }
            }

            await _hub!.DisposeAsync();
        }

        private async Task EnterAsync(CancellationToken patience)
        {
            if (_hub is not null)
            {
                await _hub.DisposeAsync();
            }

            _hub = HubClient.Create(url, $"hub-session={token}");
            _hub.On<System.Text.Json.JsonElement>("frame", frame =>
            {
                Next next;
                lock (_gate)
                {
                    next = Log.Frame(frame);
                }

                if (next == Next.Replay)
                {
                    _ = ReplayAsync();
                }
            });
            await _hub.StartAsync(patience);
            var joined = await _hub.Ask("Join", gathering, Log.Epoch, Log.Position);
            lock (_gate)
            {
                Log.Joined(joined);
                From = From < 0 ? Log.Last : From;
            }
        }

        private async Task ReplayAsync()
        {
            var more = true;
            while (more)
            {
                var page = await _hub!.Ask("Replay", gathering, Log.Last, 300);
                lock (_gate)
                {
                    more = Log.Replayed(page);
                }
            }
        }
    }
}

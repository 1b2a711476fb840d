using Grains.Gatherings;
using Grains.Rules;
using Grains.Tests;
using Microsoft.Extensions.Logging.Abstractions;
using Web.Live.Connections;
using Web.Live.Node;
using Web.Live.Rooms;

namespace Web.Tests.Live;

/// <summary>A relay against a grain that loses frames, dies and comes back; and the gate before the grain.</summary>
public sealed class RelayTests : IDisposable
{
    private readonly FakeClock _clock = new();
    private readonly LiveMeter _meter = new();
    private readonly FakeGathering _gathering;
    private readonly EntranceView _you;

    public RelayTests()
    {
        _gathering = new FakeGathering(_clock);
        _gathering.Add(EntryKind.Opened);
        _you = new EntranceView(false, true, true, _clock.GetUtcNow());
    }

    public void Dispose() => _meter.Dispose();

    [Fact]
    public async Task R13_a_lost_frame_is_found_by_the_beat_and_read_once()
    {
        await using var relay = await Start();
        var (first, second) = (await Sit(relay, "1"), await Sit(relay, "2"));
        _gathering.Say("verloren");

        await relay.Deliver(_gathering.Beat());

        Assert.Equal(new long[] { 2 }, await Entries(first));
        Assert.Equal(new long[] { 2 }, await Entries(second));
        Assert.Equal(1, _gathering.Reads);
    }

    [Fact]
    public async Task A_frame_that_overtook_another_waits_for_it()
    {
        await using var relay = await Start();
        var outlet = await Sit(relay, "1");
        _gathering.Say("1");
        _gathering.Say("2");

        await relay.Deliver(_gathering.Frame(2, 3));
        await relay.Deliver(_gathering.Frame(1, 2));

        var got = new List<long>();
        while (got.Count < 2)
        {
            got.AddRange(await Entries(outlet));
            _clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal([2L, 3L], got);
    }

    [Fact]
    public async Task Who_returns_is_answered_from_one_page_however_many_return()
    {
        for (var i = 0; i < 100; i++)
        {
            _gathering.Say($"{i}");
        }

        await using var relay = await Start();

        var joined = await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
            relay.Join(Someone.Connection(new FakeOutlet($"{i}"), _clock), _you, "e1", 20 + i)));

        Assert.All(joined, static j => Assert.True(j!.Recovered));
        Assert.InRange(_gathering.Reads, 1, 3);
    }

    [Theory]
    [InlineData("e1", 500L, false)]
    [InlineData("e1", -5L, false)]
    [InlineData("e0", 5L, false)]
    [InlineData(null, 5L, false)]
    [InlineData("e1", 5L, true)]
    public async Task R14_only_a_position_of_this_history_is_honoured(string? epoch, long last, bool recovered)
    {
        for (var i = 0; i < 10; i++)
        {
            _gathering.Say($"{i}");
        }

        await using var relay = await Start();

        var joined = await relay.Join(Someone.Connection(new FakeOutlet("1"), _clock), _you, epoch, last);

        Assert.Equal(recovered, joined!.Recovered);
        Assert.Equal(recovered, joined.Snapshot is null);
        Assert.Equal(11, joined.Head);
    }

    [Fact]
    public async Task R14_a_position_that_another_node_told_first_is_read_for_once_and_honoured()
    {
        await using var relay = await Start();
        // Told by another node; the frames are still on their way to this one.
        _gathering.Say("1");
        _gathering.Say("2");
        var reads = _gathering.Reads;

        var joined = await relay.Join(Someone.Connection(new FakeOutlet("1"), _clock), _you, "e1", 3);
        var ahead = await relay.Join(Someone.Connection(new FakeOutlet("2"), _clock), _you, "e1", 4);

        Assert.True(joined!.Recovered);
        Assert.Equal(3, joined.Head);
        Assert.False(ahead!.Recovered);
        Assert.InRange(_gathering.Reads - reads, 1, 2);
    }

    [Fact]
    public async Task R14_a_position_too_far_back_is_answered_with_a_snapshot()
    {
        for (var i = 0; i < RelayRoom.ResumeMost + 10; i++)
        {
            _gathering.Say($"{i}");
        }

        await using var relay = await Start();

        var joined = await relay.Join(Someone.Connection(new FakeOutlet("1"), _clock), _you, "e1", 1);

        Assert.False(joined!.Recovered);
        Assert.NotNull(joined.Snapshot);
    }

    [Fact]
    public async Task A_new_activation_is_told_of_everyone_who_sits_here()
    {
        await using var relay = await Start();
        await Sit(relay, "1");
        await Sit(relay, "2");
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var entered = 0;
        _gathering.OnSubmit = commands =>
        {
            entered += commands.Count(static c => c is Enter);
            if (entered == 2)
            {
                told.TrySetResult();
            }

            return Task.FromResult(Array.ConvertAll(commands, static _ => new RoomAnswer(null)));
        };
        _clock.Advance(TimeSpan.FromSeconds(1));
        _gathering.Incarnation = 2;

        await relay.Deliver(_gathering.Beat());

        await told.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Commands_that_come_while_a_batch_is_under_way_go_together_in_the_next()
    {
        var first = new TaskCompletionSource();
        var batches = new List<int>();
        _gathering.OnSubmit = async commands =>
        {
            batches.Add(commands.Length);
            await (batches.Count == 1 ? first.Task : Task.CompletedTask);
            return Array.ConvertAll(commands, static _ => new RoomAnswer(null, 7));
        };
        var gate = Gate();
        var lone = gate.Submit(new Close(Someone.Actor()));
        while (batches.Count == 0)
        {
            await Task.Yield();
        }

        var rest = Enumerable.Range(0, 300).Select(_ => gate.Submit(new Close(Someone.Actor()))).ToList();
        first.SetResult();

        Assert.Equal(7, (await lone).Seq);
        await Task.WhenAll(rest);
        Assert.Equal([1, RoomLimits.BatchCommands, 300 - RoomLimits.BatchCommands], batches);
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, "hub.busy")]
    public async Task A_batch_that_fails_is_sent_once_more_and_then_refused(int failures, string? rule)
    {
        var tries = 0;
        _gathering.OnSubmit = commands => ++tries <= failures
            ? throw new TimeoutException()
            : Task.FromResult(Array.ConvertAll(commands, static _ => new RoomAnswer(null, 1)));

        var answer = await Gate().Submit(new Close(Someone.Actor()));

        Assert.Equal(rule, answer.Refusal?.Rule);
    }

    [Fact]
    public async Task A_connection_whose_write_is_stuck_is_told_and_cut()
    {
        await using var relays = new RelayDirectory(new FakeGrains(_gathering).Services(_clock, _meter), NullLogger<CommandGate>.Instance);
        var connections = new HubConnections(relays, null!, _meter, _clock, NullLogger<HubConnections>.Instance);
        var outlet = new FakeOutlet("1");
        var stuck = Someone.Connection(outlet, _clock);
        connections.Add(stuck);
        outlet.Hold();
        stuck.TryWrite(Web.Live.Wire.Events.Bye(Web.Live.Wire.ByeCode.Slow, 1), 0);

        _clock.Advance(TimeSpan.FromMilliseconds(HubConnections.StuckMilliseconds - 1));
        connections.Sweep();
        Assert.Equal(0, stuck.CutAt);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        connections.Sweep();
        Assert.False(outlet.Aborted);
        _clock.Advance(TimeSpan.FromMilliseconds(HubConnections.FarewellMilliseconds));
        connections.Sweep();

        Assert.True(outlet.Aborted);
    }

    [Fact]
    public async Task Who_comes_in_while_the_hub_stops_is_told_to_come_back_too()
    {
        await using var relays = new RelayDirectory(new FakeGrains(_gathering).Services(_clock, _meter), NullLogger<CommandGate>.Instance);
        var connections = new HubConnections(relays, null!, _meter, _clock, NullLogger<HubConnections>.Instance);
        var (early, late) = (new FakeOutlet("1"), new FakeOutlet("2"));
        connections.Add(Someone.Connection(early, _clock));

        connections.Drain(2_000);
        connections.Add(Someone.Connection(late, _clock));

        foreach (var outlet in new[] { early, late })
        {
            Assert.Equal("draining", FakeOutlet.Argument(Assert.Single(outlet.Written)).GetProperty("code").GetString());
        }
    }

    private CommandGate Gate() => new(FakeGathering.Id, "w-test", () => _gathering, NullLogger.Instance);

    private async Task<GatheringRelay> Start()
    {
        var relay = new GatheringRelay(FakeGathering.Id, Gate(), new FakeGrains(_gathering).Services(_clock, _meter));
        Assert.True(await relay.Start());
        _clock.Advance(TimeSpan.FromSeconds(1));
        return relay;
    }

    private async Task<FakeOutlet> Sit(GatheringRelay relay, string id)
    {
        var outlet = new FakeOutlet(id);
        var joined = await relay.Join(Someone.Connection(outlet, _clock), _you, null, null);
        joined!.Seat!.Ready = true;
        return outlet;
    }

    // The seqs of the next frame that has any.
    private async Task<long[]> Entries(FakeOutlet outlet)
    {
        while (true)
        {
            var next = outlet.NextAsync();
            while (!next.IsCompleted)
            {
                _clock.Advance(TimeSpan.FromMilliseconds(20));
                // What fell due is queued by now: behind it.
                await Task.WhenAny(next, Task.Run(static () => { }));
            }

            if (FakeOutlet.Argument(await next).TryGetProperty("m", out var entries))
            {
                return [.. entries.EnumerateArray().Select(static e => e.GetProperty("s").GetInt64())];
            }
        }
    }
}

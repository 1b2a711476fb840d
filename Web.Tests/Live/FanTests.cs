using System.Text.Json;
using Grains.Gatherings;
using Grains.Tests;
using Web.Live.Connections;
using Web.Live.Node;
using Web.Live.Rooms;

namespace Web.Tests.Live;

/// <summary>The fan of one room: pace, slow readers, what is shared and what it costs.</summary>
public sealed class FanTests : IDisposable
{
    private readonly FakeClock _clock = new();
    private readonly LiveMeter _meter = new();
    private readonly FakeGathering _gathering;
    private readonly RelayRoom _room;
    private readonly RelayFan _fan;

    public FanTests()
    {
        _gathering = new FakeGathering(_clock);
        _gathering.Add(EntryKind.Opened);
        _room = new RelayRoom(FakeGathering.Id, _clock);
        _room.Start(_gathering.Snapshot());
        _fan = new RelayFan(FakeGathering.Id, _room, _clock, _meter);
        _clock.Advance(TimeSpan.FromSeconds(10));
    }

    public void Dispose() => _meter.Dispose();

    [Fact]
    public void The_first_message_after_a_quiet_spell_goes_at_once_and_what_follows_is_gathered()
    {
        var outlet = Seat("1");
        Publish("一");
        _fan.Round();
        Publish("二");
        _fan.Round();
        Publish("三");
        _fan.Round();

        Assert.Equal([2L], Seqs(outlet.Frames.Last()));
        _clock.Advance(TimeSpan.FromMilliseconds(Pace.SmallMilliseconds));
        _fan.Round();
        Assert.Equal([3L, 4L], Seqs(outlet.Frames.Last()));
    }

    [Fact]
    public void A_beat_tells_the_head_at_least_each_second()
    {
        var outlet = Seat("1");
        _fan.Round();
        var before = outlet.Frames.Count();

        for (var i = 0; i < 3; i++)
        {
            var wait = _fan.Round();
            Assert.InRange(wait, 1, RelayFan.BeatMilliseconds);
            _clock.Advance(TimeSpan.FromSeconds(1));
            _fan.Round();
        }

        Assert.Equal(before + 3, outlet.Frames.Count());
        Assert.Equal(_room.Head, outlet.Frames.Last().GetProperty("h").GetInt64());
        Assert.False(outlet.Frames.Last().TryGetProperty("m", out _));
    }

    [Fact]
    public void A_busy_connection_is_skipped_and_then_gets_one_merged_frame()
    {
        var slow = Seat("1");
        var quick = Seat("2");
        _fan.Round();
        slow.Hold();
        Publish("0");
        Turn();
        var before = slow.Frames.Count();
        for (var i = 1; i <= 150; i++)
        {
            Publish($"{i}");
            Turn();
        }

        Assert.Equal(before, slow.Frames.Count());
        Assert.Equal(_room.Head, quick.Frames.Last().GetProperty("h").GetInt64());

        slow.Release();
        Turn();
        // It was more than two seconds behind: counters first, then everything at once.
        Assert.False(slow.Frames.Last().TryGetProperty("m", out _));
        Assert.True(slow.Frames.Last().GetProperty("h").GetInt64() < _room.Head);
        Turn();
        Assert.Equal(before + 2, slow.Frames.Count());
        Assert.Equal(150, Seqs(slow.Frames.Last()).Length);
        Assert.Equal(_room.Head, slow.Frames.Last().GetProperty("h").GetInt64());
    }

    [Fact]
    public void Who_is_past_the_ring_gets_a_snapshot_and_goes_on_from_it()
    {
        var slow = Seat("1");
        _fan.Round();
        slow.Hold();
        Publish("0");
        Turn();
        for (var i = 0; i <= RelayRing.EntriesMost; i++)
        {
            _gathering.Say("x");
        }

        _room.Take(_gathering.Frame(2, _gathering.Log.Count));
        Turn();
        slow.Release();
        Turn();

        var resync = Assert.Single(slow.Written, static w => w.GetProperty("target").GetString() == "resync");
        Assert.Equal(_room.Head, FakeOutlet.Argument(resync).GetProperty("snapshot").GetProperty("head").GetInt64());
        Publish("danach");
        Turn();
        Assert.Equal([_room.Head], Seqs(slow.Frames.Last()));
    }

    [Fact]
    public void Another_history_sends_a_resync_to_everyone()
    {
        var outlet = Seat("1");
        _fan.Round();
        _gathering.Epoch = "e2";
        _gathering.Log.RemoveRange(1, _gathering.Log.Count - 1);

        Assert.Equal(Took.Foreign, _room.Take(_gathering.Beat()));
        _room.Start(_gathering.Snapshot());
        Publish("neu");
        Turn();

        Assert.Equal("e2", FakeOutlet.Argument(outlet.Written.Last(static w => w.GetProperty("target").GetString() == "resync")).GetProperty("e").GetString());
    }

    [Fact]
    public void Frames_keep_to_their_size()
    {
        var outlet = Seat("1");
        _fan.Round();
        for (var i = 0; i < 200; i++)
        {
            _gathering.Say(new string('字', 100));
        }

        _room.Take(_gathering.Frame(1, _gathering.Log.Count));
        Turn();

        var frames = outlet.Frames.Where(static f => f.TryGetProperty("m", out _)).ToList();
        Assert.All(frames, static f => Assert.InRange(Seqs(f).Length, 1, RelayRoom.FrameEntries));
        Assert.Equal(Enumerable.Range(2, 200).Select(static i => (long)i), frames.SelectMany(Seqs));
    }

    [Fact]
    public void One_snapshot_serves_all_who_come_within_a_tick_and_a_hiding_ends_it_at_once()
    {
        var message = _gathering.Say("geheim");
        _room.Take(_gathering.Frame(1, 2));
        _clock.Advance(TimeSpan.FromSeconds(1));
        var first = _room.Snapshot().Snapshot;
        Publish("noch eins");
        Assert.Same(first, _room.Snapshot().Snapshot);

        _gathering.Add(EntryKind.Hidden, e => e with { Author = "m-1", Target = message.Seq, Text = "weil" });
        _room.Take(_gathering.Frame(_room.Head, _gathering.Log.Count));

        Assert.DoesNotContain("geheim", System.Text.Encoding.UTF8.GetString(_room.Snapshot().Snapshot.Open), StringComparison.Ordinal);
        Assert.Equal(2, _room.SnapshotsEncoded);
    }

    [Fact]
    public void A_round_allocates_nothing_per_connection()
    {
        long Measure(int members)
        {
            var room = new RelayRoom(FakeGathering.Id, _clock);
            room.Start(_gathering.Snapshot());
            var fan = new RelayFan(FakeGathering.Id, room, _clock, _meter);
            for (var i = 0; i < members; i++)
            {
                Seat(fan, room, new FakeOutlet($"{i}") { Keeps = false });
            }

            var least = long.MaxValue;
            for (var round = 0; round < 50; round++)
            {
                var after = room.Head;
                _gathering.Say("同志们好");
                room.Take(_gathering.Frame(after, _gathering.Log.Count));
                _clock.Advance(TimeSpan.FromMilliseconds(600));
                var before = GC.GetAllocatedBytesForCurrentThread();
                while (fan.Round() == 0)
                {
                }

                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }

            return least;
        }

        // Seqs of as many digits throughout: a longer frame is one larger array.
        while (_gathering.Log.Count < 100)
        {
            _gathering.Say("x");
        }

        Measure(10);
        var (few, many) = (Measure(10), Measure(2_010));

        Assert.True(many - few <= 0, $"{(many - few) / 2_000.0} bytes per frame and connection ({few} for 10, {many} for 2,010)");
    }

    private void Turn()
    {
        _clock.Advance(TimeSpan.FromMilliseconds(Pace.SmallMilliseconds));
        _fan.Round();
    }

    private void Publish(string text)
    {
        var after = _gathering.Log.Count;
        _gathering.Say(text);
        _room.Take(_gathering.Frame(after, after + 1));
    }

    private FakeOutlet Seat(string id)
    {
        var outlet = new FakeOutlet(id);
        Seat(_fan, _room, outlet);
        return outlet;
    }

    private void Seat(RelayFan fan, RelayRoom room, Outlet outlet)
    {
        var (snapshot, generation) = room.Snapshot();
        fan.Add(new RelaySeat(Someone.Connection(outlet, _clock), FakeGathering.Id, officer: false)
        {
            Cursor = snapshot.State.Head, Generation = generation, Ready = true,
        });
    }

    private static long[] Seqs(JsonElement frame) =>
        frame.TryGetProperty("m", out var entries) ? [.. entries.EnumerateArray().Select(static e => e.GetProperty("s").GetInt64())] : [];
}

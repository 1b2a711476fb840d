using System.Diagnostics.Metrics;
using System.Threading.Tasks.Sources;
using Grains.Gatherings;
using Grains.Tests;
using Microsoft.Extensions.DependencyInjection;
using Web.Live.Connections;
using Web.Live.Node;
using Web.Live.Rooms;
using Web.Live.Sockets;
using Web.Telemetry;

namespace Web.Tests.Live;

/// <summary>
/// The gate on garbage: what our code allocates for one connection and frame, from the relay's round to the bytes of
/// the WebSocket, is nothing; also while figures are kept, counts change and readers fall behind.
/// </summary>
public sealed class GarbageTests : IDisposable
{
    private const int Few = 10, Many = 2_010, Rounds = 10;
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MetricBoard _board;
    private readonly LiveMeter _meter;

    public GarbageTests()
    {
        _board = new MetricBoard(_services.GetRequiredService<IMeterFactory>());
        _meter = new LiveMeter(_services.GetRequiredService<IMeterFactory>());
    }

    public void Dispose()
    {
        _board.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void A_round_with_entries_and_changed_counts_allocates_nothing_per_connection() =>
        AssertNothing(members => Least(members, stuck: false));

    [Fact]
    [Trait("Category", "Slow")]
    public void Merged_frames_for_readers_that_fell_behind_allocate_nothing_per_connection() =>
        AssertNothing(members => Least(members, stuck: true));

    [Fact]
    public void A_message_becomes_a_websocket_frame_without_garbage()
    {
        var frames = new OutboundFrames(new StreamWire(Stream.Null));
        var (small, large) = (new byte[90], new byte[40_000]);
#pragma warning disable CA2012 // Looked at once each, and complete.
        long Write(int times)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < times; i++)
            {
                Assert.True(frames.WriteAsync(small).IsCompletedSuccessfully);
                Assert.True(frames.WriteAsync(large).IsCompletedSuccessfully);
                small.CopyTo(frames.GetMemory(small.Length));
                frames.Advance(small.Length);
                Assert.True(frames.FlushAsync().IsCompletedSuccessfully);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
#pragma warning restore CA2012

        Write(10);
        Assert.Equal(0, Write(1_000));
    }

    private static void AssertNothing(Func<int, long> measure)
    {
        measure(Few);
        var (few, many) = (measure(Few), measure(Many));
        Assert.True(many - few <= 0, $"{(many - few) / (double)(Many - Few)} bytes per frame and connection ({few} for {Few}, {many} for {Many})");
    }

    // What the cheapest of many equal rounds allocates.
    private long Least(int members, bool stuck)
    {
        // As in the hub, where a write that ends goes on on the thread that ended it: the test framework's own context
        // would hand each of two thousand to another thread, which takes a second and is no part of a round.
        SynchronizationContext.SetSynchronizationContext(null);
        var clock = new FakeClock();
        var gathering = new FakeGathering(clock);
        gathering.Add(EntryKind.Opened);
        var room = new RelayRoom(FakeGathering.Id, clock);
        room.Start(gathering.Snapshot());
        var fan = new RelayFan(FakeGathering.Id, room, clock, _meter);
        var outlets = Enumerable.Range(0, members).Select(static i => new StickyOutlet($"{i}")).ToArray();
        foreach (var outlet in outlets)
        {
            fan.Add(new RelaySeat(Someone.Connection(outlet, clock), FakeGathering.Id, officer: false) { Cursor = room.Head, Generation = room.Generation, Ready = true });
        }

        var least = long.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            Array.ForEach(outlets, o => o.Sticks = stuck);
            Say(gathering, room, clock);
            Run(fan);
            // While their write is stuck, more is said: they get it merged.
            Say(gathering, room, clock);
            Say(gathering, room, clock);
            Run(fan);
            Array.ForEach(outlets, static o => o.Release());
            clock.Advance(TimeSpan.FromMilliseconds(600));
            var before = GC.GetAllocatedBytesForCurrentThread();
            Run(fan);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.All(outlets, o => Assert.True(o.Writes > round));
        }

        return least;
    }

    private static void Run(RelayFan fan)
    {
        while (fan.Round() == 0)
        {
        }
    }

    private static void Say(FakeGathering gathering, RelayRoom room, FakeClock clock)
    {
        clock.Advance(TimeSpan.FromMilliseconds(600));
        gathering.Say("同志们好");
        gathering.Counts = gathering.Counts with { Inside = gathering.Log.Count % 7 };
        room.Take(gathering.Frame(room.Head, gathering.Log.Count));
    }

    /// <summary>Takes bytes at no cost; may stay busy with one write until it is released.</summary>
    private sealed class StickyOutlet(string id) : Outlet, IValueTaskSource
    {
        private ManualResetValueTaskSourceCore<bool> _source;
        private bool _held;

        public override string Id => id;
        public bool Sticks { get; set; }
        public int Writes { get; private set; }

        public override ValueTask WriteAsync(ReadyMessage message)
        {
            Writes++;
            _held = Sticks;
            return Sticks ? new ValueTask(this, _source.Version) : default;
        }

        public override void Abort() => Assert.Fail("Nothing breaks here.");

        public void Release()
        {
            Sticks = false;
            if (_held)
            {
                _held = false;
                _source.SetResult(true);
            }
        }

        public void GetResult(short token)
        {
            _source.GetResult(token);
            _source.Reset();
        }

        public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            _source.OnCompleted(continuation, state, token, flags);
    }
}

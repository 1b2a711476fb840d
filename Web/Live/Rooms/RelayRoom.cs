using Grains.Gatherings;
using Grains.Rules;
using Microsoft.AspNetCore.SignalR;
using Web.Live.Connections;

namespace Web.Live.Rooms;

/// <summary>What became of a frame from the grain.</summary>
public enum Took
{
    Applied,
    /// <summary>Entries are missing before it: they have to be read.</summary>
    Gap,
    /// <summary>It belongs to another history or another activation: the room has to subscribe again.</summary>
    Foreign,
}

/// <summary>
/// One gathering as this node knows it: the folded state, the ring of encoded entries, the counts. All of it follows
/// from the log, so whatever is lost here is read again. Thread-safe; nothing waits inside its lock.
/// </summary>
public sealed partial class RelayRoom(string gathering, TimeProvider time, DisplayCap? cap = null)
{
    /// <summary>A frame to those who are up to date.</summary>
    public const int FrameEntries = 64;
    public const int FrameBytes = 32 * 1024;
    /// <summary>The merged frame to one who fell behind.</summary>
    public const int CatchUpEntries = 300;
    public const int CatchUpBytes = 256 * 1024;
    /// <summary>Frames that came too early and are held until the gap before them is closed.</summary>
    public const int EarlyMost = 32;

    private readonly Lock _gate = new();
    private readonly RelayRing _ring = new();
    private readonly FrameWriter _frames = new(gathering);
    private readonly RosterChanges _roster = new();
    private readonly SortedList<long, RoomFrame> _early = [];
    private RoomFold? _fold;
    private GatheringCharter? _charter;
    private DateTimeOffset? _openedAt;
    private DateTimeOffset? _closedAt;
    private long _countsHead;

    public string Gathering { get; } = gathering;
    public string Epoch { get; private set; } = "";
    public long Incarnation { get; private set; }
    /// <summary>Rises whenever what connections hold is void.</summary>
    public int Generation { get; private set; }
    public Counts Counts { get; private set; } = new(0, 0, 0, 0, 0, 0);
    public long Head => _ring.Head;
    /// <summary>The highest head heard of; above <see cref="Head"/> entries are missing.</summary>
    public long Target { get; private set; }
    public bool IsClosed => _fold?.State is GatheringState.Closed or GatheringState.Signed;
    public int RosterWatchers { get; set; }
    /// <summary>Messages that were not shown live (<see cref="DisplayCap"/>).</summary>
    public long LeftOut { get; private set; }

    /// <summary>Takes the grain's word on a subscription. The first one, and one of another history, start the room anew.</summary>
    public void Start(RoomSnapshot snapshot)
    {
        lock (_gate)
        {
            Incarnation = snapshot.Incarnation;
            if (_fold is null || snapshot.Epoch != Epoch || snapshot.State.Head - _ring.Head > RelayRing.EntriesMost)
            {
                Generation++;
                Epoch = snapshot.Epoch;
                _fold = new RoomFold(snapshot.State);
                _charter = snapshot.Charter;
                _openedAt = snapshot.Charter.OpensAt;
                _ring.Reset(snapshot.State.Head);
                _snapshot = null;
                Target = snapshot.State.Head;
                (Counts, _countsHead) = (snapshot.Counts, snapshot.State.Head);
            }

            Target = Math.Max(Target, snapshot.State.Head);
            TakeEarly();
        }
    }

    public Took Take(RoomFrame frame)
    {
        lock (_gate)
        {
            if (_fold is null)
            {
                Hold(frame);
                return Took.Applied;
            }

            if (frame.Epoch == Epoch && frame.Incarnation < Incarnation)
            {
                // The last words of an activation that was fenced out: what of it is true comes again.
                return Took.Applied;
            }

            if (frame.Epoch != Epoch || frame.Incarnation != Incarnation)
            {
                Hold(frame);
                return Took.Foreign;
            }

            Target = Math.Max(Target, frame.Head);
            TakeCounts(frame);
            TakeRoster(frame.Roster);
            TakeEntries(frame.Entries);
            if (frame.Entries.Length > 0 && frame.Entries[0].Seq > _ring.Head + 1)
            {
                Hold(frame);
            }

            TakeEarly();
            return Target > _ring.Head ? Took.Gap : Took.Applied;
        }
    }

    /// <summary>Takes entries read from the database to close a gap.</summary>
    public void Take(IReadOnlyList<Entry> page)
    {
        lock (_gate)
        {
            TakeEntries(page);
            TakeEarly();
        }
    }

    /// <summary>There may be one more entry than was heard of.</summary>
    public void Expect()
    {
        lock (_gate)
        {
            Target = Math.Max(Target, _ring.Head + 1);
        }
    }

    /// <summary>The database holds no more than this: what was heard of beyond it is believed again when it is heard again.</summary>
    public void Settle()
    {
        lock (_gate)
        {
            Target = _ring.Head;
        }
    }

    /// <summary>What the fan needs to know for one round, with what is too old dropped from the ring.</summary>
    public (long Head, long First, int Generation, Counts Counts) Round()
    {
        lock (_gate)
        {
            _ring.Trim(time.Milliseconds() - (long)RelayRing.AgeMost.TotalMilliseconds);
            return (_ring.Head, _ring.First, Generation, Counts);
        }
    }

    /// <summary>
    /// A frame of what follows <paramref name="after"/>, and the position it leads to; null where that is past the ring.
    /// The position never leaves what is asked for: without room for more it is a beat. With a <paramref name="reader"/>
    /// it is that member's own: what the member wrote is in it although others are spared it.
    /// </summary>
    public EncodedFrame? Frame(long after, int entries, int bytes, bool counts, string? reader = null)
    {
        lock (_gate)
        {
            if (after < _ring.First - 1 || after > _ring.Head)
            {
                return null;
            }

            var last = entries == 0 ? after : _ring.Run(after, entries, bytes);
            return _frames.Encode(_ring, Epoch, after, last, counts ? Counts : null, time.GetUtcNow(), reader);
        }
    }

    /// <summary>Monotonic milliseconds since the entry after <paramref name="cursor"/> came in; 0 where there is none.</summary>
    public long Age(long cursor, long now)
    {
        lock (_gate)
        {
            return cursor < _ring.First - 1 || cursor >= _ring.Head ? 0 : now - _ring.AddedAt(cursor + 1);
        }
    }

    /// <summary>Roster lines that changed after <paramref name="version"/>.</summary>
    public (RosterStatus[] Lines, long Version, Counts Counts) Roster(long version)
    {
        lock (_gate)
        {
            var (lines, reached) = _roster.After(version);
            return (lines, reached, Counts);
        }
    }

    /// <summary>Starts or ends to keep roster changes for watchers; answers the version to watch from.</summary>
    public long Watch(bool on)
    {
        lock (_gate)
        {
            RosterWatchers = Math.Max(0, RosterWatchers + (on ? 1 : -1));
            if (RosterWatchers == 0)
            {
                _roster.Clear();
            }

            return _roster.Version;
        }
    }

    private void TakeEntries(IReadOnlyList<Entry> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.Seq != _ring.Head + 1)
            {
                continue;
            }

            _fold!.Apply(entry);
            var now = time.Milliseconds();
            var leftOut = cap?.LeavesOut(entry, Counts.Inside, now) ?? false;
            LeftOut += leftOut ? 1 : 0;
            if (_ring.Add(entry, now, leftOut))
            {
                _snapshot = null;
            }

            switch (entry.Kind)
            {
                case EntryKind.Opened:
                    _openedAt = entry.At;
                    break;
                case EntryKind.Closed:
                    _closedAt = entry.At;
                    break;
            }
        }
    }

    // Frames that overtook others wait here; those of another history are forgotten.
    private void TakeEarly()
    {
        while (_fold is not null && _early.Count > 0 && (_early.Keys[0] <= _ring.Head + 1 || _early.Values[0].Epoch != Epoch))
        {
            var frame = _early.Values[0];
            _early.RemoveAt(0);
            if (frame.Epoch == Epoch)
            {
                Target = Math.Max(Target, frame.Head);
                TakeCounts(frame);
                TakeEntries(frame.Entries);
            }
        }
    }

    private void Hold(RoomFrame frame)
    {
        if (frame.Entries.Length == 0 || _early.Count >= EarlyMost)
        {
            return;
        }

        _early[frame.Entries[0].Seq] = frame;
    }

    // By head and not by time: clocks are set, heads only rise.
    private void TakeCounts(RoomFrame frame)
    {
        if (frame.Head >= _countsHead)
        {
            (Counts, _countsHead) = (frame.Counts, frame.Head);
        }
    }

    /// <summary>Whether the actor answers for the attendance here; false while the room is not known.</summary>
    public bool KeepsAttendance(Actor actor) => _charter is { } charter && RosterScope.KeepsAttendance(charter, actor);

    private void TakeRoster(RosterStatus[] lines)
    {
        if (RosterWatchers == 0)
        {
            return;
        }

        foreach (var line in lines)
        {
            _roster.Add(line);
        }
    }
}

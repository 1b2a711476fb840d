using System.Buffers;
using Grains.Gatherings;
using Web.Live.Connections;
using Web.Live.Wire;

namespace Web.Live.Rooms;

/// <summary>How a connection comes in: from its position where that can be honoured whole, else from a snapshot.</summary>
public sealed partial class RelayRoom
{
    /// <summary>Entries that one answer replays; who is further behind gets a snapshot.</summary>
    public const int ResumeMost = 500;
    /// <summary>How far back the ring is made to reach by reading.</summary>
    public const int ReachMost = RelayRing.EntriesMost - ResumeMost;
    /// <summary>One snapshot serves everyone who comes within this time.</summary>
    public const long SnapshotMilliseconds = 100;

    private SharedSnapshot? _snapshot;
    private long _snapshotAt;
    private Counts? _snapshotCounts;

    /// <summary>How many entries would have to be read before <paramref name="after"/> is within the ring; 0: none.</summary>
    public long Missing(long after)
    {
        lock (_gate)
        {
            return Math.Max(0, _ring.First - 1 - after);
        }
    }

    /// <summary>Whether the position is one of this history.</summary>
    public bool Knows(string? epoch, long seq)
    {
        lock (_gate)
        {
            return epoch == Epoch && seq >= 0 && seq <= _ring.Head;
        }
    }

    /// <summary>Whether the position is a little beyond what has come here: another node may have told it first.</summary>
    public bool IsBehind(string? epoch, long seq)
    {
        lock (_gate)
        {
            return epoch == Epoch && seq > _ring.Head && seq - _ring.Head <= ResumeMost;
        }
    }

    /// <summary>
    /// Entries after a position as a ready JSON array, at most <paramref name="most"/>; null where the ring does not
    /// reach back, or where <paramref name="whole"/> is asked and would not fit.
    /// </summary>
    public (byte[] Entries, long Last, long Head, int Generation)? Replay(long after, int most, bool whole)
    {
        lock (_gate)
        {
            if (after < _ring.First - 1 || after > _ring.Head || (whole && _ring.Head - after > most))
            {
                return null;
            }

            var last = _ring.Run(after, most, CatchUpBytes);
            if (whole && last < _ring.Head)
            {
                return null;
            }

            var buffer = new ArrayBufferWriter<byte>(256);
            buffer.Write("["u8);
            for (var seq = after + 1; seq <= last; seq++)
            {
                buffer.Write(_ring.Json(seq));
                buffer.Write(seq < last ? ","u8 : []);
            }

            buffer.Write("]"u8);
            return (buffer.WrittenSpan.ToArray(), last, _ring.Head, Generation);
        }
    }

    /// <summary>
    /// The shared snapshot; its head is the position to go on from. Encoded at most once per
    /// <see cref="SnapshotMilliseconds"/>, and at once after a message was hidden.
    /// </summary>
    public (SharedSnapshot Snapshot, int Generation) Snapshot()
    {
        lock (_gate)
        {
            var now = time.Milliseconds();
            var changed = _snapshot is null || _snapshot.State.Head != _ring.Head || _snapshotCounts != Counts;
            var stale = _snapshot is null || now - _snapshotAt >= SnapshotMilliseconds || _snapshot.State.Head < _ring.First - 1;
            if (changed && stale)
            {
                var state = _fold!.ToState();
                _snapshot = SharedSnapshot.Of(_charter!, Terms(state), state, Counts);
                (_snapshotAt, _snapshotCounts) = (now, Counts);
                SnapshotsEncoded++;
            }

            return (_snapshot!, Generation);
        }
    }

    /// <summary>How often a snapshot was encoded.</summary>
    public long SnapshotsEncoded { get; private set; }

    /// <summary>Takes a page that ends right before the ring: from now on positions in it can be honoured.</summary>
    public void TakeBefore(IReadOnlyList<Entry> page)
    {
        lock (_gate)
        {
            if (page.Count == 0 || page[^1].Seq != _ring.First - 1 || page[^1].Seq - page[0].Seq != page.Count - 1)
            {
                return;
            }

            _ring.AddBefore(page, time.Milliseconds());
        }
    }

    /// <summary>The range to read so that the ring reaches back to <paramref name="after"/>: one page right before it.</summary>
    public (long After, int Count) PageBefore(long after)
    {
        lock (_gate)
        {
            var from = Math.Max(after, Math.Max(0, _ring.First - 1 - ResumeMost));
            return (from, (int)(_ring.First - 1 - from));
        }
    }

    private GatheringTerms Terms(RoomState state) => new(state.State, _openedAt, state.ClosesAt, _closedAt, state.SlowSeconds);
}

using Grains.Gatherings;

namespace Web.Live.Rooms;

/// <summary>
/// What a large room is spared live: more messages than anybody reads. What is left out is in the log like everything
/// else, and frames say where it stands; every other kind of entry always goes out. Not thread-safe: its room's lock is
/// its guard.
/// </summary>
public sealed class DisplayCap(LiveOptions options)
{
    private const long WindowMilliseconds = 1_000;
    // When the last ones were shown: within any second there are no more than the cap.
    private readonly Queue<long> _shown = new();

    /// <summary>Whether an entry that comes in now is not shown live to a room of so many.</summary>
    public bool LeavesOut(Entry entry, int inside, long now)
    {
        if (entry.Kind != EntryKind.Message || options.WholeRoomMost <= 0 || inside <= options.WholeRoomMost)
        {
            return false;
        }

        while (_shown.TryPeek(out var first) && now - first >= WindowMilliseconds)
        {
            _shown.Dequeue();
        }

        if (_shown.Count >= options.ShownASecond)
        {
            return true;
        }

        _shown.Enqueue(now);
        return false;
    }
}

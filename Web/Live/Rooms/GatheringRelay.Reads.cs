using Web.Live.Connections;
using Web.Live.Wire;
using Grains.Gatherings;

namespace Web.Live.Rooms;

/// <summary>Reads of the log: what was lost on the way, and what those who come back missed. Each is made once for all who wait.</summary>
public sealed partial class GatheringRelay
{
    private readonly Lock _reads = new();
    private Task? _reaching;

    /// <summary>Seats a connection that has entered and says what it gets first; null where the relay has ended meanwhile.</summary>
    public async Task<Joined?> Join(LiveConnection connection, EntranceView you, string? epoch, long? lastSeq)
    {
        var seat = new RelaySeat(connection, _gathering, you.Officer);
        var joined = lastSeq is { } last && await Knows(epoch, last) && await Reach(last)
            ? Resume(seat, you, last) ?? Fresh(seat, you)
            : Fresh(seat, you);
        if (connection.Seats.Put(seat) is { } old)
        {
            Leave(old);
        }

        Fan.Add(seat);
        Wake();
        return Ended ? null : joined;
    }

    /// <summary>Entries after a position; null where they are too far back to be replayed here.</summary>
    public async Task<Replayed?> Replay(long after, int count)
    {
        if (after < 0 || !await Reach(after))
        {
            return null;
        }

        // Nothing follows a position at or beyond the head.
        var at = Math.Min(after, Room.Head);
        return Room.Replay(at, count, whole: false) is { } page
            ? new Replayed { Entries = page.Entries, Head = page.Head, Epoch = Room.Epoch }
            : null;
    }

    /// <summary>Takes a seat out of the fan.</summary>
    public void Leave(RelaySeat seat)
    {
        seat.Left = true;
        if (seat.WatchesRoster)
        {
            seat.WatchesRoster = false;
            Room.Watch(false);
        }

        Fan.Remove();
        Wake();
    }

    private Joined? Resume(RelaySeat seat, EntranceView you, long last)
    {
        if (Room.Replay(last, RelayRoom.ResumeMost, whole: true) is not { } page)
        {
            return null;
        }

        (seat.Cursor, seat.Generation) = (page.Last, page.Generation);
        return new Joined { Seat = seat, You = you, Recovered = true, Epoch = Room.Epoch, Head = page.Last, Entries = page.Entries };
    }

    private Joined Fresh(RelaySeat seat, EntranceView you)
    {
        var (snapshot, generation) = Room.Snapshot();
        (seat.Cursor, seat.Generation, seat.NeedsCounts) = (snapshot.State.Head, generation, false);
        return new Joined { Seat = seat, You = you, Epoch = Room.Epoch, Head = snapshot.State.Head, Snapshot = snapshot };
    }

    // Who comes from another node may hold an entry whose frame is still on its way here: read before it is taken for false.
    private async Task<bool> Knows(string? epoch, long last)
    {
        if (Room.IsBehind(epoch, last))
        {
            Room.Expect();
            await Heal();
        }

        return Room.Knows(epoch, last);
    }

    // Makes the ring reach back to a position, one page at a time, as long as that is worth it.
    private async Task<bool> Reach(long after)
    {
        while (Room.Missing(after) is > 0 and var missing)
        {
            if (missing > RelayRoom.ReachMost)
            {
                return false;
            }

            Task reading;
            lock (_reads)
            {
                reading = _reaching ??= ReadBefore(after);
            }

            await reading;
            if (Room.Missing(after) >= missing)
            {
                return false;
            }
        }

        return true;
    }

    private async Task ReadBefore(long after)
    {
        await Task.Yield();
        var (from, count) = Room.PageBefore(after);
        try
        {
            if (count > 0)
            {
                Room.TakeBefore(await _services.Store.Entries(_gathering, from, count, _stop.Token));
                _services.Meter.Heal();
            }
        }
        catch (Exception fault)
        {
            LogRead(_gathering, from, fault.GetType().Name);
        }
        finally
        {
            lock (_reads)
            {
                _reaching = null;
            }
        }
    }

    private Task Heal()
    {
        lock (_reads)
        {
            return _healing = _healing.IsCompleted ? Task.Run(HealOnce) : _healing;
        }
    }

    private async Task HealOnce()
    {
        while (Room.Target > Room.Head && !_stop.IsCancellationRequested)
        {
            var after = Room.Head;
            try
            {
                Room.Take(await _services.Store.Entries(_gathering, after, PageEntries, _stop.Token));
                _services.Meter.Heal();
            }
            catch (Exception fault)
            {
                LogRead(_gathering, after, fault.GetType().Name);
                return;
            }

            if (Room.Head == after)
            {
                Room.Settle();
                return;
            }

            Wake();
        }
    }
}

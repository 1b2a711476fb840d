using Web.Live.Sockets;

namespace Web.Live.Rooms;

/// <summary>Roster changes for the officers who watch: rare, few readers, at most once a second.</summary>
public sealed partial class RelayFan
{
    private void SendRoster()
    {
        if (room.RosterWatchers == 0 || _now - _rosterAt < CountsMilliseconds)
        {
            return;
        }

        _rosterAt = _now;
        ReadyMessage? shared = null;
        var (sharedFrom, sharedTo) = (-1L, -1L);
        foreach (var seat in _seats)
        {
            if (!seat.WatchesRoster || !seat.Ready || seat.Connection.IsBusy)
            {
                continue;
            }

            if (!seat.SeesNames)
            {
                SendRosterCounts(seat);
                continue;
            }

            if (seat.RosterCursor != sharedFrom || shared is null)
            {
                var (lines, version, counts) = room.Roster(seat.RosterCursor);
                if (lines.Length == 0)
                {
                    continue;
                }

                (shared, sharedFrom, sharedTo) = (Wire.Events.Roster(gathering, lines, counts), seat.RosterCursor, version);
            }

            if (seat.Connection.TryWrite(shared, _now))
            {
                seat.RosterCursor = sharedTo;
            }
        }
    }

    // Who looks from above is told that something changed and reads the page, where each name is as its person chose.
    private void SendRosterCounts(RelaySeat seat)
    {
        var (lines, version, counts) = room.Roster(seat.RosterCursor);
        if (lines.Length > 0 && seat.Connection.TryWrite(Wire.Events.Roster(gathering, [], counts), _now))
        {
            seat.RosterCursor = version;
        }
    }
}

using Web.Live.Connections;

namespace Web.Live.Rooms;

/// <summary>
/// A connection's place in a room: a position in the ring, no queue. Written by the room's fan alone, except for what
/// is marked volatile.
/// </summary>
public sealed class RelaySeat(LiveConnection connection, string gathering, bool officer)
{
    private volatile bool _ready;
    private volatile bool _left;
    private volatile bool _watchesRoster;

    public LiveConnection Connection { get; } = connection;
    public string Gathering { get; } = gathering;
    public bool Officer { get; } = officer;
    /// <summary>Seq of the last entry handed to the connection.</summary>
    public long Cursor { get; set; }
    /// <summary>Which of the room's histories the cursor belongs to.</summary>
    public int Generation { get; set; }
    /// <summary>The counts were not told since it came or fell behind.</summary>
    public bool NeedsCounts { get; set; } = true;
    /// <summary>It was more than <see cref="RelayFan.BehindMilliseconds"/> behind and got counters only.</summary>
    public bool Probed { get; set; }
    public long RosterCursor { get; set; }
    /// <summary>The answer to Join is written: frames may follow.</summary>
    public bool Ready { get => _ready; set => _ready = value; }
    public bool Left { get => _left; set => _left = value; }
    /// <summary>Answers for the attendance, so that changes of the roster come with names; else they come as counts.</summary>
    public bool SeesNames { get; set; }
    public bool WatchesRoster { get => _watchesRoster; set => _watchesRoster = value; }
}

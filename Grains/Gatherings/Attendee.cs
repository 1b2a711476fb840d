namespace Grains.Gatherings;

/// <summary>One person as the room knows them: a roster line, or an officer from above who looks in (no line).</summary>
internal sealed class Attendee(string member, string name, RosterLine? line)
{
    private readonly HashSet<(string Node, string Device)> _devices = [];
    private DateTimeOffset _since;
    private TimeSpan _before;

    public string Member => member;
    public string Name => name;
    public RosterLine? Line => line;
    public bool Expected => line is { Expected: true };
    public bool Eligible => line is { Eligible: true };

    /// <summary>An interval is open: a device is here, or was lost a moment ago.</summary>
    public bool Inside { get; private set; }
    public bool Connected => _devices.Count > 0;
    public DateTimeOffset? FirstIn { get; private set; }
    public Excuse? Excuse { get; set; }
    public int Messages { get; set; }
    /// <summary>When the last device was lost, and until when it may come back as if it never left.</summary>
    public (DateTimeOffset At, DateTimeOffset Until)? Lost { get; set; }

    public Presence Presence => FirstIn is not null ? Presence.Present : Excuse is not null ? Presence.Excused : Presence.Absent;

    public void AddDevice(string node, string device) => _devices.Add((node, device));
    public bool RemoveDevice(string node, string device) => _devices.Remove((node, device));
    public bool RemoveNode(string node) => _devices.RemoveWhere(d => d.Node == node) > 0;

    /// <summary>Replays or applies a mark; the union of devices is what the marks already are.</summary>
    public void Apply(AttendanceMark mark)
    {
        if (mark.Inside && !Inside)
        {
            Inside = true;
            _since = mark.At;
            FirstIn ??= mark.At;
        }
        else if (!mark.Inside && Inside)
        {
            Inside = false;
            _before += mark.At - _since;
            Lost = null;
            _devices.Clear();
        }
    }

    /// <summary>Time inside up to <paramref name="now"/>; a lost device's linger does not count until it is back.</summary>
    public TimeSpan TimeInside(DateTimeOffset now) =>
        Inside ? _before + ((Lost?.At ?? now) - _since) : _before;

    public RosterStatus ToStatus(DateTimeOffset now) => new(
        line!, Presence, Inside, FirstIn, (int)TimeInside(now).TotalSeconds, Messages, Excuse?.Reason);
}

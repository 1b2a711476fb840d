using Grains.Rules;

namespace Grains.Gatherings;

/// <summary>
/// Who is expected, who came, who is inside. Counts are kept as they change, so that 应到 = 实到 + 请假 + 缺席 holds at
/// every moment and no message costs a walk over the roster. Guarded by the grain's turn.
/// </summary>
internal sealed class AttendanceBook
{
    private readonly SortedDictionary<string, Attendee> _people = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changed = [];
    private int _expected, _present, _excused, _inside, _eligible, _eligibleInside;

    public Counts Counts => new(_expected, _present, _excused, _inside, _eligible, _eligibleInside);
    public IReadOnlyCollection<Attendee> People => _people.Values;
    public Attendee? Find(string member) => _people.GetValueOrDefault(member);

    /// <summary>Sets the frozen roster; once, before anything else.</summary>
    public void Load(IReadOnlyList<RosterLine> lines)
    {
        foreach (var line in lines)
        {
            _people[line.Member] = new Attendee(line.Member, line.Name, line);
            _expected += line.Expected ? 1 : 0;
            _eligible += line.Eligible ? 1 : 0;
        }
    }

    /// <summary>Someone without a roster line who may be here: an officer from above.</summary>
    public Attendee Observer(Actor actor)
    {
        var observer = new Attendee(actor.Member, actor.Name, line: null);
        _people[actor.Member] = observer;
        return observer;
    }

    public void Apply(AttendanceMark mark)
    {
        if (!_people.TryGetValue(mark.Member, out var who))
        {
            who = _people[mark.Member] = new Attendee(mark.Member, "", line: null);
        }

        var (inside, presence) = (who.Inside, who.Presence);
        who.Apply(mark);
        Recount(who, inside, presence);
    }

    public void Apply(Excuse excuse)
    {
        if (_people.TryGetValue(excuse.Member, out var who))
        {
            var (inside, presence) = (who.Inside, who.Presence);
            who.Excuse = excuse.IsWithdrawn ? null : excuse;
            Recount(who, inside, presence);
        }
    }

    /// <summary>A device came in; answers the mark to commit where an interval opens.</summary>
    public AttendanceMark? Enter(Attendee who, string node, string device, DateTimeOffset now)
    {
        who.AddDevice(node, device);
        who.Lost = null;
        return Mark(who, inside: true, now);
    }

    /// <summary>A device went; answers the mark to commit where the interval ends at once.</summary>
    public AttendanceMark? Exit(Attendee who, string node, string device, bool lost, DateTimeOffset now)
    {
        who.RemoveDevice(node, device);
        if (who.Connected || !who.Inside)
        {
            return null;
        }

        if (lost)
        {
            who.Lost ??= (now, now + RoomLimits.Linger);
            return null;
        }

        return Mark(who, inside: false, now);
    }

    /// <summary>All devices of a web node are lost: it stopped or fell silent.</summary>
    public void LoseNode(string node, DateTimeOffset now)
    {
        foreach (var who in _people.Values)
        {
            if (who.RemoveNode(node) && !who.Connected && who.Inside)
            {
                who.Lost ??= (now, now + RoomLimits.Linger);
            }
        }
    }

    /// <summary>After a restart nobody's device is known: whoever was inside has a while to come back, else left at <paramref name="alive"/>.</summary>
    public void LoseAll(DateTimeOffset alive, DateTimeOffset until)
    {
        foreach (var who in _people.Values.Where(w => w.Inside))
        {
            who.Lost = (alive, until);
        }
    }

    /// <summary>Marks that end the intervals of those who did not come back, at the moment they were lost.</summary>
    public IEnumerable<AttendanceMark> EndLingering(DateTimeOffset now) =>
        [.. _people.Values.Where(w => w.Lost is { } lost && lost.Until <= now).Select(w => Mark(w, inside: false, w.Lost!.Value.At)!)];

    /// <summary>Marks that end every open interval: the gathering closes.</summary>
    public IEnumerable<AttendanceMark> EndAll(DateTimeOffset now) =>
        [.. _people.Values.Where(w => w.Inside).Select(w => Mark(w, inside: false, w.Lost?.At ?? now)!)];

    public void Touch(string member) => _changed.Add(member);

    /// <summary>Roster lines that changed since the last call.</summary>
    public RosterStatus[] TakeChanges(DateTimeOffset now)
    {
        if (_changed.Count == 0)
        {
            return [];
        }

        var changes = _changed.Select(Find).OfType<Attendee>().Where(w => w.Line is not null).Select(w => w.ToStatus(now)).ToArray();
        _changed.Clear();
        return changes;
    }

    private AttendanceMark? Mark(Attendee who, bool inside, DateTimeOffset at)
    {
        if (who.Inside == inside)
        {
            return null;
        }

        var mark = new AttendanceMark(who.Member, inside, at);
        Apply(mark);
        return mark;
    }

    private void Recount(Attendee who, bool wasInside, Presence was)
    {
        var step = who.Inside == wasInside ? 0 : who.Inside ? 1 : -1;
        _inside += step;
        _eligibleInside += who.Eligible ? step : 0;
        if (who.Expected && was != who.Presence)
        {
            _present += (who.Presence == Presence.Present ? 1 : 0) - (was == Presence.Present ? 1 : 0);
            _excused += (who.Presence == Presence.Excused ? 1 : 0) - (was == Presence.Excused ? 1 : 0);
        }

        _changed.Add(who.Member);
    }
}

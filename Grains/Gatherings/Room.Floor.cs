using Grains.Gatherings.Floor;
using Grains.Journal;
using Grains.Rules;

namespace Grains.Gatherings;

/// <summary>Hands and the floor. The queue is in the fold; here is who may change it.</summary>
internal sealed partial class Room
{
    private readonly FloorBook _floor = new();

    private RoomAnswer DecideRaise(RaiseHand raise, Draft draft)
    {
        var member = raise.By.Member;
        var refusal = Attendance.Find(member) is not { Inside: true } ? Rulebook.NotInside
            : _fold.IsMuted(member) ? Rulebook.PostMuted
            : _fold.Floor.Speaker?.Member == member ? Rulebook.HandSpeaking
            : null;
        if (refusal is not null)
        {
            return Refuse(refusal);
        }

        var hand = _fold.Floor.HandOf(member);
        if (hand?.Order == raise.Order)
        {
            return Done with { Seq = hand.Seq, At = draft.At };
        }

        if (hand is null && _fold.Floor.Hands.Length >= RoomLimits.HandsMost)
        {
            return Refuse(Rulebook.HandsFull);
        }

        var kind = raise.Order ? EntryKind.OrderRaised : EntryKind.HandRaised;
        var entry = new Entry(draft.NextSeq, kind, draft.At, member, raise.By.Name, Value: _floor.SpokenBy(member));
        Write(draft, entry);
        return Done with { Seq = entry.Seq, At = entry.At };
    }

    private RoomAnswer DecideLower(LowerHand lower, Draft draft)
    {
        var own = lower.Member.Length == 0 || lower.Member == lower.By.Member;
        if (own ? !Knows(lower.By) : !IsOfficer(lower.By))
        {
            return RefuseOrder(lower.By);
        }

        var member = own ? lower.By.Member : lower.Member;
        if (_fold.Floor.HandOf(member) is null)
        {
            return Done with { At = draft.At };
        }

        var entry = new Entry(draft.NextSeq, EntryKind.HandLowered, draft.At, lower.By.Member, Subject: member);
        if (!own)
        {
            return Order(draft, entry, AuditActions.FloorSkip);
        }

        Write(draft, entry);
        return Done with { Seq = entry.Seq, At = entry.At };
    }

    private RoomAnswer DecideGive(GiveFloor give, Draft draft)
    {
        var hand = give.Member.Length > 0
            ? _fold.Floor.HandOf(give.Member)
            : _fold.Floor.Queue.FirstOrDefault(h => Attendance.Find(h.Member) is { Inside: true });
        if (hand is null)
        {
            return Refuse(Rulebook.FloorNobody);
        }

        long? until = _fold.Floor.Seconds > 0 ? draft.At.AddSeconds(_fold.Floor.Seconds).ToUnixTimeMilliseconds() : null;
        return Order(
            draft,
            new Entry(draft.NextSeq, EntryKind.FloorGiven, draft.At, give.By.Member, Subject: hand.Member, Text: hand.Name, Value: until),
            AuditActions.FloorGive);
    }

    private RoomAnswer DecideEndFloor(EndFloor end, Draft draft)
    {
        if (_fold.Floor.Speaker is not { } speaker)
        {
            return IsOfficer(end.By) ? Done with { At = draft.At } : RefuseOrder(end.By);
        }

        var entry = new Entry(draft.NextSeq, EntryKind.FloorEnded, draft.At, end.By.Member, Subject: speaker.Member);
        if (speaker.Member != end.By.Member)
        {
            return IsOfficer(end.By) ? Order(draft, entry, AuditActions.FloorEnd) : RefuseOrder(end.By);
        }

        Write(draft, entry);
        return Done with { Seq = entry.Seq, At = entry.At };
    }

    private RoomAnswer DecidePause(PauseFloor pause, Draft draft)
    {
        if (_fold.Floor.Speaker is not { } speaker)
        {
            return Refuse(Rulebook.FloorNobody);
        }

        if (speaker.Paused == pause.On)
        {
            return Done with { At = draft.At };
        }

        var now = draft.At.ToUnixTimeMilliseconds();
        var entry = pause.On
            ? new Entry(draft.NextSeq, EntryKind.FloorPaused, draft.At, pause.By.Member, Value: speaker.EndsAt - now)
            : new Entry(draft.NextSeq, EntryKind.FloorResumed, draft.At, pause.By.Member, Value: speaker.Left + now);
        return Order(draft, entry, pause.On ? AuditActions.FloorPause : AuditActions.FloorResume);
    }

    private RoomAnswer DecideFloorRules(SetFloorRules rules, Draft draft)
    {
        if (rules.Seconds is < 0 or > RoomLimits.FloorSecondsMost)
        {
            return Refuse(Rulebook.FloorSeconds);
        }

        if (rules.Seconds == _fold.Floor.Seconds && rules.Fair == _fold.Floor.Fair)
        {
            return Done with { At = draft.At };
        }

        return Order(
            draft,
            new Entry(draft.NextSeq, EntryKind.FloorRules, draft.At, rules.By.Member, Text: rules.Fair ? FloorState.FairMode : null, Value: rules.Seconds),
            AuditActions.FloorRules);
    }

    /// <summary>Who is gone waits no longer.</summary>
    private void LowerHandOf(AttendanceMark mark, Draft draft)
    {
        if (!mark.Inside && _fold.Floor.HandOf(mark.Member) is not null)
        {
            Write(draft, new Entry(draft.NextSeq, EntryKind.HandLowered, draft.At, Subject: mark.Member));
        }
    }
}

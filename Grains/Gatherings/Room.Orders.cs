using Grains.Gatherings.Conduct;
using Grains.Gatherings.Flags;
using Grains.Gatherings.Floor;
using Grains.Gatherings.Polls;
using Grains.Gatherings.Questions;
using Grains.Journal;
using Grains.Points;
using Grains.Rules;
using Grains.Text;

namespace Grains.Gatherings;

/// <summary>What officers order in a room. Each order is an entry of the log and a line of the audit.</summary>
internal sealed partial class Room
{
    private RoomAnswer DecideOrder(RoomCommand order, Draft draft) => order switch
    {
        Hide hide => DecideHide(hide, draft),
        Mute mute => DecideMute(mute, draft),
        SetSlowMode slow => DecideSlow(slow, draft),
        Extend extend => DecideExtend(extend, draft),
        Decide decide => DecideDecision(decide, draft),
        SummonAgain again => DecideAgain(again, draft),
        Close close => DecideClose(close, draft),
        SetPostingRules rules => DecideRules(rules, draft),
        DismissFlags dismiss => DecideDismiss(dismiss, draft),
        DecideAppeal decide => DecideAppeal(decide, draft),
        GiveFloor give => DecideGive(give, draft),
        PauseFloor pause => DecidePause(pause, draft),
        SetFloorRules floor => DecideFloorRules(floor, draft),
        MergeQuestion merge => DecideMerge(merge, draft),
        AnswerQuestion answer => DecideAnswer(answer, draft),
        PreparePoll prepare => DecidePrepare(prepare, draft),
        DropPoll drop => DecideDrop(drop, draft),
        OpenPoll open => DecideOpenPoll(open, draft),
        ClosePoll close => DecideClosePoll(close, draft),
        _ => Refuse(Rulebook.Invalid),
    };

    private RoomAnswer DecideHide(Hide hide, Draft draft)
    {
        var reason = PlainText.Clean(hide.Reason);
        if (reason.Length == 0 || PlainText.CodePoints(reason) > RoomLimits.ReasonCodePoints)
        {
            return Refuse(Rulebook.HideReason);
        }

        if (Posting.AuthorOf(hide.Seq) is not { } author || Posting.IsHidden(hide.Seq))
        {
            return Refuse(Rulebook.HideTarget);
        }

        if (Posting.IsRestored(hide.Seq))
        {
            return Refuse(Rulebook.HideRestored);
        }

        if (Flags.IsOpen(hide.Seq))
        {
            SettleFlags(draft, hide.Seq, FlagsSettled.Hidden);
        }

        // Hidden messages earn nothing (rules §4): what was given is taken back by an entry of its own.
        if (_earning.Contains(hide.Seq))
        {
            draft.Add(new Award(author, PointRules.Spoke, SourceOf(hide.Seq), draft.At, Reverses: true));
        }

        return Order(draft, new Entry(draft.NextSeq, EntryKind.Hidden, draft.At, hide.By.Member, Target: hide.Seq, Text: reason), AuditActions.MessageHide);
    }

    private RoomAnswer DecideMute(Mute mute, Draft draft)
    {
        if (Attendance.Find(mute.Member) is not { Line: not null } who)
        {
            return Refuse(Rulebook.NotFound);
        }

        if (mute.Member == mute.By.Member || who.Member == Charter.Summoner)
        {
            return Refuse(Rulebook.MuteOfficer);
        }

        if (_fold.IsMuted(mute.Member) == mute.On)
        {
            return Done with { At = draft.At };
        }

        var kind = mute.On ? EntryKind.Muted : EntryKind.Unmuted;
        return Order(draft, new Entry(draft.NextSeq, kind, draft.At, mute.By.Member, Subject: mute.Member, Text: who.Name), mute.On ? AuditActions.MemberMute : AuditActions.MemberUnmute);
    }

    private RoomAnswer DecideSlow(SetSlowMode slow, Draft draft)
    {
        if (slow.Seconds is < 0 or > RoomLimits.SlowSecondsMost)
        {
            return Refuse(Rulebook.SlowOutOfRange);
        }

        if (slow.Seconds == _fold.SlowSeconds)
        {
            return Done with { At = draft.At };
        }

        Change(draft, Terms with { SlowSeconds = slow.Seconds });
        return Order(draft, new Entry(draft.NextSeq, EntryKind.SlowMode, draft.At, slow.By.Member, Value: slow.Seconds), AuditActions.RoomSlowMode);
    }

    private RoomAnswer DecideExtend(Extend extend, Draft draft)
    {
        var until = Terms.ClosesAt + TimeSpan.FromMinutes(extend.Minutes);
        if (extend.Minutes is < 1 or > 60 || until > Terms.OpenedAt + RoomLimits.LongestLength)
        {
            return Refuse(Rulebook.ExtendTooLong);
        }

        Change(draft, Terms with { ClosesAt = until });
        return Order(draft, new Entry(draft.NextSeq, EntryKind.Extended, draft.At, extend.By.Member, Value: until.ToUnixTimeMilliseconds()), AuditActions.RoomExtend);
    }

    private RoomAnswer DecideDecision(Decide decide, Draft draft)
    {
        if (!IsClientId(decide.ClientId))
        {
            return Refuse(Rulebook.PostClientId);
        }

        if (Posting.TryGetTaken(decide.By.Member, decide.ClientId, out var taken))
        {
            return Done with { Seq = taken, At = draft.At, ClientId = decide.ClientId };
        }

        var text = PlainText.Clean(decide.Text, lines: true);
        if (text.Length == 0 || PlainText.CodePoints(text) > RoomLimits.DecisionCodePoints)
        {
            return Refuse(Rulebook.DecisionEmpty);
        }

        return Order(draft, new Entry(draft.NextSeq, EntryKind.Decision, draft.At, decide.By.Member, decide.By.Name, decide.ClientId, Text: text), AuditActions.RoomDecide);
    }

    private RoomAnswer DecideAgain(SummonAgain again, Draft draft)
    {
        if (draft.At - _lastAgain < RoomLimits.SummonAgainEvery)
        {
            return Refuse(Rulebook.AgainTooSoon);
        }

        draft.News.Add(("again", [.. Attendance.People.Where(w => w.Expected && w.Presence == Presence.Absent).Select(w => w.Member)]));
        return Order(draft, new Entry(draft.NextSeq, EntryKind.SummonedAgain, draft.At, again.By.Member), AuditActions.RoomSummonAgain);
    }

    private RoomAnswer DecideClose(Close close, Draft draft)
    {
        var seq = draft.NextSeq;
        draft.Audit(close.By.Member, AuditActions.RoomClose, Charter.Id);
        CloseRoom(draft, close.By);
        return Done with { Seq = seq, At = draft.At };
    }

    private RoomAnswer Order(Draft draft, Entry entry, string action)
    {
        Write(draft, entry);
        draft.Audit(entry.Author!, action, Charter.Id, entry.Subject ?? $"{entry.Target ?? entry.Value ?? entry.Seq}");
        return Done with { Seq = entry.Seq, At = entry.At, ClientId = entry.ClientId };
    }
}

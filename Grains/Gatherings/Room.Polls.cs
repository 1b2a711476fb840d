using Grains.Gatherings.Polls;
using Grains.Journal;
using Grains.Rules;

namespace Grains.Gatherings;

/// <summary>Polls: prepared by officers, put to the room, answered once by each who may.</summary>
internal sealed partial class Room
{
    public PollBook Polls { get; } = new();

    /// <summary>Also decided while the gathering is only planned.</summary>
    public RoomAnswer DecidePrepare(PreparePoll prepare, Draft draft)
    {
        if (!IsOfficer(prepare.By))
        {
            return RefuseOrder(prepare.By);
        }

        if (prepare.Form.Checked() is not { } form)
        {
            return Refuse(Rulebook.PollForm);
        }

        if (form.Electorate == Electorate.Voters && VirtualBranches.Outside.IsOutside(Charter.NodePath))
        {
            return Refuse(Rulebook.VirtualNoVote);
        }

        if (Polls.Opened(form.Id) is not null)
        {
            return Refuse(Rulebook.PollTarget);
        }

        if (Polls.Prepared(form.Id) is null && Polls.Count >= RoomLimits.PollsMost)
        {
            return Refuse(Rulebook.PollTooMany);
        }

        Put(draft, new PollDraft(form.Id, form));
        draft.Audit(prepare.By.Member, AuditActions.PollPrepare, Charter.Id, form.Id);
        return Done with { At = draft.At };
    }

    /// <summary>Also decided while the gathering is only planned. A poll that is gone already is dropped again without complaint.</summary>
    public RoomAnswer DecideDrop(DropPoll drop, Draft draft)
    {
        if (!IsOfficer(drop.By))
        {
            return RefuseOrder(drop.By);
        }

        if (Polls.Opened(drop.Poll) is not null)
        {
            return Refuse(Rulebook.PollTarget);
        }

        if (Polls.Prepared(drop.Poll) is not null)
        {
            Put(draft, new PollDraft(drop.Poll, Form: null));
            draft.Audit(drop.By.Member, AuditActions.PollDrop, Charter.Id, drop.Poll);
        }

        return Done with { At = draft.At };
    }

    private RoomAnswer DecideOpenPoll(OpenPoll open, Draft draft)
    {
        if (Polls.Opened(open.Poll) is { } running)
        {
            return Done with { Seq = running.Seq, At = draft.At };
        }

        if (Polls.Prepared(open.Poll) is not { } form)
        {
            return Refuse(Rulebook.PollTarget);
        }

        Put(draft, new PollDraft(form.Id, Form: null));
        var eligible = Attendance.People.Count(w => AskBallot(w, form) is null);
        var granted = form.Electorate == Electorate.Voters ? Attendance.People.Count(static w => w.Line is { Granted: true }) : 0;
        return Order(
            draft,
            new Entry(draft.NextSeq, EntryKind.PollOpened, draft.At, open.By.Member, open.By.Name, Value: eligible, Poll: form with { Granted = granted }),
            AuditActions.PollOpen);
    }

    private RoomAnswer DecideClosePoll(ClosePoll close, Draft draft)
    {
        if (Polls.Opened(close.Poll) is not { } poll)
        {
            return Refuse(Rulebook.PollTarget);
        }

        if (poll.Closed)
        {
            return Done with { Seq = poll.Seq, At = draft.At };
        }

        var seq = draft.NextSeq;
        EndPoll(draft, poll, close.By.Member);
        draft.Audit(close.By.Member, AuditActions.PollClose, Charter.Id, $"{poll.Seq}");
        return Done with { Seq = seq, At = draft.At };
    }

    private RoomAnswer DecideVote(Vote vote, Draft draft)
    {
        if (!IsClientId(vote.ClientId))
        {
            return Refuse(Rulebook.PostClientId);
        }

        if (Attendance.Find(vote.By.Member) is not { Inside: true } who)
        {
            return Refuse(Rulebook.NotInside);
        }

        if (Polls.Opened(vote.Poll) is not { } poll)
        {
            return Refuse(Rulebook.PollTarget);
        }

        // The answer to a ballot was lost and the device asks again, maybe after the close.
        if (poll.BallotOf(who.Member) is { } cast)
        {
            return cast.Id == vote.ClientId ? Done with { At = draft.At, ClientId = vote.ClientId } : Refuse(Rulebook.PollVoted);
        }

        var refusal = poll.Closed ? Rulebook.PollClosed
            : AskBallot(who, poll.Form) ?? (poll.Form.Allows(vote.Choices) ? null : Rulebook.PollChoice);
        if (refusal is not null)
        {
            return Refuse(refusal) with { ClientId = vote.ClientId };
        }

        var ballot = new Ballot(vote.Poll, who.Member, vote.ClientId, poll.Form.Anonymous ? null : vote.Choices);
        poll.Add(ballot, vote.Choices);
        draft.Add(ballot);
        if (poll.Form.Anonymous)
        {
            draft.Set(new BallotCount(vote.Poll, poll.Counts));
        }

        return Done with { At = draft.At, ClientId = vote.ClientId };
    }

    private static Refusal? AskBallot(Attendee who, PollForm form) =>
        who.Line is not { } line ? Rulebook.PollNotOnRoster
        : Rights.Ask(line.Belonging, form.Electorate)
            ?? (form.Electorate == Electorate.Voters && !line.Eligible ? Rulebook.RightGuestHere : null);

    /// <summary>Tells the room how running polls stand, where that has changed.</summary>
    private void TellPolls(Draft draft)
    {
        foreach (var poll in Polls.Running.Where(static p => p.Told != p.Turnout))
        {
            Write(draft, new Entry(draft.NextSeq, EntryKind.PollTally, draft.At, Target: poll.Seq, Value: poll.Turnout, Tally: poll.Tally));
        }
    }

    private void EndPoll(Draft draft, OpenedPoll poll, string? by) =>
        Write(draft, new Entry(draft.NextSeq, EntryKind.PollClosed, draft.At, by, Target: poll.Seq, Value: poll.Turnout, Tally: poll.Counts));

    private void Put(Draft draft, PollDraft poll)
    {
        draft.Add(poll);
        Polls.Apply(poll);
    }
}

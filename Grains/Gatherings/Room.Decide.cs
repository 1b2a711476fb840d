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

/// <summary>Decides commands: who may, what comes of it. Pure but for the room it changes and the draft it fills.</summary>
internal sealed partial class Room
{
    private static readonly RoomAnswer Done = new(Refusal: null);

    public RoomAnswer Decide(RoomCommand command, string node, Draft draft)
    {
        if (!IsOpen)
        {
            return Refuse(Knows(command.By) ? Rulebook.NotOpen : Rulebook.NotFound);
        }

        return command switch
        {
            Enter enter => DecideEnter(enter, node, draft),
            Exit exit => DecideExit(exit, node, draft),
            Post post => DecidePost(post, draft),
            Edit edit => DecideEdit(edit, draft),
            React react => DecideReact(react, draft),
            ExcuseMember excuse => DecideExcuse(excuse, draft),
            WithdrawExcuse withdraw => DecideWithdraw(withdraw, draft),
            AcceptRules accept => DecideAccept(accept, draft),
            Flag flag => DecideFlag(flag, draft),
            Appeal appeal => DecideAppealed(appeal, draft),
            RaiseHand raise => DecideRaise(raise, draft),
            LowerHand lower => DecideLower(lower, draft),
            EndFloor end => DecideEndFloor(end, draft),
            AskQuestion ask => DecideAsk(ask, draft),
            Vote vote => DecideVote(vote, draft),
            _ => IsOfficer(command.By) ? DecideOrder(command, draft) : RefuseOrder(command.By),
        };
    }

    /// <summary>Whether this person may know of the gathering at all; to others it is not there, whatever they ask.</summary>
    private bool Knows(Actor actor) =>
        IsOfficer(actor)
        || Rights.Instructs(actor, Charter.NodePath)
        || Attendance.Find(actor.Member)?.Line is not null
        || (Terms.State == GatheringState.Planned && RosterScope.Covers(Charter, actor) is not null);

    private RoomAnswer RefuseOrder(Actor actor) => Refuse(Knows(actor) ? Rulebook.OfficerOnly : Rulebook.NotFound);

    public bool IsOfficer(Actor actor) => RosterScope.IsOfficer(Charter, actor);

    private RoomAnswer DecideEnter(Enter enter, string node, Draft draft)
    {
        var officer = IsOfficer(enter.By);
        var guest = officer || Rights.Instructs(enter.By, Charter.NodePath);
        var who = Attendance.Find(enter.By.Member) ?? (guest ? Attendance.Observer(enter.By) : null);
        if (who is null || (who.Line is null && !guest))
        {
            return Refuse(Rulebook.NotFound);
        }

        if (Rights.AskSigned(enter.By, Charter.NodePath) is { } unsigned)
        {
            return Refuse(unsigned);
        }

        if (Attendance.Enter(who, node, enter.Device, draft.At) is { } mark)
        {
            draft.Add(mark);
        }

        var maySpeak = !_fold.IsMuted(who.Member);
        var entrance = new EntranceView(officer, maySpeak, who.Expected, who.FirstIn ?? draft.At) 
        {
            Voted = Polls.VotedBy(who.Member),
            Reacted = Reactions.By(who.Member, _fold.Shown),
            Appealed = Flags.AppealedBy(who.Member),
            Accepted = HasAccepted(who.Member),
        };
        return Done with { At = draft.At, Entrance = entrance };
    }

    private RoomAnswer DecideExit(Exit exit, string node, Draft draft)
    {
        if (Attendance.Find(exit.By.Member) is { } who
            && Attendance.Exit(who, node, exit.Device, exit.Lost, draft.At) is { } mark)
        {
            draft.Add(mark);
            LowerHandOf(mark, draft);
        }

        return Done;
    }

    private RoomAnswer DecidePost(Post post, Draft draft)
    {
        if (!IsClientId(post.ClientId))
        {
            return Refuse(Rulebook.PostClientId);
        }

        if (Posting.TryGetTaken(post.By.Member, post.ClientId, out var taken))
        {
            return Done with { Seq = taken, At = draft.At, ClientId = post.ClientId };
        }

        var text = PlainText.Clean(post.Text, lines: true);
        var refusal = Attendance.Find(post.By.Member) is not { Inside: true } ? Rulebook.NotInside
            : _fold.IsMuted(post.By.Member) ? Rulebook.PostMuted
            : !HasAccepted(post.By.Member) ? Rulebook.PostRules
            : text.Length == 0 && post.Picture is null && post.Clip is null ? Rulebook.PostEmpty
            : PlainText.CodePoints(text) > RoomLimits.TextCodePoints ? Rulebook.PostTooLong
            : Posting.AskTarget(post.ReplyTo)
            ?? Posting.Spend(post.By.Member, _fold.SlowSeconds, IsOfficer(post.By), draft.At);
        if (refusal is not null)
        {
            return Refuse(refusal) with { ClientId = post.ClientId };
        }

        var entry = new Entry(draft.NextSeq, EntryKind.Message, draft.At, post.By.Member, post.By.Name, post.ClientId, post.ReplyTo,
            Text: text, Picture: post.Picture, Quote: Posting.QuoteOf(post.ReplyTo), Clip: post.Clip);
        Write(draft, entry);
        if (Earns(Attendance.Find(post.By.Member)!) && Earn(entry))
        {
            draft.Add(new Award(post.By.Member, PointRules.Spoke, SourceOf(entry.Seq), draft.At));
        }

        return Done with { Seq = entry.Seq, At = entry.At, ClientId = post.ClientId };
    }

    private RoomAnswer DecideEdit(Edit edit, Draft draft)
    {
        if (!IsClientId(edit.ClientId))
        {
            return Refuse(Rulebook.PostClientId);
        }

        if (Posting.TryGetTaken(edit.By.Member, edit.ClientId, out var taken))
        {
            return Done with { Seq = taken, At = draft.At, ClientId = edit.ClientId };
        }

        var text = PlainText.Clean(edit.Text, lines: true);
        var refusal = Attendance.Find(edit.By.Member) is not { Inside: true } ? Rulebook.NotInside
            : _fold.IsMuted(edit.By.Member) ? Rulebook.PostMuted
            : PlainText.CodePoints(text) > RoomLimits.TextCodePoints ? Rulebook.PostTooLong
            : Posting.AskEdit(edit.Seq, edit.By.Member, text, draft.At)
            ?? Posting.Spend(edit.By.Member, slowSeconds: 0, IsOfficer(edit.By), draft.At);
        if (refusal is not null)
        {
            return Refuse(refusal) with { ClientId = edit.ClientId };
        }

        var entry = new Entry(
            draft.NextSeq, EntryKind.Edited, draft.At, edit.By.Member, edit.By.Name, edit.ClientId, edit.Seq, Text: text);
        Write(draft, entry);
        return Done with { Seq = entry.Seq, At = entry.At, ClientId = entry.ClientId };
    }

    private RoomAnswer DecideReact(React react, Draft draft)
    {
        if (!RoomLimits.Emoji.Contains(react.Emoji))
        {
            return Refuse(Rulebook.ReactEmoji);
        }

        if (Attendance.Find(react.By.Member) is not { Inside: true })
        {
            return Refuse(Rulebook.NotInside);
        }

        if (Posting.AuthorOf(react.Seq) is null || Posting.IsHidden(react.Seq))
        {
            return Refuse(Rulebook.PostTarget);
        }

        if (Question(react.Seq) is { } question && (react.Emoji != QuestionState.UpVote || question.MergedInto is not null))
        {
            return Refuse(question.MergedInto is null ? Rulebook.ReactEmoji : Rulebook.QuestionTarget);
        }

        if (Reactions.Set(react.Seq, react.Emoji, react.By.Member, react.On))
        {
            draft.Add(new ReactionFact(react.Seq, react.By.Member, react.Emoji, react.On, draft.At));
        }

        return Done with { Seq = react.Seq, At = draft.At };
    }

    /// <summary>请假: also decided while the gathering is only planned.</summary>
    public RoomAnswer DecideExcuse(ExcuseMember excuse, Draft draft)
    {
        var reason = PlainText.Clean(excuse.Reason);
        if (excuse.Member != excuse.By.Member && !IsOfficer(excuse.By))
        {
            return RefuseOrder(excuse.By);
        }

        if (reason.Length == 0 || PlainText.CodePoints(reason) > RoomLimits.ReasonCodePoints)
        {
            return Refuse(Rulebook.ExcuseReason);
        }

        var who = Attendance.Find(excuse.Member);
        if (IsOpen && who is not { Expected: true })
        {
            return Refuse(Rulebook.ExcuseNotExpected);
        }

        if (who?.Presence == Presence.Present)
        {
            return Refuse(Rulebook.ExcusePresent);
        }

        if (who?.Excuse?.Reason != reason)
        {
            var fact = new Excuse(excuse.Member, reason, excuse.By.Member, draft.At);
            draft.Add(fact);
            draft.Audit(excuse.By.Member, AuditActions.AttendanceExcuse, Charter.Id, excuse.Member);
            Attendance.Apply(fact);
        }

        return Done with { At = draft.At };
    }

    public RoomAnswer DecideWithdraw(WithdrawExcuse withdraw, Draft draft)
    {
        if (withdraw.Member != withdraw.By.Member && !IsOfficer(withdraw.By))
        {
            return RefuseOrder(withdraw.By);
        }

        // Before the opening nobody is on the roster yet: the row is taken away whether it is there or not.
        if (!IsOpen || Attendance.Find(withdraw.Member) is { Presence: Presence.Excused })
        {
            var fact = new Excuse(withdraw.Member, "", withdraw.By.Member, draft.At);
            draft.Add(fact);
            draft.Audit(withdraw.By.Member, AuditActions.AttendanceWithdrawExcuse, Charter.Id, withdraw.Member);
            Attendance.Apply(fact);
        }

        return Done with { At = draft.At };
    }

    private static RoomAnswer Refuse(Refusal refusal) => new(refusal);

    private string SourceOf(long seq) => $"{Charter.Id}/{seq}";

    internal static bool IsClientId(string? id) =>
        id is { Length: > 0 and <= RoomLimits.ClientIdLength } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}

using Grains.Gatherings.Flags;
using Grains.Journal;
using Grains.Rules;
using Grains.Text;

namespace Grains.Gatherings;

/// <summary>Flag, hide, appeal: members tell officers, officers tell the author, another officer looks again.</summary>
internal sealed partial class Room
{
    public FlagBook Flags { get; } = new();

    private RoomAnswer DecideFlag(Flag flag, Draft draft)
    {
        var reason = PlainText.Clean(flag.Reason);
        if (Attendance.Find(flag.By.Member) is not { Inside: true })
        {
            return Refuse(Rulebook.NotInside);
        }

        if (Flags.HasFlagged(flag.Seq, flag.By.Member))
        {
            return Done with { At = draft.At };
        }

        var refusal = PlainText.CodePoints(reason) is 0 or > RoomLimits.ReasonCodePoints ? Rulebook.FlagReason
            : Posting.AuthorOf(flag.Seq) is not { } author || Posting.IsHidden(flag.Seq) || author == flag.By.Member ? Rulebook.FlagTarget
            : Flags.FlagsBy(flag.By.Member) >= RoomLimits.FlagsMost ? Rulebook.FlagTooMany
            : null;
        if (refusal is not null)
        {
            return Refuse(refusal);
        }

        var fact = new FlagFact(flag.Seq, flag.By.Member, reason, draft.At);
        draft.Add(fact);
        Flags.Apply(fact);
        draft.Audit(flag.By.Member, AuditActions.MessageFlag, Charter.Id, $"{flag.Seq}");
        return Done with { At = draft.At };
    }

    private RoomAnswer DecideDismiss(DismissFlags dismiss, Draft draft)
    {
        if (Flags.IsOpen(dismiss.Seq))
        {
            SettleFlags(draft, dismiss.Seq, FlagsSettled.Dismissed);
            draft.Audit(dismiss.By.Member, AuditActions.MessageDismissFlags, Charter.Id, $"{dismiss.Seq}");
        }

        return Done with { At = draft.At };
    }

    private RoomAnswer DecideAppealed(Appeal appeal, Draft draft)
    {
        var text = PlainText.Clean(appeal.Text, lines: true);
        if (!Knows(appeal.By))
        {
            return Refuse(Rulebook.NotFound);
        }

        if (Posting.AuthorOf(appeal.Seq) != appeal.By.Member || !Posting.IsHidden(appeal.Seq))
        {
            return Refuse(Rulebook.AppealTarget);
        }

        if (Flags.AppealOf(appeal.Seq) is not null)
        {
            return Done with { At = draft.At };
        }

        if (PlainText.CodePoints(text) is 0 or > RoomLimits.AppealCodePoints)
        {
            return Refuse(Rulebook.AppealText);
        }

        Put(draft, new AppealFact(appeal.Seq, appeal.By.Member, text, draft.At));
        draft.Audit(appeal.By.Member, AuditActions.MessageAppeal, Charter.Id, $"{appeal.Seq}");
        return Done with { At = draft.At };
    }

    private RoomAnswer DecideAppeal(DecideAppeal decide, Draft draft)
    {
        var note = PlainText.Clean(decide.Note);
        if (Flags.AppealOf(decide.Seq) is not { } appeal)
        {
            return Refuse(Rulebook.AppealTarget);
        }

        if (appeal.Restored is { } decided)
        {
            return decided == decide.Restore ? Done with { At = draft.At } : Refuse(Rulebook.AppealDecided);
        }

        // Who decided may not review (rules §8).
        if (Posting.HiddenBy(decide.Seq) == decide.By.Member || appeal.Member == decide.By.Member)
        {
            return Refuse(Rulebook.AppealSameOfficer);
        }

        if (PlainText.CodePoints(note) > RoomLimits.ReasonCodePoints || (!decide.Restore && note.Length == 0))
        {
            return Refuse(Rulebook.AppealNote);
        }

        if (decide.Restore && !Withheld.ContainsKey(decide.Seq))
        {
            return Refuse(Rulebook.Busy);
        }

        Put(draft, appeal with { Restored = decide.Restore, DecidedBy = decide.By.Member, DecidedAt = draft.At });
        // What it showed comes again with the entry: those who dropped it at the hiding have nothing to show.
        var entry = decide.Restore
            ? Withheld[decide.Seq] with
            {
                Seq = draft.NextSeq, Kind = EntryKind.Restored, At = draft.At, Author = decide.By.Member, AuthorName = null, ClientId = null,
                Target = decide.Seq, Quote = null,
            }
            : new Entry(draft.NextSeq, EntryKind.AppealDenied, draft.At, decide.By.Member, Target: decide.Seq, Text: note);
        return Order(draft, entry, decide.Restore ? AuditActions.MessageRestore : AuditActions.MessageDenyAppeal);
    }

    /// <summary>Hidden messages as they stood, with their latest text: read before a turn that may restore them.</summary>
    public Dictionary<long, Entry> Withheld { get; } = [];

    private void SettleFlags(Draft draft, long seq, string outcome)
    {
        var settled = new FlagsSettled(seq, outcome);
        draft.Add(settled);
        Flags.Apply(settled);
    }

    private void Put(Draft draft, AppealFact appeal)
    {
        draft.Add(appeal);
        Flags.Apply(appeal);
    }
}

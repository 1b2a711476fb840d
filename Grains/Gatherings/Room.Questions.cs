using Grains.Gatherings.Questions;
using Grains.Journal;
using Grains.Rules;
using Grains.Text;

namespace Grains.Gatherings;

/// <summary>Questions: asked and up-voted by anyone inside, merged and answered by officers. One that is out of place is hidden like a message.</summary>
internal sealed partial class Room
{
    private RoomAnswer DecideAsk(AskQuestion ask, Draft draft)
    {
        if (!IsClientId(ask.ClientId))
        {
            return Refuse(Rulebook.PostClientId);
        }

        if (Posting.TryGetTaken(ask.By.Member, ask.ClientId, out var taken))
        {
            return Done with { Seq = taken, At = draft.At, ClientId = ask.ClientId };
        }

        var text = PlainText.Clean(ask.Text);
        var refusal = Attendance.Find(ask.By.Member) is not { Inside: true } ? Rulebook.NotInside
            : _fold.IsMuted(ask.By.Member) ? Rulebook.PostMuted
            : !HasAccepted(ask.By.Member) ? Rulebook.PostRules
            : PlainText.CodePoints(text) is 0 or > RoomLimits.QuestionCodePoints ? Rulebook.QuestionText
            : _fold.Questions.Count >= RoomLimits.QuestionsMost ? Rulebook.QuestionTooMany
            : Posting.Spend(ask.By.Member, _fold.SlowSeconds, IsOfficer(ask.By), draft.At);
        if (refusal is not null)
        {
            return Refuse(refusal) with { ClientId = ask.ClientId };
        }

        var entry = new Entry(draft.NextSeq, EntryKind.Question, draft.At, ask.By.Member, ask.By.Name, ask.ClientId, Text: text);
        Write(draft, entry);
        return Done with { Seq = entry.Seq, At = entry.At, ClientId = ask.ClientId };
    }

    private RoomAnswer DecideMerge(MergeQuestion merge, Draft draft)
    {
        if (Question(merge.Seq) is not { MergedInto: null, Answered: false } || Question(merge.Into) is not { MergedInto: null } || merge.Seq == merge.Into)
        {
            return Refuse(Rulebook.QuestionTarget);
        }

        foreach (var member in Reactions.MembersOf(merge.Seq, QuestionState.UpVote))
        {
            if (Reactions.Set(merge.Into, QuestionState.UpVote, member, on: true))
            {
                draft.Add(new ReactionFact(merge.Into, member, QuestionState.UpVote, true, draft.At));
            }
        }

        return Order(
            draft, new Entry(draft.NextSeq, EntryKind.QuestionMerged, draft.At, merge.By.Member, Target: merge.Seq, Value: merge.Into), AuditActions.QuestionMerge);
    }

    private RoomAnswer DecideAnswer(AnswerQuestion answer, Draft draft)
    {
        var text = PlainText.Clean(answer.Text, lines: true);
        if (Question(answer.Seq) is not { MergedInto: null })
        {
            return Refuse(Rulebook.QuestionTarget);
        }

        if (PlainText.CodePoints(text) > RoomLimits.AnswerCodePoints)
        {
            return Refuse(Rulebook.QuestionAnswer);
        }

        return Order(
            draft,
            new Entry(draft.NextSeq, EntryKind.QuestionAnswered, draft.At, answer.By.Member, answer.By.Name, Target: answer.Seq, Text: text.Length > 0 ? text : null),
            AuditActions.QuestionAnswer);
    }

    /// <summary>A question that is not hidden.</summary>
    private QuestionState? Question(long seq) => _fold.Questions.FirstOrDefault(q => q.Entry.Seq == seq && !q.Hidden);
}

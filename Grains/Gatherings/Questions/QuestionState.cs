namespace Grains.Gatherings.Questions;

/// <summary>A question as it stands: the entry with what later entries did to it.</summary>
/// <param name="Votes">Members who want it answered: reactions of <see cref="UpVote"/>.</param>
/// <param name="MergedInto">Seq of the question that stands for it now.</param>
/// <param name="Answer">What was answered, where an officer wrote it down.</param>
[GenerateSerializer, Immutable, Alias("question-state")]
public sealed record QuestionState(
    [property: Id(0)] Entry Entry,
    [property: Id(1)] bool Hidden = false,
    [property: Id(2)] int Votes = 0,
    [property: Id(3)] long? MergedInto = null,
    [property: Id(4)] bool Answered = false,
    [property: Id(5)] string? Answer = null)
{
    /// <summary>The reaction that up-votes a question; no other is offered there.</summary>
    public const string UpVote = "👍";

    /// <summary>The questions after one more entry; entries of other kinds change nothing.</summary>
    public static IReadOnlyList<QuestionState> Apply(IReadOnlyList<QuestionState> questions, Entry entry) => entry.Kind switch
    {
        EntryKind.Question => [.. questions, new QuestionState(entry)],
        EntryKind.Hidden => Change(questions, entry.Target, static q => q with { Hidden = true }),
        EntryKind.Restored => Change(questions, entry.Target, static q => q with { Hidden = false }),
        EntryKind.QuestionMerged => Change(questions, entry.Target, q => q with { MergedInto = entry.Value }),
        EntryKind.QuestionAnswered => Change(questions, entry.Target, q => q with { Answered = true, Answer = entry.Text }),
        EntryKind.Reactions => (entry.Counters ?? []).Where(static c => c.Emoji == UpVote)
            .Aggregate(questions, static (all, counter) => Change(all, counter.Seq, q => q with { Votes = counter.Count })),
        _ => questions,
    };

    private static IReadOnlyList<QuestionState> Change(
        IReadOnlyList<QuestionState> questions, long? seq, Func<QuestionState, QuestionState> change)
    {
        for (var i = 0; i < questions.Count; i++)
        {
            if (questions[i].Entry.Seq == seq)
            {
                return [.. questions.Take(i), change(questions[i]), .. questions.Skip(i + 1)];
            }
        }

        return questions;
    }
}

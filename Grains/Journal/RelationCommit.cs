using Grains.Rules;

namespace Grains.Journal;

/// <summary>Commands over relations: done once, whatever happens on the way. Where a commit is not known to be done nothing is told to anyone.</summary>
internal static class RelationCommit
{
    /// <summary>
    /// What a command sent before came to: the fact; a conflict where its id was used for something else; both null
    /// where it is new.
    /// </summary>
    public static async Task<(CommandFact? Was, Refusal? Refusal)> Before(
        this ICommandStore commands, string actor, string requestId, string subject)
    {
        var was = await commands.Find(actor, requestId, CancellationToken.None);
        return was is null || was.Subject == subject ? (was, null) : (null, Rulebook.Conflict);
    }

    /// <summary>Null: durable. A batch that lost against another is <paramref name="lost"/>, or busy: sent again it finds what is there by then.</summary>
    public static async Task<Refusal?> Commit(this IJournal journal, RelationFacts facts, Refusal? lost = null) =>
        await journal.AppendAsync(facts) switch
        {
            Journal.Commit.Done => null,
            Journal.Commit.Unavailable => Rulebook.Unavailable,
            Journal.Commit.Unknown => Rulebook.Uncertain,
            _ => lost ?? Rulebook.Busy,
        };
}

using Grains.Journal;
using Grains.Rules;
using Grains.Time;

namespace Web.Api;

/// <summary>Puts a look at a named list on record before the list is shown: what cannot be recorded is not shown.</summary>
public sealed class Looks(IJournal journal, TimeProvider clock)
{
    /// <summary>Null: on record. <paramref name="detail"/> holds no name and no text.</summary>
    public async Task<Refusal?> NoteAsync(string actor, string action, string subject, string detail)
    {
        var facts = new AuditFacts([new AuditFact(clock.Now(), actor, action, subject, detail)]);
        return await journal.AppendAsync(facts) == Commit.Done ? null : Rulebook.Unavailable;
    }
}

using Grains.Journal;

namespace Grains.Transfers;

/// <summary>What a decision is about to commit: the case's next terms, its steps, and whatever goes with them.</summary>
internal sealed class TransferDraft(TransferCase it, DateTimeOffset now)
{
    private readonly List<RelationWrite> _writes = [];
    private readonly List<AuditFact> _audit = [];
    private long _steps = it.Steps;

    public TransferTerms Terms { get; set; } = it.Terms with { Version = it.Terms.Version + 1 };

    public TransferCase After => it with { Terms = Terms, Steps = _steps };

    public void Step(string action, TransferState state, string? actor, string name, string place, string note = "")
    {
        _writes.Add(new TransferStepped(it.Charter.Id, new TransferStep(++_steps, now, action, state, actor, name, place, note)));
        _audit.Add(new AuditFact(now, actor ?? "hub", AuditActions.OfTransfer(action), it.Charter.Id, state.ToString()));
    }

    public void Write(RelationWrite write) => _writes.Add(write);

    // A draft is nobody's but the member's: what becomes of it before it is sent is on no record of others.
    private IReadOnlyList<AuditFact> Record => Terms.IsSent ? [.. _audit] : [];

    public RelationFacts ToFacts(CommandFact? command) => new()
    {
        Command = command,
        Writes = [new TransferChanged(it.Charter.Id, it.Terms.Version, Terms), .. _writes],
        Audit = Record,
    };

    /// <summary>The same for a case that is not there yet.</summary>
    public RelationFacts ToFacts(CommandFact command, IReadOnlyList<string> members) => new()
    {
        Command = command,
        Writes = [new TransferOpened(it.Charter, Terms, members), .. _writes],
        Audit = Record,
    };
}

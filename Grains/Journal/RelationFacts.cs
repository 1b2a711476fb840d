namespace Grains.Journal;

/// <summary>
/// Changes of relations (standings, memberships, offices, nodes, cases …) and the facts that go with them. They are
/// written in the order given, all or none: where a write that has to change a row finds none, or a key exists already,
/// the answer is <see cref="Commit.Fenced"/>. For rare changes; gatherings and ledgers have batches of their own.
/// </summary>
public sealed record RelationFacts : FactBatch
{
    /// <summary>The command that this does, so that sending it again does nothing and answers the same.</summary>
    public CommandFact? Command { get; init; }
    public IReadOnlyList<RelationWrite> Writes { get; init; } = [];
    public IReadOnlyList<AuditFact> Audit { get; init; } = [];
}

/// <summary>One change of a relation; each kind stands beside the noun that it changes, its statements in Storage.</summary>
public abstract record RelationWrite;

/// <summary>A command that was done. <paramref name="Id"/> is unique for its <paramref name="Actor"/>.</summary>
/// <param name="Subject">What it was about: a retry with another subject is another command under a used id.</param>
/// <param name="Result">What a retry is answered with, such as the id of what was made.</param>
[GenerateSerializer, Immutable, Alias("command-fact")]
public sealed record CommandFact(
    [property: Id(0)] string Actor,
    [property: Id(1)] string Id,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] string Subject,
    [property: Id(4)] string Result);

/// <summary>Reads commands that were done. Throws where the database is away.</summary>
public interface ICommandStore
{
    /// <summary>The command; null where this actor has sent none under this id.</summary>
    Task<CommandFact?> Find(string actor, string id, CancellationToken cancellation);
}

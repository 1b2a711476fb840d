using Grains.Journal;
using Grains.Rules;

namespace Grains.Offices;

/// <summary>Reads posts for decisions. Throws where the database is away.</summary>
public interface IOfficeStore
{
    /// <summary>Posts of the node that run at this moment.</summary>
    Task<IReadOnlyList<RunningOffice>> Running(string node, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Nodes with a term that has run out and is not ended on record.</summary>
    Task<IReadOnlyList<string>> Due(DateTimeOffset now, int count, CancellationToken cancellation);

    /// <summary>Those terms of one node.</summary>
    Task<IReadOnlyList<RunningOffice>> RunOut(string node, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Who keeps the files on each of these nodes at this moment: secretaries, deputies, organisation officers.</summary>
    Task<IReadOnlyList<Keeper>> Keepers(IReadOnlyCollection<string> nodes, DateTimeOffset now, CancellationToken cancellation);
}

/// <summary>A post that runs.</summary>
public sealed record RunningOffice(string Member, Role Role, DateTimeOffset Since, DateTimeOffset? Until);

/// <summary>An officer who keeps the files of a node.</summary>
public sealed record Keeper(string Node, string Member);

/// <summary>A term is over by itself: its end is put on record, once.</summary>
public sealed record OfficeRanOut(string Member, string Node, Role Role, DateTimeOffset Since) : RelationWrite;

/// <summary>A term begins. One secretary a node: where another runs, nothing of the batch is written.</summary>
public sealed record OfficeBegun(
    string Member, string Node, Role Role, DateTimeOffset Since, DateTimeOffset Until, string By) : RelationWrite;

/// <summary>A running post ends now.</summary>
/// <param name="Why">A word of the program: <c>dismissed</c>, <c>resigned</c>.</param>
public sealed record OfficeEnded(
    string Member, string Node, Role Role, DateTimeOffset Since, DateTimeOffset At, string By, string Why) : RelationWrite;

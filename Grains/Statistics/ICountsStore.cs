using Grains.Organisation;
using Grains.Rules;

namespace Grains.Statistics;

/// <summary>Reads what counts are made of. Throws where the database is away.</summary>
public interface ICountsStore
{
    /// <summary>
    /// Everything at one moment: the position in the log of changes first, then nodes and people, in one transaction
    /// that sees no later change. For 260,000 members about a second.
    /// </summary>
    Task<CountsBasis> Basis(CancellationToken cancellation);

    /// <summary>Changes after a position and up to another, in the order of their commits, at most <paramref name="most"/>.</summary>
    Task<IReadOnlyList<OrganisationChange>> After(long position, long until, int most, CancellationToken cancellation);

    /// <summary>These nodes as they stand now, dissolved ones too.</summary>
    Task<IReadOnlyList<CountedNode>> Nodes(IReadOnlyCollection<string> ids, CancellationToken cancellation);
}

/// <summary>What a count begins from.</summary>
/// <param name="Position">The last change that it holds.</param>
public sealed record CountsBasis(long Position, IReadOnlyList<CountedNode> Nodes, IReadOnlyList<CountedPeople> People);

/// <summary>A node as far as counting goes.</summary>
public sealed record CountedNode(string Id, string? Parent, string? SectorParent, NodeKind Kind, string Name, bool Dissolved);

/// <summary>People of one category and relation on one node's own roster.</summary>
public sealed record CountedPeople(string Node, Category Category, Relation Relation, int Count);

/// <summary>A line of the log of changes.</summary>
/// <param name="Kind"><c>Standing</c>, <c>Node</c> or <c>Recount</c>.</param>
/// <param name="From">Where a person stood; null for somebody new, and for other kinds.</param>
/// <param name="To">Where a person stands now; null for somebody who left, and for other kinds.</param>
public sealed record OrganisationChange(long Seq, DateTimeOffset At, string Kind, string Subject, Place? From, Place? To)
{
    public const string Standing = "Standing";
    public const string Node = "Node";
    public const string Recount = "Recount";
}

/// <summary>A node, and what a person is there.</summary>
public sealed record Place(string Node, Category Category, Relation Relation);

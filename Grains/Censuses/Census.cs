using Grains.Rules;

namespace Grains.Censuses;

/// <summary>What an answer rests on. The names are stored; never rename one.</summary>
public enum CensusEvidence
{
    /// <summary>本人说明: the member's own word.</summary>
    Statement,
    /// <summary>介绍信</summary>
    Letter,
    /// <summary>活动证</summary>
    ActivityCard,
    /// <summary>党费收据</summary>
    DuesReceipt,
    /// <summary>组织核实: an officer has looked it up.</summary>
    Verified,
}

/// <summary>A census: all Party members of a node's subtree are asked where their formal relation is.</summary>
/// <param name="Path">The node's path at the opening.</param>
/// <param name="ClosesAt">No answer is taken from then on; an officer closes it then or before.</param>
[GenerateSerializer, Immutable, Alias("census")]
public sealed record Census(
    [property: Id(0)] string Id,
    [property: Id(1)] string Node,
    [property: Id(2)] string Path,
    [property: Id(3)] string Title,
    [property: Id(4)] string OpenedBy,
    [property: Id(5)] DateTimeOffset OpenedAt,
    [property: Id(6)] DateTimeOffset ClosesAt,
    [property: Id(7)] DateTimeOffset? ClosedAt)
{
    public bool Takes(DateTimeOffset now) => ClosedAt is null && now < ClosesAt;
}

/// <summary>Members of one category and register entry who gave one answer; null: none yet.</summary>
[GenerateSerializer, Immutable, Alias("census-cell")]
public sealed record CensusCell(
    [property: Id(0)] Category Category,
    [property: Id(1)] Relation Register,
    [property: Id(2)] Relation? Answer,
    [property: Id(3)] int Count);

/// <summary>One member in a census.</summary>
/// <param name="Register">What the register said at the opening.</param>
public sealed record CensusLine(string Member, Category Category, Relation Register, Relation? Answer, bool Applied);

/// <summary>How far a census is. The cells sum to the headcount at every moment.</summary>
[GenerateSerializer, Immutable, Alias("census-state")]
public sealed record CensusState(
    [property: Id(0)] Census Census,
    [property: Id(1)] CensusCell[] Cells);

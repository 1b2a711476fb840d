using Grains.Journal;

namespace Grains.Coverage;

/// <summary>A unit that others are to look at (S0-15): awarded from above for a time, reviewed, revoked.</summary>
/// <param name="Id"><c>x-</c> + 22 base64url characters, chosen by who awards it.</param>
/// <param name="Title">What it is an example of.</param>
/// <param name="Reason">On what it was awarded: criteria and evidence.</param>
/// <param name="Until">When it ends by itself, unless it is reviewed before.</param>
[GenerateSerializer, Immutable, Alias("demonstration")]
public sealed record Demonstration(
    [property: Id(0)] string Id,
    [property: Id(1)] string Node,
    [property: Id(2)] string Title,
    [property: Id(3)] string Reason,
    [property: Id(4)] DateTimeOffset Since,
    [property: Id(5)] DateTimeOffset Until,
    [property: Id(6)] long Version,
    [property: Id(7)] string AwardedBy)
{
    [Id(8)] public DateTimeOffset? ReviewedAt { get; init; }

    /// <summary>What the last review found.</summary>
    [Id(9)] public string? Review { get; init; }

    [Id(10)] public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it was revoked.</summary>
    [Id(11)] public string? Why { get; init; }

    public bool RunsAt(DateTimeOffset now) => EndedAt is null && now < Until;
}

/// <summary>A new award. One running a node: a second is refused by the database.</summary>
public sealed record UnitAwarded(Demonstration Unit) : RelationWrite;

/// <summary>A review that prolongs it; another version takes the batch with it.</summary>
public sealed record UnitReviewed(string Id, long Version, DateTimeOffset Until, string By, DateTimeOffset At, string Review) : RelationWrite;

/// <summary>Its end before its time.</summary>
public sealed record UnitRevoked(string Id, long Version, string By, DateTimeOffset At, string Why) : RelationWrite;

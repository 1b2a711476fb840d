namespace Grains.Gatherings;

/// <summary>
/// The minutes as data: drafted at closing, signed by an officer, then unchangeable. An amendment is a new version
/// that names its reason; all versions stay readable.
/// </summary>
[GenerateSerializer, Immutable, Alias("minutes")]
public sealed record MinutesVersion(
    [property: Id(0)] int Version,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] MinutesBody Body,
    [property: Id(3)] string? SignedBy,
    [property: Id(4)] string? SignedByName,
    [property: Id(5)] DateTimeOffset? SignedAt,
    [property: Id(6)] string? Reason);

/// <summary>What the minutes say. Names of the present, excused and absent are read from the frozen roster.</summary>
[GenerateSerializer, Immutable, Alias("minutes-body")]
public sealed record MinutesBody(
    [property: Id(0)] Counts Counts,
    [property: Id(1)] DateTimeOffset OpenedAt,
    [property: Id(2)] DateTimeOffset ClosedAt,
    [property: Id(3)] int Messages,
    [property: Id(4)] int Speakers,
    [property: Id(5)] string[] Decisions,
    [property: Id(6)] TopPost[] TopPosts,
    [property: Id(7)] string Remarks);

/// <summary>A post that drew most reactions and replies.</summary>
[GenerateSerializer, Immutable, Alias("top-post")]
public sealed record TopPost(
    [property: Id(0)] long Seq,
    [property: Id(1)] string AuthorName,
    [property: Id(2)] string Text,
    [property: Id(3)] int Weight);

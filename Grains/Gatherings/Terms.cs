namespace Grains.Gatherings;

/// <summary>What a gathering is: fixed when it is summoned.</summary>
/// <param name="Id">Chosen by the summoner's device (<c>g-</c> + 22 base64url characters), so that a retry opens it once.</param>
/// <param name="Subtree">True: members of the node and of everything below; false: of the node alone.</param>
/// <param name="Activists">True: activists and applicants are invited too; they never count in 应到.</param>
[GenerateSerializer, Immutable, Alias("gathering-charter")]
public sealed record GatheringCharter(
    [property: Id(0)] string Id,
    [property: Id(1)] string Node,
    [property: Id(2)] string NodePath,
    [property: Id(3)] string NodeName,
    [property: Id(4)] bool Subtree,
    [property: Id(5)] GatheringType Type,
    [property: Id(6)] string Topic,
    [property: Id(7)] bool Activists,
    [property: Id(8)] string Summoner,
    [property: Id(9)] string SummonerName,
    [property: Id(10)] DateTimeOffset OpensAt,
    [property: Id(11)] DateTimeOffset SummonedAt);

/// <summary>What may change while it lives. Stored in the gathering's row with <c>head</c> and <c>fence</c>.</summary>
[GenerateSerializer, Immutable, Alias("gathering-terms")]
public sealed record GatheringTerms(
    [property: Id(0)] GatheringState State,
    [property: Id(1)] DateTimeOffset? OpenedAt,
    [property: Id(2)] DateTimeOffset ClosesAt,
    [property: Id(3)] DateTimeOffset? ClosedAt,
    [property: Id(4)] int SlowSeconds);

/// <summary>A gathering's life. The names are stored; never rename one.</summary>
public enum GatheringState { Planned, Open, Closed, Signed }

/// <summary>Types of session (features D1). The names are stored; never rename one.</summary>
public enum GatheringType
{
    /// <summary>闪聚</summary>
    Flash,
    /// <summary>支部党员大会</summary>
    BranchMeeting,
    /// <summary>党课</summary>
    Lesson,
    /// <summary>组织生活会 / 民主生活会</summary>
    DemocraticLife,
    /// <summary>主题党日</summary>
    ThemeDay,
}

/// <summary>A gathering as its row stands: what the activation that has just taken the fence starts from.</summary>
/// <param name="AliveAt">The last moment at which an activation is known to have lived; open intervals of a dead one end here.</param>
public sealed record GatheringRow(
    GatheringCharter Charter, GatheringTerms Terms, string Epoch, long Head, long Fence, DateTimeOffset AliveAt);

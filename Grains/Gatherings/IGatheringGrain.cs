using Grains.Rules;

namespace Grains.Gatherings;

/// <summary>
/// A gathering: the sequencer of its log and the keeper of its roster. One activation owns it (fence); commands are
/// decided in turn, committed in one batch, acknowledged, then published to the relays. It holds no socket and makes
/// no call per recipient. Key: the gathering's id.
/// </summary>
[Alias("gathering")]
public interface IGatheringGrain : IGrainWithStringKey
{
    /// <summary>Plans or opens the gathering. Idempotent by id: the same charter again answers the same.</summary>
    [Alias("summon")]
    Task<SummonAnswer> Summon(Actor by, GatheringCharter charter, TimeSpan length);

    /// <summary>Decides commands in order and answers each. Sent by one web node, one batch in flight (≤<see cref="RoomLimits.BatchCommands"/>).</summary>
    [Alias("submit")]
    Task<RoomAnswer[]> Submit(string node, RoomCommand[] commands);

    /// <summary>Takes or renews a node's lease on the frames (<see cref="RoomLimits.RelayLease"/>); null where no such gathering is live.</summary>
    [Alias("subscribe")]
    Task<RoomSnapshot?> Subscribe(string node, IRelayObserver relay);

    /// <summary>Ends a node's lease; the node's devices count as lost.</summary>
    [Alias("unsubscribe")]
    Task Unsubscribe(string node);

    /// <summary>A page of the roster as it stands, ordered by member id; officers only.</summary>
    [Alias("roster"), ReadOnly]
    Task<RosterPage> Roster(string? after, int count, Presence? only);

    /// <summary>Signs the draft, or with a reason writes a new signed version (amendment). Idempotent by version.</summary>
    [Alias("sign")]
    Task<SignAnswer> Sign(Actor by, int version, string remarks, string? reason);

    /// <summary>Does what is due (open, warn, close, end intervals, pay awards); poked by the clock, so that a restart forgets nothing.</summary>
    [Alias("tick")]
    Task Tick();
}

/// <summary>Answer to a summons.</summary>
[GenerateSerializer, Immutable, Alias("summon-answer")]
public sealed record SummonAnswer([property: Id(0)] Refusal? Refusal, [property: Id(1)] GatheringBrief? Gathering);

/// <summary>Answer to a signature.</summary>
[GenerateSerializer, Immutable, Alias("sign-answer")]
public sealed record SignAnswer([property: Id(0)] Refusal? Refusal, [property: Id(1)] MinutesVersion? Minutes);

/// <summary>A gathering on a list: what a summons shows.</summary>
[GenerateSerializer, Immutable, Alias("gathering-brief")]
public sealed record GatheringBrief(
    [property: Id(0)] GatheringCharter Charter,
    [property: Id(1)] GatheringTerms Terms,
    [property: Id(2)] Counts Counts);

/// <summary>A page of the roster; <paramref name="Next"/> continues, null at the end.</summary>
[GenerateSerializer, Immutable, Alias("roster-page")]
public sealed record RosterPage(
    [property: Id(0)] RosterStatus[] Lines,
    [property: Id(1)] string? Next,
    [property: Id(2)] Counts Counts);

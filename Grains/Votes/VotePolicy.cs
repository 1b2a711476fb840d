using Grains.Journal;
using Grains.Rules;

namespace Grains.Votes;

/// <summary>
/// Whether full members of a node whose formal relation is elsewhere vote there (S0-35). Off where there is none. Each
/// decision is a version of its own; the last one holds, within its time.
/// </summary>
[GenerateSerializer, Immutable, Alias("vote-policy")]
public sealed record VotePolicy(
    [property: Id(0)] string Node,
    [property: Id(1)] long Version,
    [property: Id(2)] bool Allowed,
    [property: Id(3)] string Reason,
    [property: Id(4)] DateTimeOffset Since,
    [property: Id(5)] DateTimeOffset Until,
    [property: Id(6)] string DecidedBy,
    [property: Id(7)] DateTimeOffset At)
{
    public bool HoldsAt(DateTimeOffset now) => Allowed && Since <= now && now < Until;

    public const int ReasonCodePoints = 200;
    public static readonly TimeSpan Longest = TimeSpan.FromDays(366);
}

/// <summary>Turns votes for those whose relation is elsewhere on or off, by an officer above the node.</summary>
/// <param name="Version">The last version the officer has seen; 0: none.</param>
[GenerateSerializer, Immutable, Alias("set-vote-policy")]
public sealed record SetVotePolicy(
    [property: Id(0)] Actor By,
    [property: Id(1)] string RequestId,
    [property: Id(2)] long Version,
    [property: Id(3)] bool Allowed,
    [property: Id(4)] string Reason,
    [property: Id(5)] DateTimeOffset Since,
    [property: Id(6)] DateTimeOffset Until);

/// <summary>A new version; one that exists already takes the batch with it.</summary>
public sealed record VotePolicySet(VotePolicy Policy) : RelationWrite;

/// <summary>Reads policies. Throws where the database is away.</summary>
public interface IVotePolicyStore
{
    /// <summary>The last version; null: the node never had one, which is off.</summary>
    Task<VotePolicy?> Latest(string node, CancellationToken cancellation);
}

/// <summary>The policies of one node. Key: the node id.</summary>
[Alias("vote-policy-desk")]
public interface IVotePolicyGrain : IGrainWithStringKey
{
    [Alias("set")]
    Task<VotePolicyAnswer> Set(SetVotePolicy command);
}

[GenerateSerializer, Immutable, Alias("vote-policy-answer")]
public sealed record VotePolicyAnswer([property: Id(0)] Refusal? Refusal);

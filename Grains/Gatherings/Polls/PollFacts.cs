namespace Grains.Gatherings.Polls;

/// <summary>A poll was prepared (again), or where <paramref name="Form"/> is null taken back or opened: prepared polls are no part of the log.</summary>
public sealed record PollDraft(string Poll, PollForm? Form);

/// <summary>
/// A member has voted: one row per (poll, member), by which a second ballot is refused. It has no time; of an
/// anonymous poll it has no choices either.
/// </summary>
/// <param name="Id">The device's own id of the ballot, so that a retry is told from a second ballot.</param>
public sealed record Ballot(string Poll, string Member, string Id, int[]? Choices);

/// <summary>
/// All choices of an anonymous poll, absolute. One row a poll, replaced whole by every batch of ballots, so that no key,
/// order, time or row version says which ballot brought which choice.
/// </summary>
public sealed record BallotCount(string Poll, int[] Counts);

/// <summary>What is stored of a gathering's polls beside its log.</summary>
public sealed record PollRows(IReadOnlyList<PollForm> Prepared, IReadOnlyList<Ballot> Ballots, IReadOnlyList<BallotCount> Counts);

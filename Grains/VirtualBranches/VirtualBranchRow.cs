using Grains.Organisation;
using Grains.Rules;

namespace Grains.VirtualBranches;

/// <summary>Where a virtual branch or life group stands. The names are stored; never rename one.</summary>
public enum VirtualState
{
    Active,
    /// <summary>Suspended by the officers in charge: nobody joins, nothing is summoned; leaving stays possible.</summary>
    Suspended,
    /// <summary>Closed by itself: the last member left.</summary>
    Closed,
    /// <summary>Dissolved by the officers in charge.</summary>
    Dissolved,
}

/// <summary>A virtual branch or life group as decisions need it: its row, never its roster.</summary>
/// <param name="County">The committee of the tree in charge of it; null: the central queue, and so its root.</param>
/// <param name="CountyPath">That committee's path while it stands.</param>
/// <param name="Members">Running memberships: changed only together with them.</param>
/// <param name="Secretary">Null while the post is vacant.</param>
/// <param name="Heir">To whom the secretary has offered the post.</param>
/// <param name="SeenAt">Last sign that the secretary takes part, as written down.</param>
/// <param name="DueAt">When the clock has to look at it.</param>
/// <param name="Version">Grows with each change; a change is made against the version it was decided on.</param>
[GenerateSerializer, Immutable, Alias("virtual-branch-row")]
public sealed record VirtualBranchRow(
    [property: Id(0)] string Node,
    [property: Id(1)] NodeKind Kind,
    [property: Id(2)] string Name,
    [property: Id(3)] string Founder,
    [property: Id(4)] DateTimeOffset FoundedAt,
    [property: Id(5)] string Topic,
    [property: Id(6)] string About,
    [property: Id(7)] string? County,
    [property: Id(8)] string? CountyPath,
    [property: Id(9)] VirtualState State,
    [property: Id(10)] string? Reason,
    [property: Id(11)] bool OpenJoining,
    [property: Id(12)] bool MemberSummons,
    [property: Id(13)] int Members,
    [property: Id(14)] string? Secretary,
    [property: Id(15)] string? Heir,
    [property: Id(16)] DateTimeOffset SeenAt,
    [property: Id(17)] ElectionRow? Election,
    [property: Id(18)] DateTimeOffset? DueAt,
    [property: Id(19)] long Version)
{
    public string Path => Outside.PathOf(Node);

    public bool IsRunning => State is VirtualState.Active or VirtualState.Suspended;

    /// <summary>The office its leader holds.</summary>
    public Role Post => Kind == NodeKind.LifeGroup ? Role.GroupLeader : Role.Secretary;
}

/// <summary>A running election of a secretary: self-nomination, one secret vote a member, plurality.</summary>
/// <param name="Cause"><c>silent</c> or <c>vacant</c>.</param>
/// <param name="Candidates">In the order in which they stood; at a tie the earlier one wins.</param>
/// <param name="Tally">Votes of those candidates who have any.</param>
[GenerateSerializer, Immutable, Alias("election-row")]
public sealed record ElectionRow(
    [property: Id(0)] string Id,
    [property: Id(1)] string Cause,
    [property: Id(2)] DateTimeOffset OpenedAt,
    [property: Id(3)] DateTimeOffset ClosesAt,
    [property: Id(4)] int Ballots,
    [property: Id(5)] string[] Candidates,
    [property: Id(6)] CandidateVotes[] Tally)
{
    public int VotesOf(string member) => Tally.FirstOrDefault(t => t.Member == member)?.Votes ?? 0;

    /// <summary>The tally with one more vote.</summary>
    public CandidateVotes[] With(string candidate) =>
        [.. Candidates.Select(c => new CandidateVotes(c, VotesOf(c) + (c == candidate ? 1 : 0))).Where(static t => t.Votes > 0)];
}

/// <summary>How many chose this candidate.</summary>
[GenerateSerializer, Immutable, Alias("candidate-votes")]
public sealed record CandidateVotes([property: Id(0)] string Member, [property: Id(1)] int Votes);

/// <summary>How a member stands to a virtual branch or life group.</summary>
/// <param name="Memberships">Running ones of the same kind, anywhere.</param>
/// <param name="Rules">Latest version of the rules that the member has signed; 0: none. <paramref name="Pledge"/> likewise.</param>
public sealed record VirtualPlace(bool Member, bool Requested, int Memberships, bool Voted, long Rules, long Pledge);

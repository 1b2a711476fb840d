using Grains.Organisation;
using Grains.Rules;
using Grains.VirtualBranches;
using Storage.Queries;

namespace Web.VirtualBranches;

/// <summary>A committee in charge.</summary>
public sealed record CountyView(string Node, string Name, string? Above);

/// <summary>One line of the public register: no member, no number of members.</summary>
public sealed record RegisterLineView(string Id, string Name, string Topic, string? County, long FoundedAt, string Size)
{
    public static RegisterLineView Of(VirtualSummary row) => new(
        row.Id, row.Name, row.Topic, row.CountyName, row.FoundedAt.ToUnixTimeMilliseconds(), SizeBand.Of(row.Members));
}

/// <summary>A page of the register; <paramref name="Next"/> continues it.</summary>
public sealed record RegisterView(RegisterLineView[] Branches, string? Next);

/// <summary>A line for the officers in charge.</summary>
public sealed record SupervisedView(
    string Id, NodeKind Kind, string Name, string Topic, string? County, string? CountyName, long FoundedAt, int Members, VirtualState State, long SeenAt)
{
    public static SupervisedView Of(VirtualSummary row) => new(
        row.Id, row.Kind, row.Name, row.Topic, row.County, row.CountyName, row.FoundedAt.ToUnixTimeMilliseconds(), row.Members, row.State,
        row.SeenAt.ToUnixTimeMilliseconds());
}

public sealed record SupervisedPageView(bool Queue, SupervisedView[] Branches, string? Next);

/// <summary>A text to sign. <paramref name="Signed"/>: the caller has signed this version.</summary>
public sealed record SignedTextView(
    string Document, long Version, string TitleZh, string TitleEn, string TextZh, string TextEn, string Sha256, long EffectiveAt, bool Signed);

/// <summary>Every version of the texts, the newest first, and how many a new one of each concerns.</summary>
public sealed record TextVersionsView(long Members, long Secretaries, SignedTextView[] Versions);

/// <summary>One of the caller's own.</summary>
public sealed record OwnVirtualView(
    string Id, NodeKind Kind, string Name, string Topic, int Members, VirtualState State, bool Leads, bool Requested, int Requests, bool Electing)
{
    // How many wait is the leader's matter.
    public static OwnVirtualView Of(OwnVirtual row) => new(
        row.Id, row.Kind, row.Name, row.Topic, row.Members, row.State, row.Leads, row.Requested, row.Leads ? row.Requests : 0, row.Electing);
}

public sealed record OwnVirtualsView(int Most, OwnVirtualView[] Branches);

/// <summary>How the caller stands to it.</summary>
/// <param name="InCharge">An officer of its county, or of the root while it is in the central queue.</param>
/// <param name="MustSign">A text in force is not signed.</param>
public sealed record VirtualMineView(
    bool Member, bool Requested, bool Leads, bool InCharge, bool Offered, bool MustSign, bool MaySummon, long Rules, long Pledge);

/// <summary>A running election as its members see it.</summary>
public sealed record ElectionView(
    string Cause, long OpenedAt, long ClosesAt, int Ballots, bool Voted, bool Stands, CandidateView[] Candidates);

public sealed record CandidateView(string Member, string Name);

/// <summary>A virtual branch or life group. What members alone may know is left out for others.</summary>
public sealed record VirtualView(
    string Id,
    NodeKind Kind,
    string Name,
    string Topic,
    string About,
    CountyView? County,
    long FoundedAt,
    VirtualState State,
    string? Reason,
    string Size,
    bool OpenJoining,
    bool MemberSummons,
    VirtualMineView Mine,
    int? Members,
    int? Requests,
    string? Leader,
    string? Heir,
    long? SeenAt,
    ElectionView? Election);

public sealed record JoinRequestView(string Member, string Name, Category Category, long At);

public sealed record JoinRequestsView(JoinRequestView[] Requests, string? Next);

public sealed record VirtualMemberView(string Member, string Name, Category Category, string Unit, long Since);

public sealed record VirtualMembersView(VirtualMemberView[] Members, string? Next);

public sealed record CountiesView(CountyView? Suggested, CountyView[] Counties);

/// <summary>What a command answers.</summary>
public sealed record VirtualDoneView(string Result);

public sealed record FoundBranchRequest(
    string? Id, string? RequestId, string? Name, string? Topic, string? About, string? County, bool OpenJoining, long Rules, long Pledge);

/// <summary>What commands on one of them are sent; each reads what it needs.</summary>
public sealed record VirtualRequest(
    string? RequestId, long Rules, long Pledge, string? Member, bool Agree, string? Candidate, string? County, string? Reason,
    string? Name, string? Topic, string? About, bool OpenJoining, bool MemberSummons);

public sealed record PublishRequest(
    string? Document, long Version, string? TitleZh, string? TitleEn, string? TextZh, string? TextEn, long? EffectiveAt);

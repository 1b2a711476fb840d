using Grains.Organisation;
using Grains.Rules;

namespace Web.Api.Views;

/// <summary>A node with its live page: of the tree, a virtual branch or a life group.</summary>
/// <param name="Officer">Whether who reads moderates here; <paramref name="MaySummon"/>: may summon.</param>
public sealed record NodeView(
    string Id,
    string Name,
    NodeKind Kind,
    string? Parent,
    string? ParentName,
    int Members,
    int SubtreeMembers,
    int Online,
    int Registered,
    int Unregistered,
    CategoryCountView[] ByCategory,
    BriefView[] Live,
    BriefView[] Planned,
    OfficerView[] Officers,
    ChildView[] Children,
    bool Officer,
    bool MaySummon);

/// <summary>Who is online, for officers: the first of them by id.</summary>
public sealed record OnlineView(int Online, OnlineMemberView[] Members);

public sealed record OnlineMemberView(string Member, string Name);

/// <summary>Members of one category and relation.</summary>
public sealed record CategoryCountView(Category Category, Relation Relation, int Members);

/// <summary>Who holds which post on a node.</summary>
public sealed record OfficerView(string Name, Role Role);

/// <summary>A node directly below, with the members of its whole subtree.</summary>
public sealed record ChildView(string Id, string Name, NodeKind Kind, int Members);

/// <summary>A node the member may summon for.</summary>
public sealed record SummonNodeView(string Id, string Name, NodeKind Kind, int Members, int SubtreeMembers);

/// <summary>What runs, what is planned and what ended lately for the member, with the own branch.</summary>
public sealed record NowView(BriefView[] Live, BriefView[] Planned, BriefView[] Recent, NodeView Branch);

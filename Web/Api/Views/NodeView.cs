using Grains.Organisation;
using Grains.Rules;

namespace Web.Api.Views;

/// <summary>A node of the tree with its live page.</summary>
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
    ChildView[] Children);

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

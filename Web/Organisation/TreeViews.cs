using Grains.Organisation;
using Grains.Organisation.Tree;
using Storage.Queries;

namespace Web.Organisation;

/// <summary>A node of the tree browser.</summary>
/// <param name="Members">On its own roster.</param>
/// <param name="Below">Whether nodes stand below it.</param>
public sealed record TreeNodeView(
    string Id, string? Parent, string? ParentName, string? SectorParent, NodeKind Kind, string Name, string? Region, long Members, bool Below)
{
    public static TreeNodeView Of(TreeItem item) =>
        new(item.Id, item.Parent, item.ParentName, item.SectorParent, item.Kind, item.Name, item.Region, item.Members, item.Below);
}

/// <summary>Nodes by name; <paramref name="Next"/> goes into the next request, absent at the end.</summary>
public sealed record TreePageView(TreeNodeView[] Nodes, PageMark? Next);

/// <summary>Where a page by name ends.</summary>
public sealed record PageMark(string Name, string Id);

/// <summary>A step of a line.</summary>
public sealed record LineStepView(string Id, NodeKind Kind, string Name);

/// <summary>A node with both its lines from the top down, itself last, and what the caller may do there.</summary>
/// <param name="MayFound">Below it.</param>
/// <param name="MayChange">The node itself.</param>
public sealed record TreePlaceView(
    TreeNodeView Node, LineStepView[] Line, LineStepView[] SectorLine, bool MayFound, bool MayChange);

/// <summary>What a change of the node carries with it.</summary>
public sealed record ReachView(int Nodes, int Members, int Own, int Children, int SectorChildren)
{
    public static ReachView Of(TreeReach reach) => new(reach.Nodes, reach.Members, reach.Own, reach.Children, reach.SectorChildren);
}

/// <summary>One change of a node or of one that went up in it. Times are Unix milliseconds.</summary>
/// <param name="Own">About the node itself.</param>
/// <param name="Was">Its name before.</param>
/// <param name="Source">Name of the other node of a merge.</param>
public sealed record NodeChangeView(
    long Seq, long At, string Cause, bool Own, string Name, string? Was, string? Source, string? From, string? To, string? By)
{
    public static NodeChangeView Of(NodeChangeRow row, string node) => new(
        row.Seq, row.At.ToUnixTimeMilliseconds(), row.Cause, row.Node == node, row.NodeName, row.Was, row.SourceName, row.FromName, row.ToName, row.ActorName);
}

public sealed record NodeChangesView(NodeChangeView[] Changes, long? Next);

/// <summary>Who stood on a node's roster or on one below it on a past day.</summary>
public sealed record PastRosterView(string Day, PastMemberView[] Members, string? Next);

public sealed record PastMemberView(string Member, string Name, string Node, string NodeName, long Since)
{
    public static PastMemberView Of(PastMember row) => new(row.Member, row.Name, row.Node, row.NodeName, row.Since.ToUnixTimeMilliseconds());
}

/// <summary>The way from the root to where a member belonged on a past day.</summary>
public sealed record PastPlaceView(string Day, LineStepView[] Line);

/// <summary>What a command did; the same for a retry.</summary>
/// <param name="Warnings">What the rules advise against: <c>unit.joint-most</c>, <c>unit.transfer-needed</c>.</param>
public sealed record OrganisationAckView(string Id, int Nodes, int Members, string[] Warnings);

public sealed record FoundNodeRequest(
    string? RequestId, NodeKind? Kind, string? Name, string? Parent, string? SectorParent, string? Region, string? Enterprise);

/// <summary>A change of one node: which of the fields counts depends on the route.</summary>
public sealed record NodeChangeRequest(string? RequestId, string? Name, string? Parent, string? Into, string? To, string? Sector);

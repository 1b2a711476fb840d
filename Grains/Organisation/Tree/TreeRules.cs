using Grains.Rules;
using Grains.Text;

namespace Grains.Organisation.Tree;

/// <summary>What the tree allows: who may change it, what stands below what, how deep. Pure.</summary>
public static class TreeRules
{
    /// <summary>Levels from the root down, the root and the node itself included.</summary>
    public const int DepthMost = RosterPath.DepthMost;

    /// <summary>Secretary, deputy and organisation officer shape the tree below their node.</summary>
    public static bool Shapes(Role role) => role is Role.Secretary or Role.Deputy or Role.Organisation;

    /// <summary>Whether the officer shapes what stands below <paramref name="path"/>: an office there or above.</summary>
    public static Refusal? AskBelow(Actor actor, string path) =>
        actor.Offices.Any(o => Shapes(o.Role) && path.StartsWith(o.Path, StringComparison.Ordinal)) ? null : Rulebook.TreeOfficer;

    /// <summary>Whether the officer may change the node itself: that is for the node above; a root has none, so its own officers may.</summary>
    public static Refusal? AskNode(Actor actor, string path) => AskBelow(actor, Above(path) ?? path);

    /// <summary>Path of the parent; null for a root.</summary>
    public static string? Above(string path)
    {
        var cut = path.LastIndexOf('/', path.Length - 2);
        return cut <= 0 ? null : path[..(cut + 1)];
    }

    public static int Depth(string path) => path.AsSpan().Count('/') - 1;

    public static bool IsWithin(string path, string above) => path.StartsWith(above, StringComparison.Ordinal);

    /// <summary>Kinds that an officer founds; virtual branches and life groups are founded by their members, outside the tree.</summary>
    public static bool InTree(NodeKind kind) => Enum.IsDefined(kind) && kind is not (NodeKind.Virtual or NodeKind.LifeGroup);

    /// <summary>Kinds that a member may have the formal relation in; alliances, clusters and grids join organisations, not people.</summary>
    public static bool HoldsMembers(NodeKind kind) =>
        kind is NodeKind.Committee or NodeKind.GeneralBranch or NodeKind.Branch or NodeKind.JointBranch or NodeKind.Group;

    /// <summary>Whether a node may hang on a sector's line below this one: committees, alliances, clusters and grids gather others.</summary>
    public static bool LeadsSector(NodeKind kind) =>
        kind is NodeKind.Committee or NodeKind.Alliance or NodeKind.Cluster or NodeKind.Grid;

    /// <summary>A name as stored; empty where it is none.</summary>
    public static string Name(string typed)
    {
        var name = PlainText.Clean(typed);
        return PlainText.CodePoints(name) is 0 or > RosterPath.NameMost || name.AsSpan().ContainsAny('/', '>', '→') ? "" : name;
    }
}

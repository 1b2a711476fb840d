namespace Grains.Organisation;

/// <summary>One level of a path as written: the name without its bracket suffix, and the kind that the name tells.</summary>
public readonly record struct RosterLevel(string Name, NodeKind? Kind);

/// <summary>Paths such as <c>示例集团党委/总部党委/第一党总支/研发党支部</c>, and the kind of node that a name tells.</summary>
public static class RosterPath
{
    public const int DepthMost = 12;
    /// <summary>Code points of one level.</summary>
    public const int NameMost = 60;

    private static readonly (string Ending, NodeKind Kind)[] Endings =
    [
        // Longest first: 党总支 ends no 党支部, but 党支部委员会 ends in 委员会.
        ("党支部委员会", NodeKind.Branch), ("党总支委员会", NodeKind.GeneralBranch), ("总支部委员会", NodeKind.GeneralBranch),
        ("支部委员会", NodeKind.Branch), ("总支部", NodeKind.GeneralBranch), ("总支", NodeKind.GeneralBranch),
        ("联合党支部", NodeKind.JointBranch), ("联合支部", NodeKind.JointBranch), ("党建联盟", NodeKind.Alliance),
        ("集群", NodeKind.Cluster), ("网格", NodeKind.Grid),
        ("支部", NodeKind.Branch), ("小组", NodeKind.Group), ("委员会", NodeKind.Committee),
        ("党委", NodeKind.Committee), ("工委", NodeKind.Committee), ("省委", NodeKind.Committee), ("市委", NodeKind.Committee),
        ("州委", NodeKind.Committee), ("区委", NodeKind.Committee), ("县委", NodeKind.Committee), ("旗委", NodeKind.Committee),
        ("乡委", NodeKind.Committee), ("镇委", NodeKind.Committee),
    ];

    /// <summary>Splits a tidied path at <c>/</c> or <c>&gt;</c>; a leading or trailing separator is forgiven.</summary>
    public static RosterLevel[] Split(string tidy) =>
        [.. tidy.Trim('/', '>', ' ').Split(['/', '>', '→']).Select(Level)];

    /// <summary>
    /// True where a node of <paramref name="kind"/> may stand right below <paramref name="parent"/>: committees nest;
    /// alliances and clusters stand below committees, grids below either of the last two; general branches below
    /// committees, clusters and grids, branches below those and below general branches, groups below branches. Nothing
    /// stands below an alliance: its peers hang on its line as on a sector's and change no formal relation.
    /// </summary>
    public static bool MayStand(NodeKind kind, NodeKind? parent) => (kind, parent) switch
    {
        (NodeKind.Virtual or NodeKind.LifeGroup, _) => false,
        (NodeKind.Group, _) => parent is NodeKind.Branch or NodeKind.JointBranch,
        (_, null) => true,
        (NodeKind.Committee or NodeKind.Alliance or NodeKind.Cluster, _) => parent == NodeKind.Committee,
        (NodeKind.Grid, _) => parent is NodeKind.Committee or NodeKind.Cluster,
        (NodeKind.GeneralBranch, _) => parent is NodeKind.Committee or NodeKind.Cluster or NodeKind.Grid,
        _ => parent is NodeKind.Committee or NodeKind.GeneralBranch or NodeKind.Cluster or NodeKind.Grid,
    };

    private static RosterLevel Level(string text)
    {
        var name = text.Trim();
        var open = name.LastIndexOfAny(['(', '[', '【', '〔']);
        if (open > 0 && name[^1] is ')' or ']' or '】' or '〕' && KindOf(name[(open + 1)..^1]) is { } told)
        {
            return new RosterLevel(name[..open].Trim(), told);
        }
        return new RosterLevel(name, KindOf(name));
    }

    private static NodeKind? KindOf(string name)
    {
        foreach (var (ending, kind) in Endings)
        {
            if (name.EndsWith(ending, StringComparison.Ordinal))
            {
                return kind;
            }
        }
        return null;
    }
}

namespace Grains.Organisation.Tree;

/// <summary>Reads the tree for decisions. Throws where the database is away.</summary>
public interface ITreeStore
{
    /// <summary>The version of the tree: grows with every change of it.</summary>
    Task<long> Head(CancellationToken cancellation);

    /// <summary>A node of the tree; null where there is none, it is dissolved, or it stands outside the tree.</summary>
    Task<TreeNode?> Node(string node, CancellationToken cancellation);

    /// <summary>What a change of the node carries with it.</summary>
    Task<TreeReach> Reach(TreeNode node, CancellationToken cancellation);

    /// <summary>Whether a running node right below <paramref name="parent"/> other than <paramref name="except"/> has the name.</summary>
    Task<bool> IsNameTaken(string parent, string name, string except, CancellationToken cancellation);

    /// <summary>Whether a child of one has the name of a child of the other.</summary>
    Task<bool> ShareChildName(string node, string other, CancellationToken cancellation);

    /// <summary>Kinds of the nodes right below.</summary>
    Task<IReadOnlyList<NodeKind>> ChildKinds(string node, CancellationToken cancellation);

    /// <summary>
    /// Ids from the node upwards along the sector's line: the sector parent where there is one, else the parent. The node itself is the first.
    /// </summary>
    Task<IReadOnlyList<string>> SectorLine(string node, CancellationToken cancellation);
}

/// <summary>A running node with both its lines.</summary>
public sealed record TreeNode(string Id, string? Parent, string? SectorParent, NodeKind Kind, string Name, string Path, string? Region);

/// <summary>A node's weight: running nodes and members of the subtree with the node itself, and what stands at the node itself.</summary>
/// <param name="Deepest">Depth of the deepest running node of the subtree, counted from the root.</param>
/// <param name="Children">Running nodes right below; <paramref name="SectorChildren"/>: those that hang on it by a sector's line.</param>
public sealed record TreeReach(int Nodes, int Members, int Own, int Children, int SectorChildren, int Deepest);

namespace Grains.Organisation;

/// <summary>Kinds of node in the tree (features A4). The names are stored; never rename one.</summary>
public enum NodeKind
{
    /// <summary>党委</summary>
    Committee,
    /// <summary>党总支</summary>
    GeneralBranch,
    /// <summary>党支部</summary>
    Branch,
    /// <summary>党小组</summary>
    Group,
}

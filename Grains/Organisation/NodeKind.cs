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
    /// <summary>联合党支部: of several units that have too few members for one each.</summary>
    JointBranch,
    /// <summary>党建联盟: peers that share members, services and gatherings; no formal relation changes.</summary>
    Alliance,
    /// <summary>区域集群: one core organisation and those attached to it.</summary>
    Cluster,
    /// <summary>网格</summary>
    Grid,
    /// <summary>虚拟党支部: founded by a member, outside the tree; its roster are <see cref="MembershipKind.Virtual"/> memberships.</summary>
    Virtual,
    /// <summary>组织生活小组: opened by any member, outside the tree; its roster are <see cref="MembershipKind.Life"/> memberships.</summary>
    LifeGroup,
}

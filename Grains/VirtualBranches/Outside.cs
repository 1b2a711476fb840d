using Grains.Gatherings;
using Grains.Organisation;

namespace Grains.VirtualBranches;

/// <summary>What stands outside the tree: virtual branches (<c>v-…</c>) and groups for organisational life (<c>l-…</c>).</summary>
public static class Outside
{
    public const string VirtualPrefix = "v-";
    public const string GroupPrefix = "l-";
    private const int IdLength = 24;

    /// <summary>A path such as <c>/v-…/</c>. What stands there governs nothing but itself.</summary>
    public static bool IsOutside(string path) =>
        path.StartsWith("/v-", StringComparison.Ordinal) || path.StartsWith("/l-", StringComparison.Ordinal);

    public static bool IsVirtualId(string id) => HasShape(id, VirtualPrefix);

    public static bool IsGroupId(string id) => HasShape(id, GroupPrefix);

    public static bool IsId(string? id) => id is not null && (IsVirtualId(id) || IsGroupId(id));

    public static NodeKind KindOf(string id) => id.StartsWith(GroupPrefix, StringComparison.Ordinal) ? NodeKind.LifeGroup : NodeKind.Virtual;

    public static MembershipKind MembershipOf(NodeKind kind) => kind == NodeKind.LifeGroup ? MembershipKind.Life : MembershipKind.Virtual;

    public static string PathOf(string id) => $"/{id}/";

    private static bool HasShape(string id, string prefix) =>
        id.Length == IdLength && id.StartsWith(prefix, StringComparison.Ordinal) && Room.IsClientId(id);
}

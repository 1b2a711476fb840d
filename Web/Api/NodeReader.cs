using Grains.Branches;
using Grains.Rules;
using Grains.Time;
using Storage.Queries;
using Web.Api.Views;

namespace Web.Api;

/// <summary>Puts a node's page together. Party members are counted; activists and others stand apart in the categories.</summary>
public sealed class NodeReader(
    NodePageQuery pages, NodeQuery nodes, GatheringLists lists, IGrainFactory grains, TimeProvider clock)
{
    /// <summary>The page; null where the node is gone.</summary>
    public async Task<NodeView?> ReadAsync(NodePlace place, CancellationToken cancellation)
    {
        var id = place.Node.Id;
        if (await pages.OneAsync(id, cancellation) is not { } node)
        {
            return null;
        }

        var parent = node.Parent is null ? null : await pages.OneAsync(node.Parent, cancellation);
        var heads = await nodes.HeadcountsAsync(id, cancellation);
        var registered = heads.Where(static h => Rights.IsPartyMember(h.Category) && h.Relation == Relation.Registered).Sum(static h => h.Subtree);
        var online = await grains.GetGrain<IBranchGrain>(id).Online();
        var officers = await pages.OfficersAsync(id, clock.Now(), cancellation);
        var below = await pages.BelowAsync(id, cancellation);
        return new NodeView(
            id,
            node.Name,
            node.Kind,
            node.Parent,
            parent?.Name,
            node.Members,
            node.Subtree,
            online.Length,
            registered,
            node.Subtree - registered,
            [.. heads.Select(static h => new CategoryCountView(h.Category, h.Relation, h.Subtree))],
            await lists.OfNodeAsync(place.Actor, node.Path, GatheringScope.Live, cancellation),
            await lists.OfNodeAsync(place.Actor, node.Path, GatheringScope.Planned, cancellation),
            [.. officers.Select(static o => new OfficerView(o.Name, o.Role))],
            [.. below.Select(static c => new ChildView(c.Id, c.Name, c.Kind, c.Subtree))]);
    }
}

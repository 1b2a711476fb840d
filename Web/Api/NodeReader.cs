using Grains.Branches;
using Grains.Rules;
using Grains.Time;
using Storage.Queries;
using Web.Api.Views;

namespace Web.Api;

/// <summary>Puts a node's page together. Party members are counted; activists and others stand apart in the categories.</summary>
public sealed class NodeReader(
    NodePageQuery pages, NodeCounts counts, GatheringLists lists, IGrainFactory grains, TimeProvider clock)
{
    public async Task<NodeView> ReadAsync(NodePlace place, CancellationToken cancellation)
    {
        var (id, node) = (place.Node.Id, place.Node);
        var parent = node.Parent is null ? null : await pages.NameAsync(node.Parent, cancellation);
        var (heads, below) = await counts.OfAsync(node);
        var party = heads.Where(static h => Rights.IsPartyMember(h.Category)).ToList();
        var (own, all) = (party.Sum(static h => h.Own), party.Sum(static h => h.Subtree));
        var registered = party.Where(static h => h.Relation == Relation.Registered).Sum(static h => h.Subtree);
        var live = await grains.GetGrain<IBranchGrain>(id).Count();
        var officers = await pages.OfficersAsync(id, clock.Now(), cancellation);
        return new NodeView(
            id,
            node.Name,
            node.Kind,
            node.Parent,
            parent,
            own,
            all,
            live,
            registered,
            all - registered,
            [.. heads.Select(static h => new CategoryCountView(h.Category, h.Relation, h.Subtree))],
            await lists.OfNodeAsync(place.Actor, node.Path, GatheringScope.Live, cancellation),
            await lists.OfNodeAsync(place.Actor, node.Path, GatheringScope.Planned, cancellation),
            [.. officers.Select(static o => new OfficerView(o.Name, o.Role))],
            [.. below.Select(static c => new ChildView(c.Id, c.Name, c.Kind, c.Subtree))],
            place.Officer,
            Rights.AskSummon(place.Actor, node.Path) is null);
    }
}

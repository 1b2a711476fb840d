using Grains.Organisation;
using Grains.Rules;
using Grains.Statistics;
using Web.Api;
using Grains.VirtualBranches;

namespace Web.Statistics;

/// <summary>A node whose figures are asked for. <paramref name="Names"/>: whether the names behind them may be seen.</summary>
public sealed record StatisticsPlace(NodeRow Node, Actor Actor, bool Officer, bool Names);

/// <summary>
/// Figures of a node are for its members and for the officers of it and above, on either line. Names behind them are for
/// officers inside whose own subtree the node is, and for nobody on the sector line: there it is figures only.
/// </summary>
public sealed class StatisticsDoor(NodeDoor nodes, IOrganisationStore organisation, IGrainFactory grains)
{
    public async Task<StatisticsPlace?> OpenAsync(string node, string member, Line line, CancellationToken cancellation)
    {
        if (await nodes.OpenAsync(node, member, cancellation) is { } place)
        {
            return new StatisticsPlace(place.Node, place.Actor, place.Officer, place.Officer);
        }

        if (line != Line.Sector
            || await organisation.Actor(member, cancellation) is not { } actor
            || await organisation.Node(node, cancellation) is not { } row)
        {
            return null;
        }

        var offices = actor.Offices.Where(office => !Outside.IsOutside(office.Path) && Rights.AskOfficer(actor, office.Path) is null).Select(static office => office.Node).ToArray();
        return offices.Length > 0 && await grains.GetGrain<ICountsGrain>(ICountsGrain.Key).IsBelow(node, offices, Line.Sector)
            ? new StatisticsPlace(row, actor, Officer: true, Names: false)
            : null;
    }
}

using Grains.Organisation;
using Grains.Rules;
using Grains.Time;
using Grains.Votes;
using Storage.Queries;
using Web.Api.Views;

namespace Web.SignIn;

/// <summary>Puts together what the hub tells a member about the member.</summary>
public sealed class MeReader(
    ProfileQuery profiles, PointsQuery points, IOrganisationStore organisation, IVotePolicyStore policies, HubCalendar calendar, TimeProvider clock)
{
    /// <summary>Null where there is no such member.</summary>
    public async Task<MeView?> ReadAsync(string member, bool mustChange, CancellationToken cancellation)
    {
        var now = clock.Now();
        if (await profiles.OfAsync(member, now, cancellation) is not { } profile)
        {
            return null;
        }

        // Where the organisation above gives votes to those whose relation is elsewhere, "me" says so too (S0-35).
        var granted = profile is { Category: Category.Full, Relation: not Relation.Registered }
            && (await policies.Latest(profile.Node, cancellation))?.HoldsAt(now) == true;
        var totals = await points.TotalsAsync(member, calendar.DateOf(now), cancellation);
        return new MeView(
            profile.Id,
            profile.Name,
            profile.Number,
            profile.Category,
            profile.Relation,
            profile.Node,
            await PathAsync(profile.Path, cancellation),
            mustChange,
            [.. profile.Offices.Select(static o => new OfficeView(o.Role, o.Node, o.NodeName))],
            RightView.All(new Belonging(profile.Category, profile.Relation, Granted: granted)),
            new PointTotalsView(totals.Today, totals.Month, totals.Total),
            profile.Locale,
            await organisation.Actor(member, cancellation) is { } actor && Rights.AskOperator(actor) is null);
    }

    private async Task<NodeStepView[]> PathAsync(string path, CancellationToken cancellation)
    {
        var steps = new List<NodeStepView>();
        foreach (var id in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (await organisation.Node(id, cancellation) is { } node)
            {
                steps.Add(new NodeStepView(node.Id, node.Name, node.Kind));
            }
        }

        return [.. steps];
    }
}

using Grains.Branches;
using Grains.Journal;
using Grains.Organisation;
using Grains.Rules;
using Grains.VirtualBranches;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Storage.Queries;
using Web.Api.Views;
using Web.SignIn;

namespace Web.Api;

/// <summary>Nodes of the tree: one with its page, and those for which the member may summon.</summary>
public static class NodeRoutes
{
    /// <summary>Names of those online that one look shows.</summary>
    private const int OnlineMost = 200;

    public static void MapNodes(this IEndpointRouteBuilder api)
    {
        api.MapGet("/nodes", Summonable);
        api.MapGet("/nodes/{id}", Read);
        api.MapGet("/nodes/{id}/online", Online);
    }

    private static async Task<IResult> Read(string id, HttpContext context, NodeDoor door, NodeReader nodes, CancellationToken cancellation) =>
        await door.OpenAsync(id, context.User.Member(), cancellation) is { } place
            ? Answers.Ok(await nodes.ReadAsync(place, cancellation))
            : Answers.Refused(Rulebook.NotFound);

    private static async Task<IResult> Online(
        string id, HttpContext context, NodeDoor door, PresentQuery present, PrivacyQuery privacy, IGrainFactory grains, Looks looks,
        CancellationToken cancellation)
    {
        if (await door.OpenAsync(id, context.User.Member(), cancellation) is not { } place)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        if (!place.Officer)
        {
            return Answers.Refused(Rulebook.OfficerOnly);
        }

        if (await looks.NoteAsync(place.Actor.Member, AuditActions.OnlineLook, id, "") is { } refusal)
        {
            return Answers.Refused(refusal);
        }

        var online = await grains.GetGrain<IBranchGrain>(id).Online();
        string[] shown = [.. online.Take(OnlineMost)];
        var known = await present.OfAsync(id, shown, cancellation);
        var chosen = await privacy.OfAsync(shown, cancellation);
        // Who chose not to be named is counted all the same.
        var named = known.Where(row => Privacy.Shows(
            place.Actor, new Subject(row.Id, row.Path), chosen.GetValueOrDefault(row.Id, PrivacySettings.Default)));
        return Answers.Ok(new OnlineView(online.Length, [.. named.Select(static row => new OnlineMemberView(row.Id, row.Name))]));
    }

    /// <summary>
    /// The nodes of the member's moderating offices and those directly below (deeper ones are reached from page to page),
    /// and the virtual branches and life groups in which the member may summon.
    /// </summary>
    private static async Task<IResult> Summonable(
        HttpContext context, IOrganisationStore organisation, NodePageQuery pages, VirtualBranchQuery virtuals, CancellationToken cancellation)
    {
        if (await organisation.Actor(context.User.Member(), cancellation) is not { } actor)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        var ids = actor.Offices.Where(o => !Outside.IsOutside(o.Path) && Rights.AskOfficer(actor, o.Path) is null)
            .Select(static o => o.Node).Distinct().ToArray();
        var nodes = await pages.WithBelowAsync(ids, cancellation);
        var outside = new List<SummonNodeView>();
        foreach (var membership in actor.Memberships.Where(m => Outside.IsOutside(m.Path) && Rights.AskSummon(actor, m.Path) is null))
        {
            if (await virtuals.OneAsync(membership.Node, cancellation) is { } found)
            {
                outside.Add(new SummonNodeView(found.Id, found.Name, found.Kind, found.Members, found.Members));
            }
        }

        return Answers.Ok<SummonNodeView[]>(
            [.. nodes.Select(static n => new SummonNodeView(n.Id, n.Name, n.Kind, n.Members, n.Subtree)), .. outside]);
    }
}

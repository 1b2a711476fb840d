using Grains.Organisation;
using Grains.Rules;
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
    public static void MapNodes(this IEndpointRouteBuilder api)
    {
        api.MapGet("/nodes", Summonable);
        api.MapGet("/nodes/{id}", Read);
    }

    private static async Task<IResult> Read(string id, HttpContext context, NodeDoor door, NodeReader nodes, CancellationToken cancellation) =>
        await door.OpenAsync(id, context.User.Member(), cancellation) is { } place && await nodes.ReadAsync(place, cancellation) is { } view
            ? Answers.Ok(view)
            : Answers.Refused(Rulebook.NotFound);

    /// <summary>The nodes of the member's moderating offices and those directly below; deeper ones are reached from page to page.</summary>
    private static async Task<IResult> Summonable(
        HttpContext context, IOrganisationStore organisation, NodePageQuery pages, CancellationToken cancellation)
    {
        if (await organisation.Actor(context.User.Member(), cancellation) is not { } actor)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        var ids = actor.Offices.Where(o => Rights.AskOfficer(actor, o.Path) is null).Select(static o => o.Node).Distinct().ToArray();
        var nodes = await pages.WithBelowAsync(ids, cancellation);
        return Answers.Ok<SummonNodeView[]>([.. nodes.Select(static n => new SummonNodeView(n.Id, n.Name, n.Kind, n.Members, n.Subtree))]);
    }
}

using Grains.Gatherings;
using Grains.Organisation;
using Grains.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Storage.Queries;
using Web.Api.Views;
using Web.SignIn;

namespace Web.Api;

/// <summary>The first page: what runs, what comes, what was, and the own branch.</summary>
public static class NowRoutes
{
    /// <summary>Ended gatherings shown.</summary>
    private const int Recent = 10;

    public static void MapNow(this IEndpointRouteBuilder api) => api.MapGet("/now", Read);

    private static async Task<IResult> Read(
        HttpContext context, GatheringLists lists, NodeDoor door, NodeReader nodes, IOrganisationStore organisation, CancellationToken cancellation)
    {
        if (await organisation.Actor(context.User.Member(), cancellation) is not { } actor
            || await door.OpenAsync(actor.Node, actor.Member, cancellation) is not { } place)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        return Answers.Ok(new NowView(
            await lists.OfActorAsync(actor, GatheringScope.Live, null, cancellation),
            await lists.OfActorAsync(actor, GatheringScope.Planned, null, cancellation),
            await lists.OfActorAsync(actor, GatheringScope.Recent, Recent, cancellation),
            await nodes.ReadAsync(place, cancellation)));
    }
}

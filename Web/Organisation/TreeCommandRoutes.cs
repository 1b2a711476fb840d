using Grains.Organisation;
using Grains.Organisation.Tree;
using Grains.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Web.Api;
using Web.Live.Wire;
using Web.SignIn;

namespace Web.Organisation;

/// <summary>Changes of the tree. Whoever may not even see the node is told that it is not there; the rest is the grain's.</summary>
internal static class TreeCommandRoutes
{
    public static void MapTreeCommands(this IEndpointRouteBuilder api)
    {
        api.MapPost("/org/nodes", Found);
        Map(api, "rename", static (by, request, id, asked) => new RenameNode(by, request, id, Shape.Short(asked.Name)));
        Map(api, "move", static (by, request, id, asked) => new MoveNode(by, request, id, Shape.Short(asked.Parent)));
        Map(api, "merge", static (by, request, id, asked) => new MergeNode(by, request, id, Shape.Short(asked.Into)));
        Map(api, "dissolve", static (by, request, id, asked) => new DissolveNode(by, request, id, Shape.Short(asked.To)));
        Map(api, "sector", static (by, request, id, asked) => new SetSector(by, request, id, Shape.Short(asked.Sector)));
    }

    private static void Map(IEndpointRouteBuilder api, string verb, Func<Actor, string, string, NodeChangeRequest, TreeCommand> command) =>
        api.MapPost("/org/nodes/{id}/" + verb, async (
            string id, NodeChangeRequest asked, HttpContext context, TreeDoor door, OrganisationDesk desk, CancellationToken cancellation) =>
            !Shape.ClientId(asked.RequestId) ? Answers.Refused(Rulebook.Invalid)
            : await door.OpenAsync(id, context.User.Member(), cancellation) is { } place
                ? await desk.SubmitAsync(command(place.Actor, asked.RequestId, id, asked))
                : await RetriedAsync(id, asked.RequestId, context, command, asked, desk, cancellation));

    // A node that a merge or a dissolution ended is not there any more, and yet the retry of that very command is answered.
    private static async Task<IResult> RetriedAsync(
        string id, string requestId, HttpContext context, Func<Actor, string, string, NodeChangeRequest, TreeCommand> command,
        NodeChangeRequest asked, OrganisationDesk desk, CancellationToken cancellation)
    {
        var organisation = (IOrganisationStore)context.RequestServices.GetService(typeof(IOrganisationStore))!;
        return await organisation.Node(id, cancellation) is null
            && await organisation.Actor(context.User.Member(), cancellation) is { Offices.Length: > 0 } actor
            ? await desk.SubmitAsync(command(actor, requestId, id, asked))
            : Answers.Refused(Rulebook.NotFound);
    }

    private static async Task<IResult> Found(
        FoundNodeRequest asked, HttpContext context, TreeDoor door, OrganisationDesk desk, CancellationToken cancellation)
    {
        if (!Shape.ClientId(asked.RequestId) || asked.Kind is not { } kind)
        {
            return Answers.Refused(Rulebook.Invalid);
        }

        return await door.OpenAsync(Shape.Short(asked.Parent), context.User.Member(), cancellation) is { } place
            ? await desk.SubmitAsync(new FoundNode(
                place.Actor, asked.RequestId, kind, Shape.Short(asked.Name), place.Node.Id, Shape.Short(asked.SectorParent),
                Shape.Short(asked.Region), Shape.Short(asked.Enterprise)))
            : Answers.Refused(Rulebook.NotFound);
    }
}

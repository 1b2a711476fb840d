using Grains.Gatherings;
using Grains.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Web.Api.Views;
using Web.Hosting;
using Web.SignIn;

namespace Web.Api;

/// <summary>请假 for oneself, before entering, and taking it back.</summary>
public static class ExcuseRoutes
{
    public static void MapExcuse(this IEndpointRouteBuilder api)
    {
        api.MapPost("/gatherings/{id}/excuse", (string id, ExcuseRequest asked, HttpContext context, GatheringDoor door, IGrainFactory grains, WebSettings settings, CancellationToken cancellation) =>
            Submit(id, actor => new ExcuseMember(actor, actor.Member, asked.Reason ?? ""), context, door, grains, settings, cancellation));
        api.MapDelete("/gatherings/{id}/excuse", (string id, HttpContext context, GatheringDoor door, IGrainFactory grains, WebSettings settings, CancellationToken cancellation) =>
            Submit(id, actor => new WithdrawExcuse(actor, actor.Member), context, door, grains, settings, cancellation));
    }

    private static async Task<IResult> Submit(
        string id,
        Func<Actor, RoomCommand> command,
        HttpContext context,
        GatheringDoor door,
        IGrainFactory grains,
        WebSettings settings,
        CancellationToken cancellation)
    {
        if (await door.OpenAsync(id, context.User.Member(), cancellation) is not { } entrance)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        if (entrance.Place is null)
        {
            return Answers.Refused(Rulebook.ExcuseNotExpected);
        }

        var answers = await grains.GetGrain<IGatheringGrain>(id).Submit(settings.Node, [command(entrance.Actor)]);
        return answers[0].Refusal is { } refusal ? Answers.Refused(refusal) : Results.NoContent();
    }
}

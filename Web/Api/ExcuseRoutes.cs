using Grains.Gatherings;
using Grains.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Web.Api.Views;
using Web.Hosting;
using Web.SignIn;

namespace Web.Api;

/// <summary>请假 for oneself, before entering.</summary>
public static class ExcuseRoutes
{
    public static void MapExcuse(this IEndpointRouteBuilder api) => api.MapPost("/gatherings/{id}/excuse", Excuse);

    private static async Task<IResult> Excuse(
        string id,
        ExcuseRequest asked,
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

        var command = new ExcuseMember(entrance.Actor, entrance.Actor.Member, asked.Reason ?? "");
        var answers = await grains.GetGrain<IGatheringGrain>(id).Submit(settings.Node, [command]);
        return answers[0].Refusal is { } refusal ? Answers.Refused(refusal) : Results.NoContent();
    }
}

using Grains.Gatherings;
using Grains.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Storage.Queries;
using Web.Api.Views;
using Web.SignIn;

namespace Web.Api;

/// <summary>The minutes of a gathering: signed versions for all of its roster, the draft for officers.</summary>
public static class MinutesRoutes
{
    public static void MapMinutes(this IEndpointRouteBuilder api)
    {
        api.MapGet("/gatherings/{id}/minutes", Read);
        api.MapPost("/gatherings/{id}/minutes", Sign);
    }

    private static async Task<IResult> Read(
        string id, HttpContext context, GatheringDoor door, MinutesQuery minutes, CancellationToken cancellation)
    {
        if (await door.OpenAsync(id, context.User.Member(), cancellation) is not { } entrance)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        var versions = await minutes.OfAsync(id, cancellation);
        return Answers.Ok(new MinutesListView(
        [
            .. versions.Where(v => entrance.Officer || v.SignedBy is not null)
                .OrderByDescending(static v => v.Version)
                .Select(MinutesView.Of),
        ]));
    }

    private static async Task<IResult> Sign(
        string id, SignRequest asked, HttpContext context, GatheringDoor door, IGrainFactory grains, CancellationToken cancellation)
    {
        if (await door.OpenAsync(id, context.User.Member(), cancellation) is not { } entrance)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        if (!entrance.Officer)
        {
            return Answers.Refused(Rulebook.OfficerOnly);
        }

        var answer = await grains.GetGrain<IGatheringGrain>(id).Sign(entrance.Actor, asked.Version, asked.Remarks ?? "", asked.Reason);
        return answer is { Refusal: null, Minutes: { } signed }
            ? Answers.Ok(MinutesView.Of(signed))
            : Answers.Refused(answer.Refusal ?? Rulebook.Unavailable);
    }
}

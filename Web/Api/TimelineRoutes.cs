using Grains.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Web.SignIn;

namespace Web.Api;

/// <summary>How a gathering went, for its officers: figures only, no names.</summary>
public static class TimelineRoutes
{
    public static void MapTimeline(this IEndpointRouteBuilder api) => api.MapGet("/gatherings/{id}/timeline", Read);

    private static async Task<IResult> Read(
        string id, HttpContext context, GatheringDoor door, TimelineReader timelines, CancellationToken cancellation)
    {
        if (await door.OpenAsync(id, context.User.Member(), cancellation) is not { } entrance)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        return entrance.Officer
            ? Answers.Ok(await timelines.ReadAsync(entrance.Gathering, cancellation))
            : Answers.Refused(Rulebook.OfficerOnly);
    }
}

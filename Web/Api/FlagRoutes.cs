using Grains.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Storage.Queries;
using Web.Api.Views;
using Web.SignIn;

namespace Web.Api;

/// <summary>Flags and appeals of a gathering, for its officers: the one place where the text of a hidden message is still read.</summary>
public static class FlagRoutes
{
    public static void MapFlags(this IEndpointRouteBuilder api) => api.MapGet("/gatherings/{id}/flags", Read);

    private static async Task<IResult> Read(
        string id, HttpContext context, GatheringDoor door, FlagQuery flags, CancellationToken cancellation)
    {
        if (await door.OpenAsync(id, context.User.Member(), cancellation) is not { } entrance)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        if (!entrance.Officer)
        {
            return Answers.Refused(Rulebook.OfficerOnly);
        }

        var flagged = await flags.FlagsAsync(id, cancellation);
        var appeals = await flags.AppealsAsync(id, cancellation);
        return Answers.Ok(FlagsView.Of(flagged, appeals, entrance.Actor.Member));
    }
}

using Grains.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Web.Api;

namespace Web.SignIn;

/// <summary>The signed-in member's own page.</summary>
public static class MeRoutes
{
    public static void MapMe(this IEndpointRouteBuilder api) => api.MapGet("/me", Read).RequireAuthorization(Caller.EvenMustChange);

    private static async Task<IResult> Read(HttpContext context, MeReader me, CancellationToken cancellation) =>
        await me.ReadAsync(context.User.Member(), context.User.MustChange(), cancellation) is { } view
            ? Answers.Ok(view)
            : Answers.Refused(Rulebook.NotFound);
}

using Grains.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Storage.Queries;
using Web.Api;
using Web.Api.Views;

namespace Web.SignIn;

/// <summary>The member's own sign-in sessions, each of which may be ended from any other.</summary>
public static class SessionRoutes
{
    public static void MapSessions(this IEndpointRouteBuilder api)
    {
        api.MapGet("/me/sessions", List);
        api.MapDelete("/me/sessions/{id}", End);
    }

    private static async Task<IResult> List(HttpContext context, SessionQuery accounts, TimeProvider clock, CancellationToken cancellation)
    {
        var current = context.User.Session();
        var sessions = await accounts.OfMemberAsync(context.User.Member(), clock.Now(), cancellation);
        return Answers.Ok<SessionView[]>(
        [
            .. sessions.Select(s => new SessionView(
                s.Id, s.Device, s.OpenedAt.ToUnixTimeMilliseconds(), s.SeenAt.ToUnixTimeMilliseconds(), s.Id == current)),
        ]);
    }

    /// <summary>Ending a session that is not there (or another's) changes nothing and says the same.</summary>
    private static async Task<IResult> End(string id, HttpContext context, SessionEnds ends)
    {
        await ends.EndAsync(context.User.Member(), id);
        if (id == context.User.Session())
        {
            SessionToken.Clear(context);
        }

        return Results.NoContent();
    }
}

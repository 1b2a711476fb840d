using Grains.Gatherings;
using Grains.Journal;
using Grains.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Web.Api.Views;
using Web.SignIn;

namespace Web.Api;

/// <summary>The roster of a gathering, for its officers; each look is on record.</summary>
public static class RosterRoutes
{
    public static void MapRoster(this IEndpointRouteBuilder api) => api.MapGet("/gatherings/{id}/roster", Read);

    private static async Task<IResult> Read(
        string id,
        HttpContext context,
        GatheringDoor door,
        RosterReader rosters,
        Looks looks,
        string? after,
        string? only,
        CancellationToken cancellation)
    {
        Presence? wanted = only switch
        {
            null or "" => null,
            "present" => Presence.Present,
            "absent" => Presence.Absent,
            "excused" => Presence.Excused,
            _ => (Presence)(-1),
        };
        if (wanted == (Presence)(-1))
        {
            return Answers.Refused(Rulebook.Invalid);
        }

        if (await door.OpenAsync(id, context.User.Member(), cancellation) is not { } entrance)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        if (!entrance.Officer)
        {
            return Answers.Refused(Rulebook.OfficerOnly);
        }

        if (await looks.NoteAsync(entrance.Actor.Member, AuditActions.RosterLook, id, wanted?.ToString() ?? "all") is { } refusal)
        {
            return Answers.Refused(refusal);
        }

        return Answers.Ok(RosterPageView.Of(await rosters.PageAsync(entrance, after, wanted, cancellation)));
    }
}

using Grains.Clubs;
using Grains.Organisation;
using Grains.Organisation.Tree;
using Grains.Rules;
using Grains.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Storage.Queries;
using Web.Api;
using Web.Live.Wire;
using Web.Organisation;
using Web.SignIn;

namespace Web.Clubs;

/// <summary>Clubs that branches have taken on. <c>{id}</c> of the reading is a branch or a club, of the commands a branch.</summary>
public static class ClubRoutes
{
    public static void MapClubs(this IEndpointRouteBuilder api)
    {
        api.MapGet("/nodes/{id}/clubs", Read);
        api.MapPost("/nodes/{id}/clubs", (string id, ClubRequest asked, HttpContext context, ClubDoor door, OrganisationDesk desk, CancellationToken cancellation) =>
            SubmitAsync(id, asked, context, door, desk, static (by, request, club, branch) => new LinkClub(by, request, club, branch), cancellation));
        api.MapPost("/nodes/{id}/clubs/end", (string id, ClubRequest asked, HttpContext context, ClubDoor door, OrganisationDesk desk, CancellationToken cancellation) =>
            SubmitAsync(id, asked, context, door, desk, static (by, request, club, branch) => new UnlinkClub(by, request, club, branch), cancellation));
    }

    private static async Task<IResult> Read(
        string id, HttpContext context, NodeDoor nodes, IOrganisationStore organisation, IClubStore clubs, ClubQuery query, TimeProvider clock,
        CancellationToken cancellation)
    {
        // What a club is called and which branches it counts for may be known to any member, as its page may.
        if (await clubs.IsClub(id, cancellation) && await organisation.Actor(context.User.Member(), cancellation) is { } actor)
        {
            var leads = actor.Offices.Any(o => o.Node == id);
            var branches = await query.BranchesAsync(id, cancellation);
            return Answers.Ok(new ClubLinksView(
                [],
                [.. branches.Select(b => new ClubBranchView(
                    b.Id, b.Name, b.Since.ToUnixTimeMilliseconds(), leads || TreeRules.AskBelow(actor, b.Path) is null))],
                false,
                null));
        }

        if (await nodes.OpenAsync(id, context.User.Member(), cancellation) is not { } place)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        var calendar = new HubCalendar();
        var year = calendar.DateOf(clock.GetUtcNow()).Year;
        var since = new DateTimeOffset(year, 1, 1, 0, 0, 0, calendar.Offset);
        var linked = await query.ClubsAsync(id, since, cancellation);
        var (own, byClubs) = await query.ActivityAsync(id, place.Node.Path, since, cancellation);
        return Answers.Ok(new ClubLinksView(
            [.. linked.Select(static c => new ClubView(
                c.Id, c.Name, c.Topic, c.Since.ToUnixTimeMilliseconds(), (int)c.Held, c.LastAt?.ToUnixTimeMilliseconds()))],
            [],
            TreeRules.AskBelow(place.Actor, place.Node.Path) is null,
            new ActivityView(year, own, byClubs)));
    }

    private static async Task<IResult> SubmitAsync(
        string id, ClubRequest asked, HttpContext context, ClubDoor door, OrganisationDesk desk,
        Func<Actor, string, string, string, ClubCommand> command, CancellationToken cancellation) =>
        !Shape.ClientId(asked.RequestId) || !Shape.Id(asked.Club) ? Answers.Refused(Rulebook.Invalid)
        : await door.OpenAsync(id, asked.Club, context.User.Member(), cancellation) is { } actor
            ? await desk.SubmitAsync(command(actor, asked.RequestId, asked.Club, id))
            : Answers.Refused(Rulebook.NotFound);
}

/// <summary>Lets in who sees the branch, or leads the club; for everyone else there is no such link.</summary>
public sealed class ClubDoor(IOrganisationStore organisation, NodeDoor nodes)
{
    public async Task<Actor?> OpenAsync(string branch, string club, string member, CancellationToken cancellation) =>
        await nodes.OpenAsync(branch, member, cancellation) is { } place ? place.Actor
        : await organisation.Actor(member, cancellation) is { } actor && actor.Offices.Any(o => o.Node == club) ? actor
        : null;
}

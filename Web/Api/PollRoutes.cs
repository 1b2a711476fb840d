using Grains.Journal;
using Grains.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Storage.Queries;
using Web.Api.Views;
using Web.SignIn;

namespace Web.Api;

/// <summary>The polls of a gathering: results for all of its roster, prepared ones and named ballots for officers.</summary>
public static class PollRoutes
{
    public static void MapPolls(this IEndpointRouteBuilder api)
    {
        api.MapGet("/gatherings/{id}/polls", Read);
        api.MapGet("/gatherings/{id}/polls/{poll}/ballots", Ballots);
    }

    private static async Task<IResult> Read(
        string id, HttpContext context, GatheringDoor door, PollQuery polls, CancellationToken cancellation)
    {
        if (await door.OpenAsync(id, context.User.Member(), cancellation) is not { } entrance)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        var prepared = entrance.Officer ? await polls.PreparedAsync(id, cancellation) : [];
        var opened = await polls.OpenedAsync(id, cancellation);
        return Answers.Ok(new PollsView([.. prepared.Select(PollFormView.Of)], [.. opened.Select(PollView.Of)]));
    }

    private static async Task<IResult> Ballots(
        string id, string poll, HttpContext context, GatheringDoor door, Looks looks, PollQuery polls, CancellationToken cancellation)
    {
        if (await door.OpenAsync(id, context.User.Member(), cancellation) is not { } entrance)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        if (!entrance.Officer)
        {
            return Answers.Refused(Rulebook.OfficerOnly);
        }

        if ((await polls.OpenedAsync(id, cancellation)).FirstOrDefault(p => p.Opened.Poll!.Id == poll) is not { } opened)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        if (await looks.NoteAsync(entrance.Actor.Member, AuditActions.PollLook, id, $"{opened.Opened.Seq}") is { } refusal)
        {
            return Answers.Refused(refusal);
        }

        var ballots = await polls.BallotsAsync(id, poll, cancellation);
        return Answers.Ok(new BallotsView([.. ballots.Select(static b => new BallotView(b.Member, b.Name, b.Unit, b.Category, b.Choices))]));
    }
}

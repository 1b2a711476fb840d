using Grains.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Storage.Queries;
using Web.Api.Views;
using Web.SignIn;

namespace Web.Api;

/// <summary>The log of a gathering by page, straight from the database.</summary>
public static class LogRoutes
{
    private const int Count = 200;
    private const int CountMost = 500;

    public static void MapLog(this IEndpointRouteBuilder api) => api.MapGet("/gatherings/{id}/log", Read);

    private static async Task<IResult> Read(
        string id,
        HttpContext context,
        GatheringDoor door,
        LogQuery log,
        ModerationQuery moderation,
        long after = 0,
        int count = Count,
        CancellationToken cancellation = default)
    {
        if (after < 0 || count is < 1 or > CountMost)
        {
            return Answers.Refused(Rulebook.Invalid);
        }

        if (await door.OpenAsync(id, context.User.Member(), cancellation) is not { } entrance)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        var entries = await log.AfterAsync(id, after, count, cancellation);
        if (entries.Count == 0)
        {
            return Answers.Ok(new LogView([], entrance.Gathering.Head));
        }

        // Read after the page, so that what is hidden meanwhile does not slip through.
        var traces = await moderation.HiddenAsync(id, entries[0].Seq, entries[^1].Seq, cancellation);
        return Answers.Ok(new LogView(
            [.. entries.Select(entry => EntryView.Of(entry, traces.Contains(entry.Seq)))],
            Math.Max(entrance.Gathering.Head, entries[^1].Seq)));
    }
}

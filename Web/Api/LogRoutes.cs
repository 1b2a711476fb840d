using Grains.Gatherings;
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

    public static void MapLog(this IEndpointRouteBuilder api)
    {
        api.MapGet("/gatherings/{id}/log", Read);
        api.MapGet("/gatherings/{id}/messages/{seq:long}/versions", Versions);
    }

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

        // Read after the page, so that what is hidden or changed meanwhile does not slip through.
        var retractions = await moderation.AboutAsync(id, entries, cancellation);
        return Answers.Ok(new LogView(
            [.. entries.Select(entry => EntryView.Of(retractions.Told(entry)))], Math.Max(entrance.Gathering.Head, entries[^1].Seq)));
    }

    /// <summary>What a message said before it was changed: for its author and the officers, and for nobody once it is hidden.</summary>
    private static async Task<IResult> Versions(
        string id, long seq, HttpContext context, GatheringDoor door, LogQuery log, ModerationQuery moderation, CancellationToken cancellation)
    {
        var member = context.User.Member();
        if (await door.OpenAsync(id, member, cancellation) is not { } entrance
            || await log.OneAsync(id, seq, cancellation) is not { Kind: EntryKind.Message } message)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        if (!entrance.Officer && message.Author != member)
        {
            return Answers.Refused(Rulebook.OfficerOnly);
        }

        var (hidden, edits) = await moderation.OfAsync(id, seq, cancellation);
        return hidden
            ? Answers.Refused(Rulebook.NotFound)
            : Answers.Ok(new VersionsView([.. edits.Prepend(message).Select(static e => new VersionView(e.Text ?? "", e.At.ToUnixTimeMilliseconds()))]));
    }
}

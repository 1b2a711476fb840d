using Grains.Journal;
using Grains.Organisation;
using Grains.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Storage.Queries;
using Web.Api;
using Web.SignIn;

namespace Web.Data;

/// <summary>The audit for officers of the level above, and for members what concerns them. Reading others' is on record too.</summary>
public static class AuditRoutes
{
    private const int KindMost = 60;
    private const int LooksMost = 50;

    public static void MapAudit(this IEndpointRouteBuilder api)
    {
        api.MapGet("/audit", Read);
        api.MapGet("/me/looks", Looks);
    }

    private static async Task<IResult> Read(
        HttpContext context, IOrganisationStore organisation, AuditQuery audit, Looks looks, string? node = null, string? kind = null,
        long? from = null, long? to = null, long? before = null, CancellationToken cancellation = default)
    {
        if (await organisation.Actor(context.User.Member(), cancellation) is not { } actor)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        var own = DataRights.Audits(actor);
        if (own.Count == 0)
        {
            return Answers.Refused(Rulebook.DataAudit);
        }

        if (kind is { Length: > KindMost } || Moment(from) is false || Moment(to) is false)
        {
            return Answers.Refused(Rulebook.Invalid);
        }

        node = node is { Length: > 0 } ? node : own[0].Split('/', StringSplitOptions.RemoveEmptyEntries)[^1];
        if (await organisation.Node(node, cancellation) is not { } row || DataRights.AskAudit(actor, row.Path) is not null)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        if (await looks.NoteAsync(actor.Member, AuditActions.AuditLook, row.Id, kind ?? "") is { } refusal)
        {
            return Answers.Refused(refusal);
        }

        var entries = await audit.OfSubtreeAsync(new AuditSearch(row.Path, kind ?? "", At(from), At(to), before), cancellation);
        var nodes = await audit.NodesAsync(
            [.. own.Select(static path => path.Split('/', StringSplitOptions.RemoveEmptyEntries)[^1])], cancellation);
        var names = await audit.NamesAsync([.. entries.SelectMany(static e => Words(e.Detail)).Distinct()], row.Path, cancellation);
        return Answers.Ok(new AuditPageView(
            row.Id, row.Name, [.. nodes.Select(static one => new DataNodeView(one.Id, one.Name))], [.. entries.Select(AuditEntryView.Of)],
            names.DistinctBy(static n => n.Id).ToDictionary(static n => n.Id, static n => n.Name),
            entries.Count == AuditQuery.Page ? entries[^1].Id : null));
    }

    private static async Task<IResult> Looks(HttpContext context, AuditQuery audit, long? before = null, CancellationToken cancellation = default)
    {
        var rows = await audit.LooksAtAsync(context.User.Member(), before, LooksMost, cancellation);
        return Answers.Ok(new LooksView(
            [.. rows.Select(static row => new LookView(row.At.ToUnixTimeMilliseconds(), row.ActorName, row.Action, row.SubjectName, row.PlaceName))],
            rows.Count == LooksMost ? rows[^1].Id : null));
    }

    private static string[] Words(string detail) => detail.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);

    private static bool? Moment(long? ms) => ms is null ? null : ms is >= 0 and < 253_402_300_800_000;

    private static DateTimeOffset? At(long? ms) => ms is { } known ? DateTimeOffset.FromUnixTimeMilliseconds(known) : null;
}

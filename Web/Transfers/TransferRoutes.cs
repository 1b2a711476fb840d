using Grains.Journal;
using Grains.Organisation;
using Grains.Rules;
using Grains.Time;
using Grains.Transfers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Storage.Queries;
using Web.Api;
using Web.Live.Wire;
using Web.Media;
using Web.SignIn;

namespace Web.Transfers;

/// <summary>Transfers over HTTP. What is read comes from the database, what is done goes through the grain.</summary>
public static class TransferRoutes
{
    private const int TargetsMost = 20;
    private const int SearchMost = 40;

    public static void MapTransfers(this IEndpointRouteBuilder api)
    {
        api.MapGet("/transfers", Own);
        api.MapPost("/transfers", Begin);
        api.MapGet("/transfers/targets", Targets);
        api.MapGet("/transfers/desk", Desk);
        api.MapGet("/transfers/pocket", Pocket);
        api.MapGet("/transfers/units", Unit);
        api.MapPost("/transfers/units", BeginUnit);
        api.MapGet("/transfers/{id}", Page);
        api.MapGet("/transfers/{id}/members", Members);
        api.MapPost("/transfers/{id}/submit", (string id, WhyRequest asked, HttpContext context, TransferDesk desk, CancellationToken cancellation) =>
            desk.SubmitAsync(id, context.User.Member(), asked.RequestId, (by, request) => new SendTransfer(by, request), cancellation));
        api.MapPost("/transfers/{id}/advance", (string id, AdvanceRequest asked, HttpContext context, TransferDesk desk, CancellationToken cancellation) =>
            asked.From is { } from
                ? desk.SubmitAsync(id, context.User.Member(), asked.RequestId, (by, request) => new AdvanceTransfer(by, request, from, Shape.Short(asked.Letter), asked.Days ?? TransferLimits.LetterDays), cancellation)
                : Task.FromResult(Answers.Refused(Rulebook.Invalid)));
        api.MapPost("/transfers/{id}/return", (string id, WhyRequest asked, HttpContext context, TransferDesk desk, CancellationToken cancellation) =>
            desk.SubmitAsync(id, context.User.Member(), asked.RequestId, (by, request) => new ReturnTransfer(by, request, Shape.Short(asked.Why)), cancellation));
        api.MapPost("/transfers/{id}/withdraw", (string id, WhyRequest asked, HttpContext context, TransferDesk desk, CancellationToken cancellation) =>
            desk.SubmitAsync(id, context.User.Member(), asked.RequestId, (by, request) => new WithdrawTransfer(by, request), cancellation));
        api.MapPost("/transfers/{id}/papers", Paper);
        api.MapPost("/transfers/{id}/papers/check", (string id, CheckRequest asked, HttpContext context, TransferDesk desk, CancellationToken cancellation) =>
            asked is { Slot: { } slot, Accepted: { } accepted }
                ? desk.SubmitAsync(id, context.User.Member(), asked.RequestId, (by, request) => new CheckPaper(by, request, slot, accepted, Shape.Short(asked.Why)), cancellation)
                : Task.FromResult(Answers.Refused(Rulebook.Invalid)));
        api.MapPost("/transfers/{id}/outreach", (string id, ReachRequest asked, HttpContext context, TransferDesk desk, CancellationToken cancellation) =>
            asked.Way is { } way
                ? desk.SubmitAsync(id, context.User.Member(), asked.RequestId, (by, request) => new ReachOut(by, request, way, Shape.Short(asked.Note)), cancellation)
                : Task.FromResult(Answers.Refused(Rulebook.Invalid)));
    }

    private static async Task<IResult> Own(
        HttpContext context, IOrganisationStore organisation, TransferReader reader, CancellationToken cancellation) =>
        await organisation.Actor(context.User.Member(), cancellation) is { } actor
            ? Answers.Ok(await reader.OwnAsync(actor, cancellation))
            : Answers.Refused(Rulebook.NotFound);

    private static async Task<IResult> Begin(
        BeginRequest asked, HttpContext context, IOrganisationStore organisation, IGrainFactory grains, TimeProvider clock, CancellationToken cancellation)
    {
        if (!Shape.Id(asked.Id) || !Shape.ClientId(asked.RequestId) || asked.Target is { } target && !Shape.Id(target) || asked.Reason is not { } reason
            || await organisation.Actor(context.User.Member(), cancellation) is not { } actor)
        {
            return Answers.Refused(Rulebook.Invalid);
        }

        var answer = await grains.GetGrain<ITransferGrain>(asked.Id).Begin(
            new BeginTransfer(actor, asked.RequestId, asked.Target, Shape.Short(asked.Place), reason, Shape.Short(asked.Note), asked.Submit ?? true));
        return answer is { Refusal: null, Case: { } it }
            ? Answers.Created(TransferView.Of(new TransferPlace(it, actor, TransferSide.Member), clock.Now()))
            : Answers.Refused(answer.Refusal ?? Rulebook.Unavailable);
    }

    /// <summary>Branches by name; without a text those beside the member's own.</summary>
    private static async Task<IResult> Targets(
        HttpContext context, IOrganisationStore organisation, TransferQuery transfers, string? q, CancellationToken cancellation)
    {
        var text = (q ?? "").Trim();
        if (text.Length > SearchMost || await organisation.Actor(context.User.Member(), cancellation) is not { } actor)
        {
            return Answers.Refused(Rulebook.Invalid);
        }

        var found = text.Length == 0
            ? await transfers.NearAsync(actor.Node, TargetsMost, cancellation)
            : await transfers.TargetsAsync(text, TargetsMost, cancellation);
        return Answers.Ok<TargetView[]>([.. found.Select(static t => new TargetView(t.Id, t.Name, t.Kind, t.Above))]);
    }

    private static async Task<IResult> Desk(
        HttpContext context, IOrganisationStore organisation, TransferReader reader, bool all = false, CancellationToken cancellation = default) =>
        await organisation.Actor(context.User.Member(), cancellation) is { } actor && await reader.DeskAsync(actor, all, cancellation) is { } desk
            ? Answers.Ok(desk)
            : Answers.Refused(Rulebook.OfficerOnly);

    /// <summary>Of the node asked for, or of the officer's own; a named list, so that each look is on record.</summary>
    private static async Task<IResult> Pocket(
        HttpContext context, IOrganisationStore organisation, TransferReader reader, Looks looks, string? node, CancellationToken cancellation)
    {
        if (await organisation.Actor(context.User.Member(), cancellation) is not { } actor)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        var own = TransferReader.NodesOf(actor);
        if (own.Length == 0)
        {
            return Answers.Refused(Rulebook.OfficerOnly);
        }

        var top = node ?? own.MinBy(id => actor.Offices.First(o => o.Node == id).Path.Length)!;
        if (await organisation.Node(top, cancellation) is not { } row || !TransferRights.Covers(actor, row.Path))
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        return await looks.NoteAsync(actor.Member, AuditActions.TransferPocketLook, row.Id, "") is { } refusal
            ? Answers.Refused(refusal)
            : Answers.Ok(await reader.PocketAsync(row, cancellation));
    }

    private static async Task<IResult> Unit(
        HttpContext context, IOrganisationStore organisation, TransferReader reader, string? source, string? target, CancellationToken cancellation)
    {
        if (await organisation.Actor(context.User.Member(), cancellation) is not { } actor || TransferReader.NodesOf(actor).Length == 0)
        {
            return Answers.Refused(Rulebook.OfficerOnly);
        }

        return await reader.UnitAsync(actor, source ?? "", target ?? "", cancellation) is { } preview ? Answers.Ok(preview) : Answers.Refused(Rulebook.NotFound);
    }

    private static async Task<IResult> BeginUnit(
        UnitRequest asked, HttpContext context, IOrganisationStore organisation, TransferDoor door, IGrainFactory grains, TimeProvider clock, CancellationToken cancellation)
    {
        var member = context.User.Member();
        if (!Shape.Id(asked.Id) || !Shape.ClientId(asked.RequestId) || !Shape.Id(asked.Source) || !Shape.Id(asked.Target)
            || await organisation.Actor(member, cancellation) is not { } actor)
        {
            return Answers.Refused(Rulebook.Invalid);
        }

        var answer = await grains.GetGrain<ITransferGrain>(asked.Id).BeginUnit(
            new BeginUnit(actor, asked.RequestId, asked.Source, asked.Target, Shape.Short(asked.Note)));
        return answer.Refusal is { } refusal ? Answers.Refused(refusal)
            : await door.OpenAsync(asked.Id, member, cancellation) is { } place ? Answers.Created(TransferView.Of(place, clock.Now()))
            : Answers.Refused(Rulebook.NotFound);
    }

    private static async Task<IResult> Page(string id, HttpContext context, TransferDoor door, TransferReader reader, CancellationToken cancellation) =>
        await door.OpenAsync(id, context.User.Member(), cancellation) is { } place
            ? Answers.Ok(await reader.PageAsync(place, cancellation))
            : Answers.Refused(Rulebook.NotFound);

    /// <summary>Whom a unit's case moves: a named list for its organisers, each look on record.</summary>
    private static async Task<IResult> Members(
        string id, HttpContext context, TransferDoor door, TransferQuery transfers, Looks looks, CancellationToken cancellation)
    {
        var member = context.User.Member();
        if (await door.OpenAsync(id, member, cancellation) is not { } place)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        return place.Side is TransferSide.Member or TransferSide.Above ? Answers.Refused(Rulebook.OfficerOnly)
            : await looks.NoteAsync(member, AuditActions.TransferMembersLook, id, "") is { } refusal ? Answers.Refused(refusal)
            : Answers.Ok(new MovedView([.. await transfers.MembersAsync(id, cancellation)]));
    }

    private static async Task<IResult> Paper(
        string id, PaperRequest asked, HttpContext context, TransferDesk desk, PictureGate pictures, CancellationToken cancellation)
    {
        var member = context.User.Member();
        if (asked.Slot is not { } slot || !Shape.Id(asked.Media))
        {
            return Answers.Refused(Rulebook.Invalid);
        }

        return await pictures.PaperAsync(id, member, asked.Media, cancellation) is { } row
            ? await desk.SubmitAsync(id, member, asked.RequestId, (by, request) => new PutPaper(by, request, slot, row.Id, row.Sha256), cancellation)
            : await desk.MissingAsync(id, member, Rulebook.TransferPaper, cancellation);
    }
}

using System.Globalization;
using Grains.Development;
using Grains.Journal;
using Grains.Organisation;
using Grains.Rules;
using Grains.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Storage.Queries;
using Web.Api;
using Web.Live.Wire;
using Web.Offices;
using Web.SignIn;

namespace Web.Development;

/// <summary>The development of members: a board for who keeps the files, one's own way for the member.</summary>
public static class DevelopmentRoutes
{
    private const int BoardMost = 500;

    public static void MapDevelopment(this IEndpointRouteBuilder api)
    {
        api.MapGet("/nodes/{id}/development", Board);
        api.MapGet("/members/{id}/development", File);
        api.MapPost("/members/{id}/development", Take);
        api.MapGet("/me/development", Own);
    }

    private static async Task<IResult> Board(
        string id, HttpContext context, NodeDoor door, DevelopmentQuery development, Looks looks, HubCalendar calendar, TimeProvider clock,
        CancellationToken cancellation)
    {
        if (await door.OpenAsync(id, context.User.Member(), cancellation) is not { } place)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        if ((Rights.AskPersonnel(place.Actor, place.Node.Path)
            ?? await looks.NoteAsync(place.Actor.Member, AuditActions.DevelopmentLook, id, "board")) is { } refusal)
        {
            return Answers.Refused(refusal);
        }

        var lines = await development.BoardAsync(place.Node.Path, BoardMost, cancellation);
        return Answers.Ok(new DevelopmentBoardView(
            Text(calendar.DateOf(clock.Now())), place.Node.Name, [.. lines.Select(DevelopmentLineView.Of)], lines.Count == BoardMost));
    }

    private static async Task<IResult> File(
        string id, HttpContext context, IOrganisationStore organisation, IDevelopmentStore files, DevelopmentQuery development, Looks looks,
        CancellationToken cancellation)
    {
        if (await organisation.Actor(context.User.Member(), cancellation) is not { } actor
            || await organisation.Actor(id, cancellation) is not { } person
            || Rights.AskPersonnel(actor, person.Path) is not null)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        return await looks.NoteAsync(actor.Member, AuditActions.DevelopmentLook, id, "file") is { } refusal
            ? Answers.Refused(refusal)
            : Answers.Ok(await ReadAsync(person, files, development, cancellation));
    }

    private static async Task<IResult> Own(
        HttpContext context, IOrganisationStore organisation, IDevelopmentStore files, DevelopmentQuery development, CancellationToken cancellation) =>
        await organisation.Actor(context.User.Member(), cancellation) is { } actor
            ? Answers.Ok(await ReadAsync(actor, files, development, cancellation))
            : Answers.Refused(Rulebook.NotFound);

    private static async Task<IResult> Take(
        string id, StepRequest asked, HttpContext context, IOrganisationStore organisation, IGrainFactory grains, CancellationToken cancellation)
    {
        if (!Shape.Id(id) || asked.RequestId is not { Length: > 0 } request || asked.Step is not { } step
            || !DateOnly.TryParseExact(asked.Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || await organisation.Actor(context.User.Member(), cancellation) is not { } actor)
        {
            return Answers.Refused(Rulebook.Invalid);
        }

        var command = new TakeStep(actor, request, step, day, Shape.Short(asked.Evidence), Shape.Short(asked.Reason), asked.Months);
        return OfficeRoutes.Done((await grains.GetGrain<IDevelopmentGrain>(id).Take(command)).Refusal);
    }

    private static async Task<DevelopmentFileView> ReadAsync(
        Actor person, IDevelopmentStore files, DevelopmentQuery development, CancellationToken cancellation)
    {
        var file = DevelopmentRules.Present(await files.File(person.Member, cancellation), person.Member, person.Category);
        var steps = await development.StepsAsync(person.Member, cancellation);
        return new DevelopmentFileView(
            person.Member, person.Name, file.Stage, Text(file.Since), Text(file.Due), file.Extended, Text(file.FullSince),
            [.. steps.Select(static s => new DevelopmentStepView(
                s.Step, Text(s.Day), s.Evidence, s.Reason, s.Months, s.At.ToUnixTimeMilliseconds()))]);
    }

    internal static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static string? Text(DateOnly? day) => day is { } known ? Text(known) : null;
}

using Grains.Consultations;
using Grains.Gatherings;
using Grains.Organisation;
using Grains.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Web.Api;
using Web.Live.Wire;
using Web.Media;
using Web.SignIn;

namespace Web.Consultations;

/// <summary>Asking one's branch, and answering. What is read comes from the database, what is said goes through the grain.</summary>
public static class ConsultationRoutes
{
    private const int LogMost = 500;

    public static void MapConsultations(this IEndpointRouteBuilder api)
    {
        api.MapGet("/consultations", Own);
        api.MapPost("/consultations", Open);
        api.MapGet("/consultations/desk", AtDesk);
        api.MapGet("/consultations/{id}", Page);
        api.MapGet("/consultations/{id}/log", Log);
        api.MapPost("/consultations/{id}/messages", Say);
        api.MapPost("/consultations/{id}/take", (string id, HttpContext context, ConsultationDesk desk, CancellationToken cancellation) =>
            desk.SubmitAsync(id, context.User.Member(), static by => new TakeInHand(by), cancellation));
        api.MapPost("/consultations/{id}/hand-over", (string id, HandOverRequest asked, HttpContext context, ConsultationDesk desk, CancellationToken cancellation) =>
            desk.SubmitAsync(id, context.User.Member(), by => new HandOver(by, Shape.Short(asked.To)), cancellation));
        api.MapPost("/consultations/{id}/close", (string id, HttpContext context, ConsultationDesk desk, CancellationToken cancellation) =>
            desk.SubmitAsync(id, context.User.Member(), static by => new Settle(by), cancellation));
        api.MapPost("/consultations/{id}/reopen", (string id, HttpContext context, ConsultationDesk desk, CancellationToken cancellation) =>
            desk.SubmitAsync(id, context.User.Member(), static by => new Reopen(by), cancellation));
        api.MapPost("/consultations/{id}/rating", (string id, RateRequest asked, HttpContext context, ConsultationDesk desk, CancellationToken cancellation) =>
            asked.Helped is { } helped
                ? desk.SubmitAsync(id, context.User.Member(), by => new Rate(by, helped), cancellation)
                : Task.FromResult(Answers.Refused(Rulebook.Invalid)));
        api.MapPost("/consultations/{id}/read", (string id, ReadRequest asked, HttpContext context, ConsultationDesk desk, CancellationToken cancellation) =>
            desk.SubmitAsync(id, context.User.Member(), by => new MarkRead(by, asked.Seq), cancellation));
        api.MapGet("/nodes/{id}/consultations", Figures);
    }

    private static async Task<IResult> Own(
        HttpContext context, IOrganisationStore organisation, ConsultationReader reader, CancellationToken cancellation) =>
        await organisation.Actor(context.User.Member(), cancellation) is { } actor
            ? Answers.Ok(await reader.OwnAsync(actor, cancellation))
            : Answers.Refused(Rulebook.NotFound);

    private static async Task<IResult> AtDesk(
        HttpContext context, IOrganisationStore organisation, ConsultationReader reader, bool closed = false, CancellationToken cancellation = default) =>
        await organisation.Actor(context.User.Member(), cancellation) is { } actor
            && await reader.DeskAsync(actor, closed, cancellation) is { } desk
            ? Answers.Ok(desk)
            : Answers.Refused(Rulebook.OfficerOnly);

    private static async Task<IResult> Page(
        string id, HttpContext context, ConsultationDoor door, ConsultationReader reader, CancellationToken cancellation) =>
        await door.OpenAsync(id, context.User.Member(), cancellation) is { } place
            ? Answers.Ok(await reader.PageAsync(place, cancellation))
            : Answers.Refused(Rulebook.NotFound);

    private static async Task<IResult> Log(
        string id, HttpContext context, ConsultationDoor door, IConsultationStore store, long after = 0, int count = LogMost, CancellationToken cancellation = default)
    {
        if (after < 0 || count is < 1 or > LogMost)
        {
            return Answers.Refused(Rulebook.Invalid);
        }

        if (await door.OpenAsync(id, context.User.Member(), cancellation) is not { } place)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        var entries = await store.Entries(id, after, count, cancellation);
        return Answers.Ok(new ConsultationLogView(
            ConsultationEntryView.Of(entries), Math.Max(place.Consultation.Head, entries.Count > 0 ? entries[^1].Seq : 0)));
    }

    private static async Task<IResult> Open(
        AskRequest asked, HttpContext context, IOrganisationStore organisation, PictureGate pictures, IGrainFactory grains, CancellationToken cancellation)
    {
        var member = context.User.Member();
        if (!Shape.Id(asked.Id) || asked.Topic is not { } topic || !Shape.Text(asked.Text)
            || await organisation.Actor(member, cancellation) is not { } actor)
        {
            return Answers.Refused(Rulebook.Invalid);
        }

        var (picture, refusal) = await PictureAsync(asked.Picture, asked.Id, member, pictures, cancellation);
        if (refusal is not null)
        {
            return Answers.Refused(refusal);
        }

        var answer = await grains.GetGrain<IConsultationGrain>(asked.Id)
            .Open(new Ask(actor, topic, Shape.Short(asked.Subject), asked.ClientId ?? "", asked.Text ?? "", picture));
        return answer is { Refusal: null, Consultation: { } brief }
            ? Answers.Created(ConsultationView.Of(brief, member))
            : Answers.Refused(answer.Refusal ?? Rulebook.Unavailable);
    }

    private static async Task<IResult> Say(
        string id, SayRequest asked, HttpContext context, ConsultationDesk desk, PictureGate pictures, CancellationToken cancellation)
    {
        var member = context.User.Member();
        if (!Shape.Text(asked.Text))
        {
            return Answers.Refused(Rulebook.PostTooLong);
        }

        var (picture, refusal) = await PictureAsync(asked.Picture, id, member, pictures, cancellation);
        return refusal is not null
            ? Answers.Refused(refusal)
            : await desk.SubmitAsync(
                id, member, by => new Say(by, asked.ClientId ?? "", asked.Text ?? "", picture), cancellation, asked.ClientId);
    }

    private static async Task<IResult> Figures(
        string id, HttpContext context, NodeDoor door, ConsultationReader reader, CancellationToken cancellation)
    {
        if (await door.OpenAsync(id, context.User.Member(), cancellation) is not { } place)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        return Rights.AskDesk(place.Actor, id) is null
            ? Answers.Ok(await reader.FiguresAsync(id, cancellation))
            : Answers.Refused(Rulebook.OfficerOnly);
    }

    // A picture that is not the caller's own for this very consultation looks like one that is not there.
    private static async Task<(PictureRef? Picture, Refusal? Refusal)> PictureAsync(
        PictureRequest? asked, string id, string member, PictureGate pictures, CancellationToken cancellation)
    {
        if (asked is null)
        {
            return default;
        }

        if (!Shape.Picture(new PictureAsk(asked.Media, asked.Width, asked.Height)))
        {
            return (null, Rulebook.Invalid);
        }

        var picture = new PictureRef(asked.Media!, asked.Width, asked.Height);
        return (picture, await pictures.AskConsultAsync(id, member, picture, cancellation));
    }
}

using System.Globalization;
using Grains.Cards;
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
using Web.SignIn;

namespace Web.Transfers;

/// <summary>Activity cards over HTTP: the member asks, the home branch gives, the host's records endorse.</summary>
public static class CardRoutes
{
    public static void MapCards(this IEndpointRouteBuilder api)
    {
        api.MapGet("/cards", Desk);
        api.MapPost("/cards", Ask);
        api.MapGet("/cards/{id}", Page);
        api.MapPost("/cards/{id}/give", (string id, WhyRequest asked, HttpContext context, CardDesk desk, CancellationToken cancellation) =>
            desk.SubmitAsync(id, context.User.Member(), asked.RequestId, static (by, request) => new GiveCard(by, request), cancellation));
        api.MapPost("/cards/{id}/end", (string id, WhyRequest asked, HttpContext context, CardDesk desk, CancellationToken cancellation) =>
            desk.SubmitAsync(id, context.User.Member(), asked.RequestId, (by, request) => new EndCard(by, request, Shape.Short(asked.Why)), cancellation));
        api.MapPost("/cards/{id}/dues", (string id, CardDuesRequest asked, HttpContext context, CardDesk desk, CancellationToken cancellation) =>
            desk.SubmitAsync(id, context.User.Member(), asked.RequestId, (by, request) => new EnterDues(by, request, Shape.Short(asked.Month), asked.Fen ?? 0), cancellation));
    }

    private static async Task<IResult> Desk(HttpContext context, IOrganisationStore organisation, CardQuery cards, CancellationToken cancellation)
    {
        if (await organisation.Actor(context.User.Member(), cancellation) is not { } actor || TransferReader.NodesOf(actor) is not { Length: > 0 } nodes)
        {
            return Answers.Refused(Rulebook.OfficerOnly);
        }

        return Answers.Ok(new CardsView(
            [.. (await cards.OfNodesAsync(nodes, cancellation)).Select(c => CardView.Of(c, nodes.Contains(c.Home) ? CardSide.Home : CardSide.Host))]));
    }

    private static async Task<IResult> Ask(
        CardRequest asked, HttpContext context, IOrganisationStore organisation, IGrainFactory grains, CancellationToken cancellation)
    {
        if (!Shape.Id(asked.Id) || !Shape.ClientId(asked.RequestId) || !Shape.Id(asked.Host)
            || !DateOnly.TryParseExact(asked.Until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until)
            || until.Year > 9000
            || await organisation.Actor(context.User.Member(), cancellation) is not { } actor)
        {
            return Answers.Refused(Rulebook.Invalid);
        }

        var answer = await grains.GetGrain<ICardGrain>(asked.Id).Submit(new AskCard(actor, asked.RequestId, asked.Host, until, Shape.Short(asked.Note)));
        return answer is { Refusal: null, Card: { } card }
            ? Answers.Created(CardView.Of(card, CardSide.Member))
            : Answers.Refused(answer.Refusal ?? Rulebook.Unavailable);
    }

    private static async Task<IResult> Page(string id, HttpContext context, CardDesk desk, CancellationToken cancellation) =>
        await desk.OpenAsync(id, context.User.Member(), cancellation) is { } place
            ? Answers.Ok(await desk.PageAsync(place.Card, place.Side, cancellation))
            : Answers.Refused(Rulebook.NotFound);
}

/// <summary>Who may see a card (the member, organisers of the home and of the host), and commands on it.</summary>
public sealed class CardDesk(ICardStore cards, CardQuery query, IOrganisationStore organisation, IGrainFactory grains, TimeProvider clock)
{
    public async Task<(Card Card, Actor Actor, CardSide Side)?> OpenAsync(string id, string member, CancellationToken cancellation)
    {
        if (await organisation.Actor(member, cancellation) is not { } actor || await cards.Card(id, cancellation) is not { } card)
        {
            return null;
        }

        return card.Member == member ? (card, actor, CardSide.Member)
            : TransferRights.Holds(actor, card.Home) ? (card, actor, CardSide.Home)
            : TransferRights.Holds(actor, card.Host) ? (card, actor, CardSide.Host)
            : null;
    }

    public async Task<CardPageView> PageAsync(Card card, CardSide side, CancellationToken cancellation) => new(
        CardView.Of(card, side),
        [.. (await query.MonthsAsync(card, clock.Now(), cancellation)).Select(static m => new CardMonthView(m.Month, m.Held, m.Attended, m.Fen))]);

    public async Task<IResult> SubmitAsync(
        string id, string member, string? requestId, Func<Actor, string, CardCommand> command, CancellationToken cancellation)
    {
        if (await OpenAsync(id, member, cancellation) is not { } place)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        if (!Shape.ClientId(requestId))
        {
            return Answers.Refused(Rulebook.Invalid);
        }

        var answer = await grains.GetGrain<ICardGrain>(id).Submit(command(place.Actor, requestId));
        return answer is { Refusal: null, Card: { } card }
            ? Answers.Ok(await PageAsync(card, place.Side, cancellation))
            : Answers.Refused(answer.Refusal ?? Rulebook.Unavailable);
    }
}

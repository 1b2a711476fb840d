using System.Globalization;
using Grains.Declarations;
using Grains.Journal;
using Grains.Organisation;
using Grains.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Storage.Declarations;
using Storage.Queries;
using Web.Api;
using Web.Live.Wire;
using Web.Offices;
using Web.Security;
using Web.SignIn;

namespace Web.Declarations;

/// <summary>
/// People who say that they have no organisation. Without a session nothing is looked up: the answer is the same
/// whether the hub knows a person of this name or not.
/// </summary>
public static class DeclarationRoutes
{
    private const int ListMost = 100;
    private const int CountiesMost = 500;

    public static void MapDeclarations(this IEndpointRouteBuilder api)
    {
        api.MapGet("/declarations/places", Places).AllowAnonymous();
        api.MapPost("/declarations", Declare).AllowAnonymous();
        api.MapPost("/declarations/status", Status).AllowAnonymous();
        api.MapGet("/me/declaration", Own);
        api.MapGet("/declarations", Waiting);
        api.MapPost("/declarations/{id}/accept", Accept);
        api.MapPost("/declarations/{id}/answer", Answer);
    }

    private static async Task<IResult> Places(FindQuery find, CancellationToken cancellation) =>
        Answers.Ok<PlaceView[]>([.. (await find.CountiesAsync(CountiesMost, cancellation)).Select(static c => new PlaceView(c.Region, c.Name))]);

    private static async Task<IResult> Declare(
        DeclareRequest asked, HttpContext context, DeclarationThrottle throttle, IOrganisationStore organisation, IGrainFactory grains,
        CancellationToken cancellation)
    {
        if (Person(asked) is not { } person)
        {
            return Answers.Refused(Rulebook.Invalid);
        }

        if (context.User.Identity?.IsAuthenticated == true)
        {
            if (context.User.MustChange())
            {
                return Answers.Refused(Rulebook.PasswordMustChange);
            }

            return Shape.ClientId(asked.RequestId) && await organisation.Actor(context.User.Member(), cancellation) is { } actor
                ? OfficeRoutes.Done((await grains.GetGrain<IDeclarationGrain>(Receipt.IdOf(actor.Member, asked.RequestId))
                    .Declare(new Declare(actor, person with { Name = actor.Name, Category = actor.Category }, null))).Refusal)
                : Answers.Refused(Rulebook.Invalid);
        }

        if (throttle.Count(Throttle.AddressOf(context)) is { } wait)
        {
            return Answers.Refused(Rulebook.TooMany, wait);
        }

        return Receipt.TryRead(asked.Receipt, out var receipt)
            ? OfficeRoutes.Done((await grains.GetGrain<IDeclarationGrain>(Receipt.IdOf(receipt))
                .Declare(new Declare(null, person, InitialCode.Hash(receipt)))).Refusal)
            : Answers.Refused(Rulebook.Invalid);
    }

    private static async Task<IResult> Status(
        DeclarationStatusRequest asked, HttpContext context, DeclarationThrottle throttle, DeclarationStore store, FindQuery names,
        CancellationToken cancellation)
    {
        if (throttle.Count(Throttle.AddressOf(context)) is { } wait)
        {
            return Answers.Refused(Rulebook.TooMany, wait);
        }

        return Receipt.TryRead(asked.Receipt, out var receipt) && await store.Find(Receipt.IdOf(receipt), cancellation) is { Member: null } declaration
            ? Answers.Ok(await ViewAsync(declaration, await store.NumberAsync(declaration.Id, cancellation), names, cancellation))
            : Answers.Refused(Rulebook.NotFound);
    }

    private static async Task<IResult> Own(HttpContext context, DeclarationStore store, FindQuery names, CancellationToken cancellation) =>
        Answers.Ok(new OwnDeclarationView(await store.OfMemberAsync(context.User.Member(), cancellation) is { } declaration
            ? await ViewAsync(declaration, null, names, cancellation)
            : null));

    private static async Task<IResult> Waiting(
        HttpContext context, IOrganisationStore organisation, DeclarationStore store, Looks looks, CancellationToken cancellation)
    {
        if (await organisation.Actor(context.User.Member(), cancellation) is not { } actor || DeskScope.PathsOf(actor) is not { Length: > 0 } paths)
        {
            return Answers.Refused(Rulebook.PersonnelOnly);
        }

        if (await looks.NoteAsync(actor.Member, AuditActions.DeclarationLook, actor.Node, "waiting") is { } refusal)
        {
            return Answers.Refused(refusal);
        }

        var lines = new List<Declaration>();
        foreach (var path in paths)
        {
            lines.AddRange(await store.WaitingAsync(path, ListMost, cancellation));
        }

        return Answers.Ok(new DeclarationListView([.. lines.OrderBy(static d => d.At).ThenBy(static d => d.Id, StringComparer.Ordinal).Select(Line)]));
    }

    private static async Task<IResult> Accept(
        string id, AcceptRequest asked, HttpContext context, IOrganisationStore organisation, IGrainFactory grains, CancellationToken cancellation) =>
        Shape.Id(id) && asked.RequestId is { Length: > 0 } request && Shape.Id(asked.Branch) && asked.Category is { } category
            && asked.Relation is { } relation && await organisation.Actor(context.User.Member(), cancellation) is { } actor
            ? OfficeRoutes.Done((await grains.GetGrain<IDeclarationGrain>(id)
                .Accept(new AcceptDeclaration(actor, request, asked.Branch, category, relation))).Refusal)
            : Answers.Refused(Rulebook.Invalid);

    private static async Task<IResult> Answer(
        string id, AnswerDeclarationRequest asked, HttpContext context, IOrganisationStore organisation, IGrainFactory grains,
        CancellationToken cancellation) =>
        Shape.Id(id) && asked.RequestId is { Length: > 0 } request && await organisation.Actor(context.User.Member(), cancellation) is { } actor
            ? OfficeRoutes.Done((await grains.GetGrain<IDeclarationGrain>(id)
                .Answer(new AnswerDeclaration(actor, request, Shape.Short(asked.Text)))).Refusal)
            : Answers.Refused(Rulebook.Invalid);

    private static Declared? Person(DeclareRequest asked)
    {
        DateOnly? joined = null;
        if (asked.Joined is { Length: > 0 } month)
        {
            if (!DateOnly.TryParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return null;
            }

            joined = day;
        }

        return asked.Category is { } category
            ? new Declared(
                Shape.Short(asked.Name), category, joined, asked.Region is { Length: > 0 } region ? region : null, Shape.Short(asked.Place),
                Shape.Short(asked.Employer), asked.Phone, Shape.Short(asked.Note))
            : null;
    }

    private static async Task<DeclarationStatusView> ViewAsync(Declaration declaration, string? number, FindQuery names, CancellationToken cancellation)
    {
        string[] ids = declaration.Branch is { } branch ? [declaration.Node, branch] : [declaration.Node];
        var called = await names.NamesAsync(ids, cancellation);
        return new DeclarationStatusView(
            declaration.State, declaration.At.ToUnixTimeMilliseconds(), called.GetValueOrDefault(declaration.Node, ""),
            declaration.Answer.Length > 0 ? declaration.Answer : null,
            declaration.Branch is { } into ? called.GetValueOrDefault(into) : null, number);
    }

    private static DeclarationLineView Line(Declaration declaration)
    {
        var person = declaration.Person;
        return new DeclarationLineView(
            declaration.Id, declaration.Member is not null, person.Name, person.Category, person.Joined?.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            person.Region, person.Place, person.Employer, person.Phone, person.Note, declaration.At.ToUnixTimeMilliseconds());
    }
}

using Grains.Enterprises;
using Grains.Journal;
using Grains.Organisation;
using Grains.Organisation.Tree;
using Grains.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Storage.Queries;
using Web.Api;
using Web.Live.Wire;
using Web.Organisation;
using Web.SignIn;

namespace Web.Enterprises;

/// <summary>The registry of enterprises, for officers of the nodes that cover them and above.</summary>
public static class EnterpriseRoutes
{
    private const int Page = 50;
    private const int SearchMost = 60;

    public static void MapEnterprises(this IEndpointRouteBuilder api)
    {
        api.MapGet("/enterprises", List);
        api.MapGet("/enterprises/{id}", Read);
        api.MapPost("/enterprises", Register);
        Map(api, "amend", static (by, r, id) => new AmendEnterprise(
            by, r.RequestId!, id, Shape.Short(r.Name), Shape.Short(r.Region), Shape.Short(r.Industry), r.Staff ?? 0));
        Map(api, "cover", static (by, r, id) => new CoverEnterprise(by, r.RequestId!, id, Shape.Short(r.Node)));
        Map(api, "declare", static (by, r, id) => new DeclareMember(
            by, r.RequestId!, id, Shape.Short(r.Name), r.Category ?? (Category)(-1), Shape.Short(r.Number)));
        Map(api, "withdraw", static (by, r, id) => new WithdrawMember(by, r.RequestId!, id, Shape.Short(r.Id)));
        Map(api, "seat", static (by, r, id) => new GrantSeat(by, r.RequestId!, id, Shape.Short(r.Name), Shape.Short(r.Number)));
        Map(api, "end-seat", static (by, r, id) => new EndSeat(by, r.RequestId!, id));
        Map(api, "end", static (by, r, id) => new EndEnterprise(by, r.RequestId!, id, Shape.Short(r.Into), Shape.Short(r.To)));
    }

    private static async Task<IResult> List(
        HttpContext context, TreeDoor door, IOrganisationStore organisation, EnterpriseQuery enterprises,
        string? node, string? state, string? cover, bool? seated, string? q, string? name, string? after, CancellationToken cancellation)
    {
        if (q is { Length: > SearchMost } || !Choice<EnterpriseState>(state, out var wanted) || !Choice<UnitCover>(cover, out var covered))
        {
            return Answers.Refused(Rulebook.Invalid);
        }

        var top = string.IsNullOrEmpty(node)
            ? (await organisation.Actor(context.User.Member(), cancellation))?.Offices.MinBy(static o => o.Path.Length)?.Node
            : node;
        if (top is null)
        {
            return Answers.Refused(Rulebook.OfficerOnly);
        }

        if (await door.OpenAsync(top, context.User.Member(), cancellation) is not { } place || !Rights.IsOfficerOf(place.Actor, place.Node.Path))
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        var filter = new EnterpriseFilter(wanted, covered, seated == true, (q ?? "").Trim(), Page);
        var found = await enterprises.PageAsync(place.Node.Path, filter, name, after, cancellation);
        var coverage = await enterprises.CoverageAsync(place.Node.Path, cancellation);
        return Answers.Ok(new EnterprisesView(
            [.. found.Select(EnterpriseView.Of)],
            found.Count == Page ? new PageMark(found[^1].Name, found[^1].Id) : null,
            [.. coverage.Select(static c => new CoverView(c.Cover, c.Enterprises, c.Seats))]));
    }

    private static async Task<IResult> Read(
        string id, HttpContext context, IOrganisationStore organisation, EnterpriseQuery enterprises, Looks looks,
        IOptions<UnitPolicy> policy, CancellationToken cancellation)
    {
        if (await OpenAsync(id, context, organisation, enterprises, cancellation) is not { } place)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        var (enterprise, actor) = place;
        if (await looks.NoteAsync(actor.Member, AuditActions.EnterpriseLook, id, "") is { } refusal)
        {
            return Answers.Refused(refusal);
        }

        var suggestion = UnitSuggestion.For(await enterprises.FactsAsync(enterprise, cancellation), policy.Value);
        var declared = await enterprises.DeclaredAsync(id, cancellation);
        var changes = await enterprises.ChangesAsync(id, cancellation);
        return Answers.Ok(new EnterprisePageView(
            EnterpriseView.Of(enterprise),
            [.. declared.Select(static d => new DeclarationView(d.Id, d.Name, d.Category, d.Linked, d.Here, d.At.ToUnixTimeMilliseconds()))],
            new SuggestionView(suggestion.Advice, suggestion.Rule, suggestion.Node, suggestion.NodeName, suggestion.Hints),
            [.. changes.Select(static c => new EnterpriseChangeView(c.At.ToUnixTimeMilliseconds(), c.Cause, c.ActorName, c.Name, c.NodeName))],
            enterprise.State == EnterpriseState.Active && TreeRules.AskBelow(actor, enterprise.NodePath) is null));
    }

    private static async Task<IResult> Register(
        EnterpriseRequest asked, HttpContext context, TreeDoor door, OrganisationDesk desk, CancellationToken cancellation)
    {
        if (!Shape.ClientId(asked.RequestId) || !Shape.Id(asked.Id))
        {
            return Answers.Refused(Rulebook.Invalid);
        }

        return await door.OpenAsync(Shape.Short(asked.Node), context.User.Member(), cancellation) is { } place
            ? await desk.SubmitAsync(new RegisterEnterprise(
                place.Actor, asked.RequestId, asked.Id, Shape.Short(asked.Name), Shape.Short(asked.Region), Shape.Short(asked.Industry),
                asked.Staff ?? 0, place.Node.Id))
            : Answers.Refused(Rulebook.NotFound);
    }

    private static void Map(IEndpointRouteBuilder api, string verb, Func<Actor, EnterpriseRequest, string, EnterpriseCommand> command) =>
        api.MapPost("/enterprises/{id}/" + verb, async (
            string id, EnterpriseRequest asked, HttpContext context, IOrganisationStore organisation, EnterpriseQuery enterprises,
            OrganisationDesk desk, CancellationToken cancellation) =>
            !Shape.ClientId(asked.RequestId) ? Answers.Refused(Rulebook.Invalid)
            : await OpenAsync(id, context, organisation, enterprises, cancellation) is { } place
                ? await desk.SubmitAsync(command(place.Actor, asked, id))
                : Answers.Refused(Rulebook.NotFound));

    private static async Task<(EnterpriseSummary Enterprise, Actor Actor)?> OpenAsync(
        string id, HttpContext context, IOrganisationStore organisation, EnterpriseQuery enterprises, CancellationToken cancellation) =>
        await organisation.Actor(context.User.Member(), cancellation) is { } actor
            && await enterprises.OneAsync(id, cancellation) is { } enterprise && Rights.IsOfficerOf(actor, enterprise.NodePath)
            ? (enterprise, actor)
            : null;

    private static bool Choice<T>(string? word, out T? choice) where T : struct, Enum
    {
        choice = null;
        if (string.IsNullOrEmpty(word))
        {
            return true;
        }

        if (!Enum.TryParse<T>(word, ignoreCase: true, out var parsed) || char.IsAsciiDigit(word[0]) || !Enum.IsDefined(parsed))
        {
            return false;
        }

        choice = parsed;
        return true;
    }
}

using Grains.Organisation;
using Grains.Rules;
using Grains.Time;
using Grains.Votes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Storage.Queries;
using Web.Api;
using Web.Api.Views;

namespace Web.SignIn;

/// <summary>What a member may do and why not: at home and wherever else the member belongs.</summary>
public static class OwnRightsRoutes
{
    public static void MapOwnRights(this IEndpointRouteBuilder api) => api.MapGet("/me/rights", Read);

    private static async Task<IResult> Read(
        HttpContext context, IOrganisationStore organisation, IVotePolicyStore policies, OfficeQuery offices, FindQuery names, TimeProvider clock,
        CancellationToken cancellation)
    {
        if (await organisation.Actor(context.User.Member(), cancellation) is not { } actor)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        var now = clock.Now();
        var policy = await policies.Latest(actor.Node, cancellation);
        var granted = policy?.HoldsAt(now) == true && actor is { Category: Category.Full, Relation: not Relation.Registered };
        var called = await names.NamesAsync([actor.Node, .. actor.Memberships.Select(static m => m.Node)], cancellation);
        var held = await offices.OfMemberAsync(actor.Member, now, cancellation);
        PlaceRightsView[] places =
        [
            View(actor.Node, MembershipKind.Home, new Belonging(actor.Category, actor.Relation, Granted: granted)),
            .. actor.Memberships.Select(m => View(m.Node, m.Kind, new Belonging(actor.Category, actor.Relation, m.Kind))),
            .. held.Where(static o => o.Role == Role.Instructor)
                .Select(static o => PlaceRightsView.Of(o.Node, o.NodeName, null, new Belonging(Category.Instructor, Relation.Unknown))),
        ];
        return Answers.Ok(new OwnRightsView(
            places,
            [.. held.Select(static o => new OwnTermView(o.Role, o.Node, o.NodeName, o.Since.ToUnixTimeMilliseconds(), o.Until?.ToUnixTimeMilliseconds()))],
            granted ? policy!.Until.ToUnixTimeMilliseconds() : null));

        PlaceRightsView View(string node, MembershipKind kind, Belonging place) =>
            PlaceRightsView.Of(node, called.GetValueOrDefault(node, node), kind, place);
    }
}

/// <summary>Everything the member may do, place by place, home first.</summary>
/// <param name="GrantedUntil">Until when a policy lets the member vote at home although the formal relation is elsewhere.</param>
public sealed record OwnRightsView(PlaceRightsView[] Places, OwnTermView[] Offices, long? GrantedUntil);

/// <summary>The rights at one place; <paramref name="Kind"/> is absent where the member is assigned as instructor.</summary>
public sealed record PlaceRightsView(string Node, string Name, MembershipKind? Kind, RightView[] Rights)
{
    internal static PlaceRightsView Of(string node, string name, MembershipKind? kind, Belonging place) => new(node, name, kind, RightView.All(place));
}

/// <summary>A post with its term.</summary>
public sealed record OwnTermView(Role Role, string Node, string NodeName, long Since, long? Until);

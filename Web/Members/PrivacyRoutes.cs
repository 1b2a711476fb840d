using Grains.Journal;
using Grains.Members;
using Grains.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Storage.Queries;
using Web.Api;
using Web.Live.Wire;
using Web.Offices;
using Web.SignIn;

namespace Web.Members;

/// <summary>Who may see a member's membership: the member's own choice.</summary>
public static class PrivacyRoutes
{
    public static void MapPrivacy(this IEndpointRouteBuilder api)
    {
        api.MapGet("/me/privacy", Read);
        api.MapPost("/me/privacy", Set);
        api.MapGet("/nodes/{id}/members", Members);
    }

    private static async Task<IResult> Read(HttpContext context, PrivacyQuery privacy, CancellationToken cancellation)
    {
        var settings = await privacy.OfAsync(context.User.Member(), cancellation);
        return Answers.Ok(new PrivacyView(settings.Audience, settings.Conflicts));
    }

    private static async Task<IResult> Set(PrivacyRequest asked, HttpContext context, IGrainFactory grains)
    {
        if (asked.RequestId is not { Length: > 0 } request || asked.Audience is not { } audience || asked.Conflicts is not { Length: <= 100 } names
            || names.Any(static name => name is null || !Shape.Text(name)))
        {
            return Answers.Refused(Rulebook.Invalid);
        }

        return OfficeRoutes.Done((await grains.GetGrain<IPrivacyGrain>(context.User.Member())
            .Set(new SetPrivacy(request, new PrivacySettings(audience, [.. names.OfType<string>()])))).Refusal);
    }

    /// <summary>
    /// The node's people by name: for its members those who let themselves be seen, for those who keep its files the
    /// whole subtree, on record.
    /// </summary>
    private static async Task<IResult> Members(
        string id, HttpContext context, NodeDoor door, MemberList members, Looks looks, string? q, string? after, CancellationToken cancellation)
    {
        if (await door.OpenAsync(id, context.User.Member(), cancellation) is not { } place)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        var files = Rights.AskPersonnel(place.Actor, place.Node.Path) is null;
        if (files && await looks.NoteAsync(place.Actor.Member, AuditActions.MembersLook, id, "names") is { } refusal)
        {
            return Answers.Refused(refusal);
        }

        return Answers.Ok(await members.PageAsync(place, files, Shape.Short(q), after, cancellation));
    }
}

/// <summary>What the member has chosen.</summary>
public sealed record PrivacyView(Audience Audience, string[] Conflicts);

/// <summary>Body of a choice.</summary>
public sealed record PrivacyRequest(string? RequestId, Audience? Audience, string?[]? Conflicts);

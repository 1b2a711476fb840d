using Grains.Offices;
using Grains.Organisation;
using Grains.Rules;
using Grains.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Storage.Queries;
using Web.Api;
using Web.Live.Wire;
using Web.SignIn;

namespace Web.Offices;

/// <summary>Posts: who holds what, appointing and ending, terms that end soon.</summary>
public static class OfficeRoutes
{
    public static void MapOffices(this IEndpointRouteBuilder api)
    {
        api.MapGet("/nodes/{id}/offices", Read);
        api.MapPost("/nodes/{id}/offices", Appoint);
        api.MapPost("/nodes/{id}/offices/end", End);
        api.MapGet("/offices/due", Due);
        api.MapGet("/desk/nodes", Nodes);
    }

    private static async Task<IResult> Read(
        string id, HttpContext context, NodeDoor door, OfficeQuery offices, TimeProvider clock, CancellationToken cancellation)
    {
        if (await door.OpenAsync(id, context.User.Member(), cancellation) is not { } place)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        var now = clock.Now();
        Role[] may = [.. Enum.GetValues<Role>().Where(role => Rights.AskAppoint(place.Actor, role, place.Node.Path) is null)];
        var files = Rights.AskPersonnel(place.Actor, place.Node.Path) is null;
        return Answers.Ok(new OfficesView(
            id,
            place.Node.Name,
            place.Node.Kind,
            may,
            [.. (await offices.RunningAsync(id, now, cancellation)).Select(OfficeLineView.Of)],
            files ? [.. (await offices.PastAsync(id, now, cancellation)).Select(OfficeLineView.Of)] : []));
    }

    private static async Task<IResult> Appoint(
        string id, AppointRequest asked, HttpContext context, IOrganisationStore organisation, IGrainFactory grains, CancellationToken cancellation)
    {
        if (!Shape.Id(id) || asked.Role is not { } role || !Shape.Id(asked.Member) || asked.RequestId is not { Length: > 0 } request
            || await organisation.Actor(context.User.Member(), cancellation) is not { } actor)
        {
            return Answers.Refused(Rulebook.Invalid);
        }

        return Done((await grains.GetGrain<IOfficeGrain>(id).Appoint(new Appoint(actor, request, asked.Member!, role, asked.Years))).Refusal);
    }

    private static async Task<IResult> End(
        string id, EndOfficeRequest asked, HttpContext context, IOrganisationStore organisation, IGrainFactory grains, CancellationToken cancellation)
    {
        if (!Shape.Id(id) || asked.Role is not { } role || !Shape.Id(asked.Member) || asked.RequestId is not { Length: > 0 } request
            || await organisation.Actor(context.User.Member(), cancellation) is not { } actor)
        {
            return Answers.Refused(Rulebook.Invalid);
        }

        return Done((await grains.GetGrain<IOfficeGrain>(id).End(new EndOffice(actor, request, asked.Member!, role, Shape.Short(asked.Reason)))).Refusal);
    }

    private static async Task<IResult> Due(
        HttpContext context, IOrganisationStore organisation, OfficeQuery offices, TimeProvider clock, CancellationToken cancellation)
    {
        if (await organisation.Actor(context.User.Member(), cancellation) is not { } actor || DeskScope.PathsOf(actor) is not { Length: > 0 } paths)
        {
            return Answers.Refused(Rulebook.PersonnelOnly);
        }

        var now = clock.Now();
        var lines = new List<OfficeLineView>();
        foreach (var path in paths)
        {
            lines.AddRange((await offices.DueAsync(path, now, now + OfficeLimits.DueAhead, cancellation)).Select(OfficeLineView.Of));
        }

        return Answers.Ok(new DueOfficesView([.. lines.OrderBy(static line => line.Until)]));
    }

    /// <summary>The nodes whose files the officer keeps: those of the offices, and those directly below.</summary>
    private static async Task<IResult> Nodes(
        HttpContext context, IOrganisationStore organisation, NodePageQuery pages, CancellationToken cancellation)
    {
        if (await organisation.Actor(context.User.Member(), cancellation) is not { } actor || DeskScope.NodesOf(actor) is not { Length: > 0 } nodes)
        {
            return Answers.Refused(Rulebook.PersonnelOnly);
        }

        return Answers.Ok<DeskNodeView[]>([.. (await pages.WithBelowAsync(nodes, cancellation)).Select(static n => new DeskNodeView(n.Id, n.Name, n.Kind))]);
    }

    internal static IResult Done(Refusal? refusal) => refusal is null ? Results.NoContent() : Answers.Refused(refusal);
}

/// <summary>Whose files an officer keeps.</summary>
internal static class DeskScope
{
    /// <summary>Nodes whose files the actor keeps by an office of their own.</summary>
    public static string[] NodesOf(Actor actor) =>
        [.. actor.Offices.Where(o => Rights.AskPersonnel(actor, o.Path) is null).Select(static o => o.Node).Distinct()];

    /// <summary>Their paths, without those that lie below another.</summary>
    public static string[] PathsOf(Actor actor)
    {
        string[] paths = [.. actor.Offices.Select(static o => o.Path).Where(path => Rights.AskPersonnel(actor, path) is null).Distinct()];
        return [.. paths.Where(path => !paths.Any(other => other != path && path.StartsWith(other, StringComparison.Ordinal)))];
    }
}

using Grains.Journal;
using System.Globalization;
using Grains.Organisation;
using Grains.Organisation.Tree;
using Grains.Rules;
using Grains.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Storage.Queries;
using Web.Api;
using Web.Live.Wire;
using Web.SignIn;

namespace Web.Organisation;

/// <summary>The tree for officers: children page by page, search, both lines, history, rosters of past days.</summary>
public static class TreeRoutes
{
    private const int Page = 50;
    private const int SearchMost = 60;

    public static void MapTree(this IEndpointRouteBuilder api)
    {
        api.MapGet("/org/tree", Tree);
        api.MapGet("/org/nodes/{id}", Place);
        api.MapGet("/org/nodes/{id}/reach", Reach);
        api.MapGet("/org/nodes/{id}/history", History);
        api.MapGet("/org/nodes/{id}/roster", Roster);
        api.MapGet("/org/members/{id}/place", PlaceOf);
        api.MapTreeCommands();
    }

    // Without a parent: the nodes of the caller's own offices, from which the tree opens.
    private static async Task<IResult> Tree(
        HttpContext context, IOrganisationStore organisation, TreeDoor door, TreeQuery tree,
        string? parent, string? line, string? q, string? name, string? after, CancellationToken cancellation)
    {
        if (line is not (null or "" or "territory" or "sector") || q is { Length: > SearchMost } || name is { Length: > 200 })
        {
            return Answers.Refused(Rulebook.Invalid);
        }

        if (string.IsNullOrEmpty(parent))
        {
            return await organisation.Actor(context.User.Member(), cancellation) is { Offices.Length: > 0 } actor
                ? Answers.Ok(new TreePageView(await OwnAsync(actor, tree, cancellation), null))
                : Answers.Refused(Rulebook.OfficerOnly);
        }

        if (await door.OpenAsync(parent, context.User.Member(), cancellation) is not { } place)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        var found = string.IsNullOrWhiteSpace(q)
            ? await tree.ChildrenAsync(parent, line == "sector", name, after, Page, cancellation)
            : await tree.SearchAsync(place.Node.Path, q.Trim(), name, after, Page, cancellation);
        return Answers.Ok(new TreePageView(
            [.. found.Select(TreeNodeView.Of)], found.Count == Page ? new PageMark(found[^1].Name, found[^1].Id) : null));
    }

    private static async Task<TreeNodeView[]> OwnAsync(Actor actor, TreeQuery tree, CancellationToken cancellation)
    {
        var nodes = new List<TreeNodeView>();
        // An office below another of the same person's is reached from that one.
        var tops = actor.Offices.Where(o => o.Path.StartsWith("/b-", StringComparison.Ordinal))
            .Where(o => !actor.Offices.Any(other => other.Path != o.Path && o.Path.StartsWith(other.Path, StringComparison.Ordinal)))
            .OrderBy(static o => o.Path, StringComparer.Ordinal).Select(static o => o.Node).Distinct();
        foreach (var node in tops)
        {
            if (await tree.OneAsync(node, cancellation) is { } item)
            {
                nodes.Add(TreeNodeView.Of(item));
            }
        }

        return [.. nodes];
    }

    private static async Task<IResult> Place(
        string id, HttpContext context, TreeDoor door, TreeQuery tree, CancellationToken cancellation)
    {
        if (await door.OpenAsync(id, context.User.Member(), cancellation) is not { } place)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        var path = place.Node.Path;
        return Answers.Ok(new TreePlaceView(
            TreeNodeView.Of(place.Node),
            Steps(await tree.LineAsync(path, cancellation)),
            Steps(await tree.SectorLineAsync(id, cancellation)),
            TreeRules.AskBelow(place.Actor, path) is null,
            TreeRules.AskNode(place.Actor, path) is null));
    }

    private static async Task<IResult> Reach(
        string id, HttpContext context, TreeDoor door, ITreeStore store, CancellationToken cancellation) =>
        await door.OpenAsync(id, context.User.Member(), cancellation) is not null && await store.Node(id, cancellation) is { } node
            ? Answers.Ok(ReachView.Of(await store.Reach(node, cancellation)))
            : Answers.Refused(Rulebook.NotFound);

    private static async Task<IResult> History(
        string id, HttpContext context, TreeDoor door, PastQuery past, long? before, CancellationToken cancellation)
    {
        if (await door.OpenAsync(id, context.User.Member(), cancellation) is null)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        var changes = await past.ChangesAsync(id, before, Page, cancellation);
        return Answers.Ok(new NodeChangesView(
            [.. changes.Select(row => NodeChangeView.Of(row, id))], changes.Count == Page ? changes[^1].Seq : null));
    }

    private static async Task<IResult> Roster(
        string id, HttpContext context, TreeDoor door, PastQuery past, Looks looks, HubCalendar calendar, TimeProvider clock,
        string? day, string? after, CancellationToken cancellation)
    {
        if (At(day, calendar, clock) is not { } at)
        {
            return Answers.Refused(Rulebook.Invalid);
        }

        // Names follow the territorial line alone: a sector's officer sees nodes there, not people.
        if (await door.OpenAsync(id, context.User.Member(), cancellation) is not { } place || !Rights.IsOfficerOf(place.Actor, place.Node.Path))
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        if (await looks.NoteAsync(place.Actor.Member, AuditActions.NodePastRoster, id, day!) is { } refusal)
        {
            return Answers.Refused(refusal);
        }

        var members = await past.MembersOnAsync(id, at, after, Page, cancellation);
        return Answers.Ok(new PastRosterView(
            day!, [.. members.Select(PastMemberView.Of)], members.Count == Page ? members[^1].Member : null));
    }

    private static async Task<IResult> PlaceOf(
        string id, HttpContext context, IOrganisationStore organisation, PastQuery past, Looks looks, HubCalendar calendar,
        TimeProvider clock, string? day, CancellationToken cancellation)
    {
        if (At(day, calendar, clock) is not { } at)
        {
            return Answers.Refused(Rulebook.Invalid);
        }

        var caller = await organisation.Actor(context.User.Member(), cancellation);
        if (caller is null || await organisation.Actor(id, cancellation) is not { } member || !Rights.IsOfficerOf(caller, member.Path))
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        return await looks.NoteAsync(caller.Member, AuditActions.MemberPastPlace, id, day!) is { } refusal
            ? Answers.Refused(refusal)
            : Answers.Ok(new PastPlaceView(
                day!, [.. (await past.PlaceOfAsync(id, at, cancellation)).Select(static n => new LineStepView(n.Id, n.Kind, n.Name))]));
    }

    // A day stands for its last moment; today for now, and a day to come for nothing.
    private static DateTimeOffset? At(string? day, HubCalendar calendar, TimeProvider clock)
    {
        if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            || date > calendar.DateOf(clock.Now()) || date.Year < 1921)
        {
            return null;
        }

        var end = new DateTimeOffset(date.AddDays(1).ToDateTime(TimeOnly.MinValue), calendar.Offset).AddMilliseconds(-1);
        return end < clock.Now() ? end : clock.Now();
    }

    private static LineStepView[] Steps(IReadOnlyList<TreeStep> line) => [.. line.Select(static s => new LineStepView(s.Id, s.Kind, s.Name))];
}

using Grains.Journal;
using Grains.Organisation;
using Grains.Rules;
using Grains.Text;
using Grains.Time;
using Grains.VirtualBranches;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Storage.Queries;
using Web.Api;
using Web.Live.Wire;
using Web.SignIn;

namespace Web.VirtualBranches;

/// <summary>
/// Virtual branches and life groups: found, join, leave, lead, supervise. <c>{id}</c> is one of either. What changes
/// anything goes through its grain; what is read comes from the database.
/// </summary>
public static class VirtualRoutes
{
    private const int CountiesShown = 20;

    public static void MapVirtualBranches(this IEndpointRouteBuilder api)
    {
        // A table that cannot be read stops the start, not a founder.
        api.ServiceProvider.GetRequiredService<ICountyLookup>();
        api.MapGet("/virtual-branches", Own);
        api.MapPost("/virtual-branches", (FoundBranchRequest asked, HttpContext context, VirtualDesk desk, CancellationToken cancellation) =>
            desk.FoundAsync(asked, NodeKind.Virtual, context.User.Member(), cancellation));
        api.MapGet("/virtual-branches/texts", Texts);
        api.MapPost("/virtual-branches/texts", Publish);
        api.MapGet("/virtual-branches/texts/versions", Versions);
        api.MapGet("/virtual-branches/counties", Counties);
        api.MapGet("/virtual-branches/supervised", Supervised);
        api.MapGet("/virtual-branches/{id}", Read);
        api.MapGet("/virtual-branches/{id}/requests", Requests);
        api.MapGet("/virtual-branches/{id}/members", Members);
        Map(api, "join", static (by, r) => new JoinVirtual(by, Key(r), r.Rules));
        Map(api, "take-back", static (by, r) => new TakeBackRequest(by, Key(r)));
        Map(api, "answer", static (by, r) => new AnswerRequest(by, Key(r), Id(r.Member), r.Agree));
        Map(api, "leave", static (by, r) => new LeaveVirtual(by, Key(r)));
        Map(api, "sign", static (by, r) => new SignTexts(by, Key(r), r.Rules, r.Pledge));
        Map(api, "settings", static (by, r) => new ChangeVirtual(
            by, Key(r), r.Name ?? "", r.Topic ?? "", r.About ?? "", r.OpenJoining, r.MemberSummons));
        Map(api, "offer", static (by, r) => new OfferPost(by, Key(r), r.Member is null ? null : Id(r.Member)));
        Map(api, "accept", static (by, r) => new AcceptPost(by, Key(r), r.Pledge));
        Map(api, "stand", static (by, r) => new StandForPost(by, Key(r), r.Pledge));
        Map(api, "vote", static (by, r) => new CastVote(by, Key(r), Id(r.Candidate)));
        Map(api, "county", static (by, r) => new MoveCounty(by, Key(r), r.County is null ? null : Id(r.County), Shape.Short(r.Reason)));
        Map(api, "suspend", static (by, r) => new SuperviseVirtual(by, Key(r), VirtualState.Suspended, Shape.Short(r.Reason)));
        Map(api, "resume", static (by, r) => new SuperviseVirtual(by, Key(r), VirtualState.Active, Shape.Short(r.Reason)));
        Map(api, "dissolve", static (by, r) => new SuperviseVirtual(by, Key(r), VirtualState.Dissolved, Shape.Short(r.Reason)));
        api.MapGet("/life-groups", Groups);
        api.MapPost("/life-groups", (FoundBranchRequest asked, HttpContext context, VirtualDesk desk, CancellationToken cancellation) =>
            desk.FoundAsync(asked, NodeKind.LifeGroup, context.User.Member(), cancellation));
        // For anyone: the caller needs no session, and learns of no member.
        api.MapGet("/register", Register).AllowAnonymous();
    }

    private static void Map(IEndpointRouteBuilder api, string verb, Func<Actor, VirtualRequest, VirtualCommand> command) =>
        api.MapPost($"/virtual-branches/{{id}}/{verb}", (string id, VirtualRequest asked, HttpContext context, VirtualDesk desk, CancellationToken cancellation) =>
            desk.SubmitAsync(id, context.User.Member(), by => command(by, asked), cancellation));

    private static string Key(VirtualRequest asked) => Id(asked.RequestId);

    // What cannot be an id names nothing.
    private static string Id(string? id) => Shape.Id(id) ? id : "";

    private static string Word(string? typed) => PlainText.Clean(typed);

    private static async Task<IResult> Own(HttpContext context, VirtualReader reader, CancellationToken cancellation) =>
        Answers.Ok(await reader.OwnAsync(context.User.Member(), cancellation));

    private static async Task<IResult> Texts(HttpContext context, VirtualReader reader, CancellationToken cancellation) =>
        Answers.Ok(await reader.TextsAsync(context.User.Member(), cancellation));

    private static async Task<IResult> Versions(
        HttpContext context, IOrganisationStore organisation, VirtualReader reader, CancellationToken cancellation) =>
        await organisation.Actor(context.User.Member(), cancellation) is { } actor && Rights.AskOperator(actor) is null
            ? Answers.Ok(await reader.VersionsAsync(actor.Member, cancellation))
            : Answers.Refused(Rulebook.OperatorOnly);

    private static Task<IResult> Publish(PublishRequest asked, HttpContext context, VirtualDesk desk, CancellationToken cancellation) =>
        desk.PublishAsync(asked, context.User.Member(), cancellation);

    private static async Task<IResult> Counties(
        HttpContext context, ICountyLookup lookup, VirtualBranchQuery lists, string? q, CancellationToken cancellation)
    {
        if (q?.Length > Shape.IdMost)
        {
            return Answers.Refused(Rulebook.Invalid);
        }

        var key = context.Connection.RemoteIpAddress is { } address ? lookup.Find(address) : null;
        var suggested = key is null ? null : await lists.ResolveCountyAsync(key, cancellation);
        var found = await lists.CountiesAsync(Word(q), CountiesShown, cancellation);
        return Answers.Ok(new CountiesView(
            suggested is null ? null : new CountyView(suggested.Node, suggested.Name, suggested.Above),
            [.. found.Select(static c => new CountyView(c.Node, c.Name, c.Above))]));
    }

    private static async Task<IResult> Supervised(
        HttpContext context, IOrganisationStore organisation, VirtualReader reader, string? q, string? after, bool queue = false,
        CancellationToken cancellation = default)
    {
        if (await organisation.Actor(context.User.Member(), cancellation) is not { } actor
            || !actor.Offices.Any(o => !Outside.IsOutside(o.Path) && Rights.AskOfficer(actor, o.Path) is null))
        {
            return Answers.Refused(Rulebook.OfficerOnly);
        }

        return q?.Length > Shape.IdMost ? Answers.Refused(Rulebook.Invalid)
            : Answers.Ok(await reader.SupervisedAsync(actor, queue, Word(q), after, cancellation));
    }

    private static async Task<IResult> Read(
        string id, HttpContext context, VirtualDesk desk, VirtualReader reader, IGrainFactory grains, TimeProvider clock, CancellationToken cancellation)
    {
        if (await desk.OpenAsync(id, context.User.Member(), cancellation) is not var (row, actor))
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        if (row.Secretary == actor.Member && clock.Now() - row.SeenAt >= VirtualBranchLimits.SeenEvery)
        {
            await grains.GetGrain<IVirtualBranchGrain>(id).Seen(actor);
        }

        return Answers.Ok(await reader.ViewAsync(row, actor, cancellation));
    }

    private static async Task<IResult> Requests(
        string id, HttpContext context, VirtualDesk desk, VirtualReader reader, Looks looks, string? after, CancellationToken cancellation)
    {
        if (await desk.OpenAsync(id, context.User.Member(), cancellation) is not var (row, actor))
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        return row.Secretary != actor.Member ? Answers.Refused(Rulebook.VirtualLeaderOnly)
            : await looks.NoteAsync(actor.Member, AuditActions.VirtualRequests, id, "") is { } refusal ? Answers.Refused(refusal)
            : Answers.Ok(await reader.RequestsAsync(id, after, cancellation));
    }

    private static async Task<IResult> Members(
        string id, HttpContext context, VirtualDesk desk, VirtualReader reader, Looks looks, string? q, string? after, CancellationToken cancellation)
    {
        if (await desk.OpenAsync(id, context.User.Member(), cancellation) is not var (row, actor))
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        return row.Secretary != actor.Member && !VirtualAccess.IsInCharge(row, actor) ? Answers.Refused(Rulebook.VirtualLeaderOnly)
            : q?.Length > Shape.IdMost || after?.Length > Shape.IdMost ? Answers.Refused(Rulebook.Invalid)
            : await looks.NoteAsync(actor.Member, AuditActions.VirtualMembers, id, string.IsNullOrEmpty(q) ? "" : "search") is { } refusal ? Answers.Refused(refusal)
            : Answers.Ok(await reader.MembersAsync(id, Word(q), after, cancellation));
    }

    private static async Task<IResult> Groups(string? q, string? after, VirtualReader reader, CancellationToken cancellation) =>
        q?.Length > Shape.IdMost
            ? Answers.Refused(Rulebook.Invalid)
            : Answers.Ok(await reader.RegisterAsync(NodeKind.LifeGroup, Word(q), null, after, cancellation));

    private static async Task<IResult> Register(string? q, string? county, string? after, VirtualReader reader, CancellationToken cancellation) =>
        q?.Length > Shape.IdMost || county?.Length > Shape.IdMost
            ? Answers.Refused(Rulebook.Invalid)
            : Answers.Ok(await reader.RegisterAsync(NodeKind.Virtual, Word(q), Shape.Id(county) ? county : null, after, cancellation));
}

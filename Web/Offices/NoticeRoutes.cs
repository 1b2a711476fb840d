using Grains.Corrections;
using Grains.Organisation;
using Grains.Rules;
using Grains.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Storage.Queries;
using Web.Api;
using Web.SignIn;

namespace Web.Offices;

/// <summary>What waits for somebody, or has ended for them: the event <c>notice</c> says that it changed, this is how it is read back.</summary>
public static class NoticeRoutes
{
    /// <summary>So long a term that ended is shown.</summary>
    private static readonly TimeSpan TermsShown = TimeSpan.FromDays(30);

    public static void MapNotices(this IEndpointRouteBuilder api) => api.MapGet("/me/notices", Read);

    private static async Task<IResult> Read(
        HttpContext context, IOrganisationStore organisation, NoticeQuery notices, TimeProvider clock, CancellationToken cancellation)
    {
        if (await organisation.Actor(context.User.Member(), cancellation) is not { } actor)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        var now = clock.Now();
        var views = new List<NoticeView>();
        foreach (var path in Scopes(actor, static (a, p) => Rights.AskOfficer(a, p)))
        {
            views.AddRange((await notices.CensusesAsync(path, now, cancellation)).Select(NoticeView.Of));
        }

        // Who holds offices in several branches has one census once.
        views = [.. views.GroupBy(static v => v.Id).Select(static same => same.First() with { Waiting = same.Sum(static v => v.Waiting) })];
        var since = now - TermsShown;
        views.AddRange((await notices.OwnTermsAsync(actor.Member, since, cancellation)).Select(static term => NoticeView.Of(term, own: true)));
        foreach (var path in Scopes(actor, static (a, p) => Rights.AskPersonnel(a, p)))
        {
            views.AddRange((await notices.TermsAsync(path, since, cancellation))
                .Where(term => term.Member != actor.Member && Rights.AskAppoint(actor, term.Role, term.Path) is null)
                .Select(static term => NoticeView.Of(term, own: false)));
            views.AddRange((await notices.CorrectionsAsync(path, cancellation))
                .Where(it => DataRights.AskCorrection(actor, it.Member, it.Path, CorrectionValue.IsStanding(Enum.Parse<CorrectionField>(it.Field))) is null)
                .GroupBy(static it => it.Node)
                .Select(static node => NoticeView.Of(node.First(), node.Count())));
        }

        return Answers.Ok(new NoticesView([.. views.OrderByDescending(static v => v.At).ThenBy(static v => v.Id, StringComparer.Ordinal)]));
    }

    // Paths of the actor's offices, without those that lie below another.
    private static string[] Scopes(Actor actor, Func<Actor, string, Refusal?> ask)
    {
        string[] paths = [.. actor.Offices.Select(static o => o.Path).Where(path => ask(actor, path) is null).Distinct()];
        return [.. paths.Where(path => !paths.Any(other => other != path && path.StartsWith(other, StringComparison.Ordinal)))];
    }
}

/// <summary>Kinds of what is read back.</summary>
public enum NoticeKind { Census, Term, Correction }

public sealed record NoticesView(NoticeView[] Notices);

/// <summary>Something that waits or has ended. Times are Unix milliseconds.</summary>
/// <param name="Id">Of a census; of a term or a node's corrections what tells them apart in the list.</param>
/// <param name="Title">Of a census.</param>
/// <param name="Role">Of a term, with <paramref name="Name"/> who held it; <paramref name="Own"/>: the reader.</param>
/// <param name="Until">When a census ends.</param>
/// <param name="Waiting">Members who have not answered a census in the reader's scope; corrections that wait at the node.</param>
public sealed record NoticeView(
    NoticeKind Kind, string Id, string Node, string NodeName, string? Title, Role? Role, string? Name, bool Own, long At, long? Until, long Waiting)
{
    internal static NoticeView Of(WaitingCensus it) => new(
        NoticeKind.Census, it.Id, it.Node, it.NodeName, it.Title, null, null, false, it.OpenedAt.ToUnixTimeMilliseconds(),
        it.ClosesAt.ToUnixTimeMilliseconds(), it.Waiting);

    internal static NoticeView Of(EndedTerm it, bool own) => new(
        NoticeKind.Term, $"{it.Node}/{it.Role}/{it.Until.ToUnixTimeMilliseconds()}", it.Node, it.NodeName, null, it.Role, it.Name, own,
        it.Until.ToUnixTimeMilliseconds(), null, 0);

    internal static NoticeView Of(WaitingCorrection it, int count) => new(
        NoticeKind.Correction, it.Node, it.Node, it.NodeName, null, null, null, false, it.RemindedAt.ToUnixTimeMilliseconds(), null, count);
}

using System.Globalization;
using Grains.Points;
using Grains.Rules;
using Grains.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Storage.Queries;
using Web.Api.Views;
using Web.SignIn;

namespace Web.Api;

/// <summary>The member's own points. Nobody sees another's.</summary>
public static class PointsRoutes
{
    private const int Page = 50;

    public static void MapPoints(this IEndpointRouteBuilder api) => api.MapGet("/points", Read);

    private static async Task<IResult> Read(
        HttpContext context,
        PointsQuery points,
        TopicQuery topics,
        ILedgerStore ledger,
        HubCalendar calendar,
        TimeProvider clock,
        long? before,
        string? rule,
        string? date,
        CancellationToken cancellation)
    {
        DateOnly? day = DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed) ? parsed : null;
        if (before is < 1 || (date is { Length: > 0 } && day is null))
        {
            return Answers.Refused(Rulebook.Invalid);
        }

        var member = context.User.Member();
        var today = calendar.DateOf(clock.Now());
        var totals = await points.TotalsAsync(member, today, cancellation);
        var entries = await points.PageAsync(member, new PointsFilter(rule, day, day, before, Page), cancellation);
        var rules = await ledger.Rules(cancellation);
        var names = await topics.OfAsync([.. entries.Select(static e => PointSourceView.Of(e.Source, null).Gathering).OfType<string>().Distinct()], cancellation);
        return Answers.Ok(new PointsPageView(
            totals.Today,
            totals.Month,
            totals.Total,
            [.. InForce(rules, today).Select(r => new PointRuleView(
                r.Id, r.Zh, r.En, totals.TodayByRule.FirstOrDefault(t => t.Rule == r.Id)?.Points ?? 0, r.DailyCap))],
            [.. entries.Select(entry => ViewOf(entry, rules, names))],
            entries.Count == Page ? entries[^1].Seq : null));
    }

    private static IEnumerable<PointRule> InForce(IReadOnlyList<PointRule> rules, DateOnly today) => rules
        .Where(r => r.From <= today && (r.To is null || r.To >= today))
        .GroupBy(static r => r.Id)
        .Select(static versions => versions.MaxBy(static r => r.Version)!);

    private static PointEntryView ViewOf(LedgerEntry entry, IReadOnlyList<PointRule> rules, IReadOnlyDictionary<string, string> topics)
    {
        var rule = rules.FirstOrDefault(r => r.Id == entry.Rule && r.Version == entry.RuleVersion);
        var gathering = PointSourceView.Of(entry.Source, null).Gathering;
        return PointEntryView.Of(
            entry, rule?.Zh ?? entry.Rule, rule?.En ?? entry.Rule, gathering is null ? null : topics.GetValueOrDefault(gathering));
    }
}

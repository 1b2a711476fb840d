using System.Globalization;
using Grains.Rules;
using Grains.Statistics;
using Grains.Time;
using Storage.Queries;

namespace Web.Statistics;

/// <summary>Puts statistics together: figures from the counts in memory, history and enterprises from the database.</summary>
public sealed class StatisticsReader(
    IGrainFactory grains, StatisticsQuery query, EnterpriseFiguresQuery enterprises, HubCalendar calendar, TimeProvider clock)
{
    private static readonly TimeSpan ConversionReach = TimeSpan.FromDays(90);

    private ICountsGrain Counts => grains.GetGrain<ICountsGrain>(ICountsGrain.Key);

    /// <summary>The figures; null where the node is gone by now.</summary>
    public async Task<NodeCountsView?> CountsAsync(StatisticsPlace place, Line line, CancellationToken cancellation)
    {
        if (await Counts.Read(place.Node.Id, line) is not { } counts)
        {
            return null;
        }

        var totals = Composition.Of(counts.Cells, counts.Kinds);
        var converted = await query.ConvertedAsync(place.Node.Path, clock.Now() - ConversionReach, cancellation);
        var ratios = line == Line.Territorial
            ? totals.Ratios().Append(new Ratio(Definitions.Converted, converted, converted + totals.Unregistered))
            : totals.Ratios();
        return new NodeCountsView(
            counts.Id,
            counts.Name,
            counts.Kind,
            line,
            counts.Position.AsOf.ToUnixTimeMilliseconds(),
            Math.Max(0, (long)(clock.Now() - counts.Position.AsOf).TotalMilliseconds),
            counts.Position.Seq,
            place.Names,
            Rights.AskOperator(place.Actor) is null,
            [.. counts.Above.Select(static above => new NodeNameView(above.Id, above.Name))],
            totals,
            counts.Cells.Where(static cell => Rights.IsPartyMember(cell.Category)).Sum(static cell => cell.Own),
            [.. counts.Cells.Select(static cell => new CountCellView(cell.Category, cell.Relation, cell.Own, cell.Subtree))],
            [.. counts.Kinds.Select(static kind => new KindCountView(kind.Kind, kind.Count))],
            [.. ratios.Select(RatioView.Of)],
            [.. counts.Children.Select(ChildCountsView.Of)]);
    }

    public async Task<CoverageView?> CoverageAsync(StatisticsPlace place, CancellationToken cancellation)
    {
        if (await Counts.Read(place.Node.Id, Line.Territorial) is not { } counts)
        {
            return null;
        }

        var totals = Composition.Of(counts.Cells, counts.Kinds);
        var figures = await enterprises.OfAsync(place.Node.Path, cancellation);
        var ratios = new List<Ratio> { new(Definitions.Joint, totals.JointBranches, totals.Branches) };
        ratios.AddRange(figures?.Ratios() ?? []);
        return new CoverageView(
            counts.Position.AsOf.ToUnixTimeMilliseconds(), totals, await query.SeatsAsync(place.Node.Path, cancellation), figures,
            [.. ratios.Select(RatioView.Of)]);
    }

    public async Task<GrowthView> GrowthAsync(StatisticsPlace place, int months, CancellationToken cancellation)
    {
        var now = clock.Now();
        var today = calendar.DateOf(now);
        var first = new DateOnly(today.Year, today.Month, 1).AddMonths(1 - months);
        var days = await query.DaysAsync(place.Node.Path, calendar.Offset, cancellation);
        var dated = days.Select(static day => (Date: DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays(day.Day)), day.Came, day.Gone)).ToList();
        var total = dated.Where(day => day.Date < first).Sum(static day => day.Came - day.Gone);
        var views = new List<MonthView>();
        for (var month = first; month <= today; month = month.AddMonths(1))
        {
            var inside = dated.Where(day => day.Date >= month && day.Date < month.AddMonths(1)).ToList();
            var (came, gone) = (inside.Sum(static day => day.Came), inside.Sum(static day => day.Gone));
            total += came - gone;
            views.Add(new MonthView(month.ToString("yyyy-MM", CultureInfo.InvariantCulture), (int)came, (int)gone, (int)total));
        }

        return new GrowthView(now.ToUnixTimeMilliseconds(), [.. views]);
    }

    public async Task<PeopleView> PeopleAsync(
        StatisticsPlace place, Category category, Relation relation, string? after, CancellationToken cancellation)
    {
        var people = await query.PeopleAsync(place.Node.Path, category, relation, after, Paging.Default, cancellation);
        return new PeopleView(
            [.. people.Select(static p => new PersonView(p.Member, p.Name, p.Category, p.Relation, p.NodeName))],
            people.Count == Paging.Default ? people[^1].Member : null);
    }
}

using Grains.Coverage;
using Grains.Rules;
using Grains.Statistics;
using Grains.Time;
using Storage.Queries;
using Web.Statistics;

namespace Web.Coverage;

/// <summary>Puts together targets with their progress and demonstration units, for the page and for the files.</summary>
public sealed class CoverageReader(IGrainFactory grains, CoverageQuery query, EnterpriseFiguresQuery enterprises, HubCalendar calendar, TimeProvider clock)
{
    /// <summary>Null where the node is gone by now.</summary>
    public async Task<TargetsView?> TargetsAsync(StatisticsPlace place, CancellationToken cancellation)
    {
        if (await grains.GetGrain<ICountsGrain>(ICountsGrain.Key).Read(place.Node.Id, Line.Territorial) is not { } counts)
        {
            return null;
        }

        var totals = Composition.Of(counts.Cells, counts.Kinds);
        var targets = await query.TargetsAsync(place.Node.Id, cancellation);
        var days = await query.SamplesAsync([.. targets.Select(static it => it.Id)], cancellation);
        var figures = await enterprises.OfAsync(place.Node.Path, cancellation);
        var today = calendar.DateOf(clock.Now());
        return new TargetsView(
            place.Node.Id,
            counts.Position.AsOf.ToUnixTimeMilliseconds(),
            Rights.AskPersonnel(place.Actor, place.Node.Path) is null,
            [.. CoverageMeasures.All.Where(it => CoverageMeasures.Of(it.Id, totals, figures) is not null).Select(static it => it.Id)],
            [.. targets.Select(it => CoverageTargetView.Of(it, [.. days[it.Id]], CoverageMeasures.Of(it.Measure, totals, figures), counts.Position.AsOf, today))]);
    }

    public async Task<DemonstrationsView> DemonstrationsAsync(StatisticsPlace place, CancellationToken cancellation)
    {
        var now = clock.Now();
        var units = await query.UnitsAsync(place.Node.Path, now, cancellation);
        var own = units.FirstOrDefault(it => it.Unit.Node == place.Node.Id);
        return new DemonstrationsView(
            place.Node.Id,
            now.ToUnixTimeMilliseconds(),
            Rights.AskSuperior(place.Actor, place.Node.Path) is null,
            await query.TotalAsync(place.Node.Path, now, cancellation),
            own is null ? null : DemonstrationView.Of(own),
            [.. units.Select(DemonstrationView.Of)],
            [.. (await query.ByChildAsync(place.Node.Id, now, cancellation)).Select(static pair => new DemonstrationCountView(pair.Key, pair.Value)).OrderBy(static it => it.Id, StringComparer.Ordinal)]);
    }
}

using System.Diagnostics.Metrics;

namespace Grains.Statistics;

/// <summary>Meter <c>hub.counts</c>: how far the counts are behind, for operators.</summary>
public static class CountsMetrics
{
    private static readonly Meter Meter = new("hub.counts");
    private static readonly Histogram<double> Lag = Meter.CreateHistogram<double>("hub.counts.lag", "ms", "From a change to its being counted at the root");
    private static readonly Counter<long> Changes = Meter.CreateCounter<long>("hub.counts.changes", description: "Changes folded");
    private static readonly Counter<long> Recounts = Meter.CreateCounter<long>("hub.counts.recounts", description: "Counts made anew");
    private static readonly Counter<long> Differences = Meter.CreateCounter<long>("hub.counts.differences", description: "Figures that a recount found wrong; has to stay 0");

    internal static void Folded(IReadOnlyList<OrganisationChange> changes, DateTimeOffset now)
    {
        Changes.Add(changes.Count);
        foreach (var change in changes)
        {
            Lag.Record(Math.Max(0, (now - change.At).TotalMilliseconds));
        }
    }

    internal static void Recounted(int differences)
    {
        Recounts.Add(1);
        Differences.Add(differences);
    }
}

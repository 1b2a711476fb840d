using System.Diagnostics.Metrics;
using Grains.Journal;

namespace Storage.Journal;

/// <summary>Meter <c>hub.storage</c>: what the journal does, for operators.</summary>
internal static class JournalMetrics
{
    private static readonly Meter Meter = new("hub.storage");

    private static readonly Counter<long> Entries = Meter.CreateCounter<long>("hub.journal.entries");
    private static readonly Histogram<int> Batches = Meter.CreateHistogram<int>("hub.journal.group", "{batch}");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("hub.journal.duration", "ms");

    public static readonly Counter<long> Refused = Meter.CreateCounter<long>("hub.journal.refused", "{batch}");

    public static void Record(ReadOnlySpan<FactBatch> batches, TimeSpan duration)
    {
        Batches.Record(batches.Length);
        Duration.Record(duration.TotalMilliseconds);
        var entries = 0;
        foreach (var batch in batches)
        {
            entries += batch is GatheringFacts facts ? facts.Entries.Count : 0;
        }

        Entries.Add(entries);
    }
}

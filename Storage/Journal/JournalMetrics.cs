using System.Diagnostics;
using System.Diagnostics.Metrics;
using Grains.Journal;

namespace Storage.Journal;

/// <summary>Meter <c>hub.storage</c>: what the journal does, for operators. Activities of the same name are its transactions.</summary>
public static class JournalMetrics
{
    public const string Name = "hub.storage";
    public const string DurationName = "hub.journal.duration";
    public const string QueueName = "hub.journal.queue";

    public static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Entries = Meter.CreateCounter<long>("hub.journal.entries", description: "Entries of gatherings written");
    private static readonly Histogram<int> Batches = Meter.CreateHistogram<int>("hub.journal.group", "{batch}", "Batches in one transaction");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(DurationName, "ms", "One transaction, commit included");
    private static readonly Histogram<double> Waited = Meter.CreateHistogram<double>("hub.journal.wait", "ms", "How long the oldest batch of a transaction waited for it");
    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>("hub.journal.refused", "{batch}", "Batches refused because the queue is full or the database away");
    private static readonly UpDownCounter<long> Queue = Meter.CreateUpDownCounter<long>(QueueName, "{batch}", "Batches that wait now");

    internal static void Refused(int batches) => Refusals.Add(batches);

    internal static void Queued(int change) => Queue.Add(change);

    internal static void Record(ReadOnlySpan<FactBatch> batches, TimeSpan waited, TimeSpan duration)
    {
        Batches.Record(batches.Length);
        Waited.Record(waited.TotalMilliseconds);
        Duration.Record(duration.TotalMilliseconds);
        var entries = 0;
        foreach (var batch in batches)
        {
            entries += batch switch
            {
                GatheringFacts facts => facts.Entries.Count,
                ConsultationFacts facts => facts.Entries.Count,
                _ => 0,
            };
        }

        Entries.Add(entries);
    }
}

using Grains.Operations;
using Grains.Time;
using Storage.Journal;
using Web.Live.Rooms;
using Web.Telemetry;

namespace Web.Live.Node;

/// <summary>
/// Tells the operators' page once a second how this node does. What cannot be told is told a second later: a page with
/// a gap is all that comes of it.
/// </summary>
public sealed class NodeFigures(LiveOptions options, MetricBoard board, RelayDirectory relays, ILiveGrains grains, TimeProvider time)
{
    /// <summary>Rooms told of: the busiest of this node.</summary>
    public const int RoomsMost = 50;
    private const double Mega = 1024 * 1024;

    private readonly Dictionary<string, double> _totals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long[]> _buckets = new(StringComparer.Ordinal);
    private long _readAt = time.GetTimestamp();
    private TimeSpan _processor = Environment.CpuUsage.TotalTime;

    public Task Report()
    {
        var seconds = Math.Max(0.001, time.GetElapsedTime(_readAt).TotalSeconds);
        _readAt = time.GetTimestamp();
        double Rate(string name, double unit = 1) => Math.Round(Since(name) / unit / seconds, 1);
        var sample = new NodeSample(
            options.Node, time.Now(),
            (int)board.Total(LiveMeter.Connections), (int)board.Total(LiveMeter.Relays),
            Rate(LiveMeter.Posts), Rate(LiveMeter.Refusals), Rate(LiveMeter.Frames), Rate(LiveMeter.FrameBytes, 1024),
            Slowest(LiveMeter.PostDuration), Slowest(JournalMetrics.DurationName), Slowest(LiveMeter.Lag),
            (int)board.Total(JournalMetrics.QueueName),
            Rate(LiveMeter.BehindName), Rate(LiveMeter.Resyncs), Rate(LiveMeter.SlowCloses), Rate(LiveMeter.SignIns),
            Math.Round(Processor() / seconds, 3),
            (int)(Environment.WorkingSet / Mega), (int)(GC.GetGCMemoryInfo().HeapSizeBytes / Mega));
        var rooms = relays.All
            .Select(relay => new RoomFigures(relay.Room.Gathering, options.Node, relay.Fan.Members, relay.Room.Head, Math.Round(relay.Fan.Rate, 1)))
            .OrderByDescending(static room => room.Connections)
            .Take(RoomsMost);
        return grains.Operations.Report(new NodeReport(sample, [.. rooms]));
    }

    private double Since(string name)
    {
        var total = board.Total(name);
        var before = _totals.GetValueOrDefault(name);
        _totals[name] = total;
        return Math.Max(0, total - before);
    }

    /// <summary>Upper end of the bucket of the 99th percentile since the last report; 0 where nothing was recorded.</summary>
    private double Slowest(string name)
    {
        var (bounds, buckets) = board.Buckets(name);
        var before = _buckets.GetValueOrDefault(name);
        _buckets[name] = buckets;
        var fresh = buckets.Select((count, i) => count - (i < before?.Length ? before[i] : 0)).ToArray();
        var left = (long)Math.Ceiling(fresh.Sum() * 0.99);
        for (var i = 0; i < fresh.Length && left > 0; i++)
        {
            left -= fresh[i];
            if (left <= 0)
            {
                return bounds[Math.Min(i, bounds.Length - 1)];
            }
        }

        return 0;
    }

    private double Processor()
    {
        var now = Environment.CpuUsage.TotalTime;
        var used = (now - _processor).TotalSeconds;
        _processor = now;
        return used;
    }
}

using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Web.Telemetry;

/// <summary>
/// Listens to the meters of this process and keeps their figures, for <c>/metrics</c> and for what the node tells of
/// itself. It hears what is recorded after it was made. A meter that belongs to another host of the same process
/// (tests run several) is passed over.
/// </summary>
public sealed class MetricBoard : IDisposable
{
    /// <summary>The hub's own meters begin with this.</summary>
    public const string OwnPrefix = "hub.";

    /// <summary>Meters of others that are worth telling.</summary>
    public static readonly IReadOnlyList<string> Others =
    [
        "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql",
    ];

    private readonly ConcurrentDictionary<(string Meter, string Name), Recorded> _recorded = new();
    private readonly MeterListener _listener = new();
    private readonly IMeterFactory _factory;

    public MetricBoard(IMeterFactory factory)
    {
        _factory = factory;
        _listener.InstrumentPublished = Enlist;
        _listener.SetMeasurementEventCallback<byte>(static (_, figure, tags, state) => ((Recorded)state!).Take(figure, tags));
        _listener.SetMeasurementEventCallback<short>(static (_, figure, tags, state) => ((Recorded)state!).Take(figure, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, figure, tags, state) => ((Recorded)state!).Take(figure, tags));
        _listener.SetMeasurementEventCallback<long>(static (_, figure, tags, state) => ((Recorded)state!).Take(figure, tags));
        _listener.SetMeasurementEventCallback<float>(static (_, figure, tags, state) => ((Recorded)state!).Take(figure, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, figure, tags, state) => ((Recorded)state!).Take(figure, tags));
        _listener.Start();
    }

    /// <summary>Everything that was recorded, observed anew, ordered by name.</summary>
    public IReadOnlyList<Recorded> Read()
    {
        _listener.RecordObservableInstruments();
        return [.. _recorded.OrderBy(static r => r.Key.Name, StringComparer.Ordinal).ThenBy(static r => r.Key.Meter, StringComparer.Ordinal).Select(static r => r.Value)];
    }

    /// <summary>The sum over an own instrument's series; 0 where nothing was recorded.</summary>
    public double Total(string name) => Find(name)?.All().Sum(static s => s.Read().Value) ?? 0;

    /// <summary>Upper ends of the buckets of an own histogram and what fell into them since the start, all series together.</summary>
    public (double[] Bounds, long[] Buckets) Buckets(string name)
    {
        if (Find(name) is not { Keeping: Keeping.Histogram } recorded)
        {
            return ([], []);
        }

        var sum = new long[recorded.Bounds.Length + 1];
        foreach (var series in recorded.All())
        {
            var buckets = series.Read().Buckets;
            for (var i = 0; i < sum.Length; i++)
            {
                sum[i] += buckets[i];
            }
        }

        return (recorded.Bounds, sum);
    }

    public void Dispose() => _listener.Dispose();

    private Recorded? Find(string name) =>
        _recorded.FirstOrDefault(r => r.Key.Name == name && r.Key.Meter.StartsWith(OwnPrefix, StringComparison.Ordinal)).Value;

    private void Enlist(Instrument instrument, MeterListener listener)
    {
        var meter = instrument.Meter;
        if ((meter.Scope is null || ReferenceEquals(meter.Scope, _factory))
            && (meter.Name.StartsWith(OwnPrefix, StringComparison.Ordinal) || Others.Contains(meter.Name)))
        {
            listener.EnableMeasurementEvents(instrument, _recorded.GetOrAdd((meter.Name, instrument.Name), _ => new Recorded(instrument)));
        }
    }
}

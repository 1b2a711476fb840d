using System.Diagnostics.Metrics;

namespace Web.Telemetry;

/// <summary>How an instrument's figures are kept and told.</summary>
public enum Keeping
{
    /// <summary>Only rises; what is recorded is added.</summary>
    Counter,
    /// <summary>Rises and falls; what is recorded is added.</summary>
    Sum,
    /// <summary>What is recorded is the figure.</summary>
    Gauge,
    /// <summary>What is recorded falls into a bucket.</summary>
    Histogram,
}

/// <summary>What one instrument recorded for one set of tags. Thread-safe; recording allocates nothing.</summary>
public sealed class Series(string labels, double[] bounds)
{
    private readonly Lock _gate = new();
    private readonly long[] _buckets = new long[bounds.Length == 0 ? 0 : bounds.Length + 1];
    private double _value;
    private long _count;

    /// <summary>Tags as Prometheus writes them, without braces; empty where there are none.</summary>
    public string Labels { get; } = labels;

    public void Add(double figure)
    {
        lock (_gate)
        {
            _value += figure;
        }
    }

    public void Set(double figure)
    {
        lock (_gate)
        {
            _value = figure;
        }
    }

    public void Observe(double figure)
    {
        var at = 0;
        while (at < bounds.Length && figure > bounds[at])
        {
            at++;
        }

        lock (_gate)
        {
            _buckets[at]++;
            _count++;
            _value += figure;
        }
    }

    /// <summary>The figure (of a histogram: the sum), the number of records, and the buckets from the smallest on.</summary>
    public (double Value, long Count, long[] Buckets) Read()
    {
        lock (_gate)
        {
            return (_value, _count, [.. _buckets]);
        }
    }
}

/// <summary>One instrument and what it recorded.</summary>
public sealed class Recorded
{
    /// <summary>Sets of tags kept apart; what comes beyond shares one series, so that no client can fill the memory.</summary>
    public const int SeriesMost = 256;
    private const string Overflow = "overflow=\"true\"";

    // Milliseconds or plain numbers, and seconds where the unit says so.
    private static readonly double[] Wide = [0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000];
    private static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60];

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Series> _series = new(StringComparer.Ordinal);
    private readonly Series _plain;
    private bool _plainUsed;

    public Recorded(Instrument instrument)
    {
        (Name, Unit, Description) = (instrument.Name, instrument.Unit ?? "", instrument.Description ?? "");
        var kind = instrument.GetType().GetGenericTypeDefinition();
        Keeping = kind == typeof(Counter<>) || kind == typeof(ObservableCounter<>) ? Keeping.Counter
            : kind == typeof(UpDownCounter<>) ? Keeping.Sum
            : kind == typeof(Histogram<>) ? Keeping.Histogram
            : Keeping.Gauge;
        Sets = instrument.IsObservable;
        Bounds = Keeping != Keeping.Histogram ? [] : Unit == "s" ? Seconds : Wide;
        _plain = new Series("", Bounds);
    }

    public string Name { get; }
    public string Unit { get; }
    public string Description { get; }
    public Keeping Keeping { get; }
    /// <summary>Upper ends of a histogram's buckets; the last bucket has none.</summary>
    public double[] Bounds { get; }
    private bool Sets { get; }

    public void Take(double figure, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var series = Of(tags);
        if (Keeping == Keeping.Histogram)
        {
            series.Observe(figure);
        }
        else if (Sets || Keeping == Keeping.Gauge)
        {
            series.Set(figure);
        }
        else
        {
            series.Add(figure);
        }
    }

    /// <summary>All series that hold something, in the order in which they came.</summary>
    public Series[] All()
    {
        lock (_gate)
        {
            return _plainUsed ? [_plain, .. _series.Values] : [.. _series.Values];
        }
    }

    private Series Of(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            _plainUsed = true;
            return _plain;
        }

        var labels = PrometheusText.Labels(tags);
        lock (_gate)
        {
            if (!_series.TryGetValue(labels, out var series))
            {
                var key = _series.Count < SeriesMost ? labels : Overflow;
                if (!_series.TryGetValue(key, out series))
                {
                    _series.Add(key, series = new Series(key, Bounds));
                }
            }

            return series;
        }
    }
}

using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Web.Telemetry;

namespace Web.Tests.Operate;

/// <summary>Figures are kept and written as collectors expect them.</summary>
public sealed class MetricBoardTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MetricBoard _board;
    private readonly Meter _meter;

    public MetricBoardTests()
    {
        var factory = _services.GetRequiredService<IMeterFactory>();
        _board = new MetricBoard(factory);
        _meter = factory.Create("hub.test");
    }

    public void Dispose()
    {
        _board.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void Counters_sums_and_gauges_are_written_with_their_type()
    {
        var counter = _meter.CreateCounter<long>("hub.test.things", "By", "Things \\ counted");
        counter.Add(2);
        counter.Add(3, new KeyValuePair<string, object?>("kind", "a\"b"));
        var updown = _meter.CreateUpDownCounter<int>("hub.test.inside");
        updown.Add(5);
        updown.Add(-2);
        _meter.CreateObservableGauge("hub.test.level", static () => 0.5);

        var text = Own();

        Assert.Contains("# HELP hub_test_things_bytes_total Things \\\\ counted\n# TYPE hub_test_things_bytes_total counter\nhub_test_things_bytes_total 2\nhub_test_things_bytes_total{kind=\"a\\\"b\"} 3\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE hub_test_inside gauge\nhub_test_inside 3\n", text, StringComparison.Ordinal);
        Assert.Contains("hub_test_level 0.5\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_histogram_has_cumulative_buckets_a_sum_and_a_count()
    {
        var histogram = _meter.CreateHistogram<double>("hub.test.took", "ms");
        histogram.Record(0.2);
        histogram.Record(7);
        histogram.Record(20_000);

        var text = Own();

        Assert.Contains("hub_test_took_milliseconds_bucket{le=\"0.25\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("hub_test_took_milliseconds_bucket{le=\"10\"} 2\n", text, StringComparison.Ordinal);
        Assert.Contains("hub_test_took_milliseconds_bucket{le=\"10000\"} 2\n", text, StringComparison.Ordinal);
        Assert.Contains("hub_test_took_milliseconds_bucket{le=\"+Inf\"} 3\n", text, StringComparison.Ordinal);
        Assert.Contains("hub_test_took_milliseconds_sum 20007.2\n", text, StringComparison.Ordinal);
        Assert.Contains("hub_test_took_milliseconds_count 3\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Tags_without_end_share_one_series()
    {
        var counter = _meter.CreateCounter<long>("hub.test.many");
        for (var i = 0; i < Recorded.SeriesMost + 10; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("n", i));
        }

        Assert.Equal(Recorded.SeriesMost + 10, _board.Total("hub.test.many"));
        Assert.Contains("hub_test_many_total{overflow=\"true\"} 10\n", Own(), StringComparison.Ordinal);
    }

    [Fact]
    public void Meters_of_another_host_of_the_process_are_passed_over()
    {
        using var other = new ServiceCollection().AddMetrics().BuildServiceProvider();
        other.GetRequiredService<IMeterFactory>().Create("hub.test").CreateCounter<long>("hub.test.foreign").Add(1);

        Assert.Equal(0, _board.Total("hub.test.foreign"));
    }

    [Fact]
    public void Recording_allocates_nothing()
    {
        var (counter, histogram) = (_meter.CreateCounter<long>("hub.test.hot"), _meter.CreateHistogram<double>("hub.test.hot.took", "ms"));
        void Record()
        {
            counter.Add(1);
            histogram.Record(3);
        }

        Record();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            Record();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private string Own() => PrometheusText.Write(_board.Read().Where(static r => r.Name.StartsWith("hub.test", StringComparison.Ordinal)));
}

using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Storage.Journal;
using Web.Live.Node;
using Web.Telemetry;

namespace Silo.Hosting;

/// <summary>
/// Sends figures and traces to a collector over OTLP where one is named (<see cref="Endpoint"/>; the other
/// <c>OTEL_EXPORTER_OTLP_*</c> settings hold too). A collector that is away costs nothing but its data: the exporter
/// drops what it cannot send.
/// </summary>
internal sealed class OtlpExport : IHostedService, IDisposable
{
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Name = "hub";
    /// <summary>Traces of the framework: requests and hub calls. Sent commands are among ours.</summary>
    private static readonly string[] Sources = [LiveMeter.Name, JournalMetrics.Name, "Microsoft.AspNetCore", "Microsoft.AspNetCore.SignalR.Server", "Npgsql"];

    private MeterProvider? _meters;
    private TracerProvider? _traces;

    public static void Add(WebApplicationBuilder builder)
    {
        if (!string.IsNullOrWhiteSpace(builder.Configuration[Endpoint]))
        {
            builder.Services.AddHostedService<OtlpExport>();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var version = typeof(OtlpExport).Assembly.GetName().Version?.ToString(3);
        var resource = ResourceBuilder.CreateDefault().AddService(Name, serviceVersion: version);
        _meters = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter([MetricBoard.OwnPrefix + "*", .. MetricBoard.Others])
            .AddOtlpExporter()
            .Build();
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Sources).AddOtlpExporter().Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _meters?.Dispose();
        _traces?.Dispose();
        (_meters, _traces) = (null, null);
    }
}

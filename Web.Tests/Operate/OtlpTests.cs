using System.Net;
using System.Text;
using Bench.Fanout;

namespace Web.Tests.Operate;

/// <summary>Where a collector is named, figures and traces reach it.</summary>
[Trait("Category", "Slow")]
public sealed class OtlpTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Figures_and_traces_go_to_the_collector_that_is_named()
    {
        var folder = Directory.CreateTempSubdirectory("hub-otlp-").FullName;
        using var collector = Listen(out var address);
        var settings = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "300",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "300",
        };
        await using (var hub = await HubProcess.StartAsync(Path.Combine(AppContext.BaseDirectory, "Silo.dll"), ["run", "--port", "0", "--data", folder], settings))
        {
            using var http = new HttpClient();
            await http.GetStringAsync($"{hub.Url}/health/ready");
            var told = new Dictionary<string, string>(StringComparer.Ordinal);
            bool Holds(string path, string name) => told.GetValueOrDefault(path, "").Contains(name, StringComparison.Ordinal);
            // Names are written as they are in the binary form.
            while (!Holds("/v1/metrics", "dotnet.gc") || !Holds("/v1/traces", "Microsoft.AspNetCore"))
            {
                var context = await collector.GetContextAsync().WaitAsync(Patience);
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                var path = context.Request.Url!.AbsolutePath;
                told[path] = told.GetValueOrDefault(path, "") + Encoding.UTF8.GetString(body.ToArray());
                context.Response.Close();
            }

            Assert.All(told.Values, static text => Assert.Contains("service.name", text, StringComparison.Ordinal));
        }

        Directory.Delete(folder, recursive: true);
    }

    private static HttpListener Listen(out string address)
    {
        while (true)
        {
            address = $"http://127.0.0.1:{Random.Shared.Next(20_000, 32_000)}";
            var listener = new HttpListener { Prefixes = { address + "/" } };
            try
            {
                listener.Start();
                return listener;
            }
            catch (HttpListenerException)
            {
                listener.Close();
            }
        }
    }
}

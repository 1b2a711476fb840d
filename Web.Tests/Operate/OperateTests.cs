using System.Net;
using Bench.Client;
using Microsoft.Extensions.DependencyInjection;
using Web.Live.Node;
using Web.Tests.Live;
using Web.Tests.Support;

namespace Web.Tests.Operate;

/// <summary>What operators and collectors see of a node.</summary>
public sealed class OperateTests(HubServer server) : IClassFixture<HubServer>
{
    [Fact]
    public async Task The_figures_tell_what_happened_to_a_post()
    {
        var gathering = await server.OpenAsync();
        await using var client = await RoomClient.EnterAsync(server, Tenant.Member, gathering);
        var before = await FiguresAsync();

        await client.Hub.Ask("Post", gathering, new { clientId = "f-1", text = "一" });
        await client.Hub.Ask("Hide", gathering, 1, "不行");
        var after = await FiguresAsync();

        double Since(string name) => after[name] - before.GetValueOrDefault(name);
        Assert.Equal(1, Since("hub_live_posts_total"));
        Assert.Equal(1, Since("hub_live_post_duration_milliseconds_count"));
        Assert.Equal(1, Since("hub_live_refusals_total{rule=\"right.officer-only\"}"));
        Assert.True(Since("hub_journal_entries_total") > 0);
        Assert.True(Since("hub_journal_duration_milliseconds_count") > 0);
        Assert.True(after["hub_live_connections"] >= 1);
        Assert.True(after["hub_live_sign_ins_total{outcome=\"ok\"}"] >= 1);
        Assert.True(after["dotnet_gc_collections_total{gc_heap_generation=\"gen0\"}"] >= 0);
    }

    [Fact]
    public async Task Figures_hold_no_name_number_or_text()
    {
        var gathering = await server.OpenAsync();
        await using var client = await RoomClient.EnterAsync(server, Tenant.Member, gathering);
        await client.Hub.Ask("Post", gathering, new { clientId = "f-2", text = "一句不该出现的话" });

        using var caller = server.Anonymous();
        var text = (await caller.GetAsync("/metrics")).Text;

        Assert.Contains("hub_live_posts_total", text, StringComparison.Ordinal);
        foreach (var secret in new[] { "一句不该出现的话", Tenant.Member.Name, Tenant.Member.Number, Tenant.Member.Id, gathering })
        {
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Figures_are_for_this_machine_and_for_operators_only()
    {
        using var local = server.Anonymous();
        Assert.Equal(HttpStatusCode.OK, (await local.GetAsync("/metrics")).Status);
        foreach (var header in new[] { "X-Forwarded-For", "Forwarded", "Via", "X-Real-IP" })
        {
            var passedOn = new HttpRequestMessage(HttpMethod.Get, "/metrics");
            passedOn.Headers.TryAddWithoutValidation(header, "203.0.113.7");
            Assert.Equal(HttpStatusCode.Unauthorized, (await local.SendAsync(passedOn)).Status);
        }
    }

    [Fact]
    public async Task The_operators_page_shows_the_node_and_the_room()
    {
        var gathering = await server.OpenAsync();
        await using var client = await RoomClient.EnterAsync(server, Tenant.Member, gathering);
        await server.Services.GetRequiredService<NodeFigures>().Report();
        using var operators = await server.SignInAsync(Tenant.OfficerAbove);

        var view = (await operators.GetAsync("/api/operate")).Json;

        var sample = view.GetProperty("samples").EnumerateArray().Last();
        Assert.True(sample.GetProperty("connections").GetInt32() >= 1);
        Assert.True(sample.GetProperty("memoryMb").GetInt32() > 10);
        var room = Assert.Single(view.GetProperty("gatherings").EnumerateArray(), g => g.GetProperty("id").GetString() == gathering);
        Assert.Equal(1, room.GetProperty("connections").GetInt32());
        Assert.True(room.GetProperty("head").GetInt64() >= 1);

        var at = view.GetProperty("samples").EnumerateArray().Max(static s => s.GetProperty("at").GetInt64());
        var next = (await operators.GetAsync($"/api/operate?after={at}")).Json;
        Assert.All(next.GetProperty("samples").EnumerateArray(), s => Assert.True(s.GetProperty("at").GetInt64() > at));
    }

    [Fact]
    public async Task A_figure_that_was_never_recorded_before_does_not_end_the_reports()
    {
        var figures = server.Services.GetRequiredService<NodeFigures>();
        await figures.Report();
        var gathering = await server.OpenAsync();
        await using var client = await RoomClient.EnterAsync(server, Tenant.Member, gathering);
        await client.Hub.Ask("Post", gathering, new { clientId = "f-3", text = "一" });

        await figures.Report();
        await figures.Report();
    }

    private async Task<Dictionary<string, double>> FiguresAsync()
    {
        using var caller = server.Anonymous();
        var text = (await caller.GetAsync("/metrics")).Text;
        return text.Split('\n').Where(static line => line.Length > 0 && line[0] != '#')
            .Select(static line => (Name: line[..line.LastIndexOf(' ')], Value: line[(line.LastIndexOf(' ') + 1)..]))
            .ToDictionary(static l => l.Name, static l => double.Parse(l.Value, System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }
}

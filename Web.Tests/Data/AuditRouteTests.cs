using System.Net;
using Grains.Journal;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Storage.Audit;
using Web.Tests.Support;

namespace Web.Tests.Data;

/// <summary>Who saw which named list, who may read that, and what a member is told of it.</summary>
public sealed class AuditRouteTests(HubServer hub) : IClassFixture<HubServer>
{
    /// <summary>
    /// Every route that shows names of others to an officer notes a look; a route is added here with the action under
    /// which it is noted. Those that show a member only what everyone of the room or branch sees are not looks.
    /// </summary>
    private static readonly Dictionary<string, string> Looks = new()
    {
        ["/api/gatherings/{id}/roster"] = "roster.look",
        ["/api/gatherings/{id}/attendance.csv"] = "attendance.export",
        ["/api/gatherings/{id}/attendance.xlsx"] = "attendance.export",
        ["/api/gatherings/{id}/polls/{poll}/ballots"] = "poll.look",
        ["/api/gatherings/{id}/polls/{poll}/result.csv"] = "poll.export",
        ["/api/gatherings/{id}/polls/{poll}/result.xlsx"] = "poll.export",
        ["/api/nodes/{id}/people.xlsx"] = "people.export",
        ["/api/nodes/{id}/people.csv"] = "people.export",
        ["/api/corrections"] = "correction.look",
        ["/api/audit"] = "audit.look",
    };

    [Fact]
    public async Task Every_route_that_shows_an_officer_names_of_others_is_on_record()
    {
        var scene = await Matrix.Scene.SetAsync(hub);
        using var officer = await hub.SignInAsync(Tenant.Officer);
        foreach (var (route, action) in Looks)
        {
            var before = await CountAsync(action);
            var request = Matrix.Rehearsals.Request($"GET {route}", scene, Tenant.Officer, officer.Token);
            (await officer.SendAsync(request)).Expect(HttpStatusCode.OK);
            Assert.True(await CountAsync(action) == before + 1, $"{route} left no {action}");
        }

        Assert.Null((await hub.Services.GetRequiredService<AuditVerifier>().RunAsync()).Break);
    }

    [Fact]
    public void The_list_of_looks_names_routes_that_are_there()
    {
        var routes = hub.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(static endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/')).ToHashSet();
        Assert.All(Looks.Keys, route => Assert.Contains(route, routes));
    }

    [Fact]
    public async Task Officers_above_read_the_audit_of_their_subtree_and_nobody_else_does()
    {
        var scene = await Matrix.Scene.SetAsync(hub);
        using var officer = await hub.SignInAsync(Tenant.Officer);
        (await officer.GetAsync($"/api/gatherings/{scene.Gathering}/roster")).Expect(HttpStatusCode.OK);

        using var above = await hub.SignInAsync(Tenant.OfficerAbove);
        var page = (await above.GetAsync($"/api/audit?node={Tenant.Branch}&kind=roster")).Expect(HttpStatusCode.OK).Json;
        var entry = page.GetProperty("entries")[0];
        Assert.Equal(
            ("roster.look", Tenant.Officer.Name, "矩阵", Tenant.BranchName),
            (entry.GetProperty("action").GetString(), entry.GetProperty("actor").GetString(), entry.GetProperty("subject").GetString(), entry.GetProperty("place").GetString()));
        var exact = (await above.GetAsync("/api/audit?kind=roster.loo")).Json.GetProperty("entries");
        Assert.Equal(0, exact.GetArrayLength());
        var late = (await above.GetAsync($"/api/audit?from={hub.Clock.GetUtcNow().AddDays(1).ToUnixTimeMilliseconds()}")).Json.GetProperty("entries");
        Assert.Equal(0, late.GetArrayLength());

        using var elsewhere = await hub.SignInAsync(Tenant.OfficerElsewhere);
        (await elsewhere.GetAsync($"/api/audit?node={Tenant.Branch}")).Expect(HttpStatusCode.NotFound);
        (await elsewhere.GetAsync($"/api/audit?node={Tenant.Root}")).Expect(HttpStatusCode.NotFound);
        using var spare = await hub.SignInAsync(Tenant.Spare);
        (await spare.GetAsync($"/api/audit?node={Tenant.Branch}")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_detail_names_units_and_the_people_of_the_subtree_alone()
    {
        var journal = hub.Services.GetRequiredService<IJournal>();
        var detail = $"{Tenant.Root} {Tenant.Member.Id} {Tenant.OfficerElsewhere.Id}";
        var fact = new AuditFact(hub.Clock.GetUtcNow(), Tenant.Officer.Id, AuditActions.OfficeAppoint, Tenant.Member.Id, detail);
        Assert.Equal(Commit.Done, await journal.AppendAsync(new AuditFacts([fact])));

        using var above = await hub.SignInAsync(Tenant.OfficerAbove);
        var names = (await above.GetAsync($"/api/audit?node={Tenant.Branch}&kind=office")).Expect(HttpStatusCode.OK).Json.GetProperty("names");
        Assert.Equal(Tenant.Member.Name, names.GetProperty(Tenant.Member.Id).GetString());
        Assert.True(names.TryGetProperty(Tenant.Root, out _));
        Assert.False(names.TryGetProperty(Tenant.OfficerElsewhere.Id, out _));
    }

    [Fact]
    public async Task What_members_ask_in_confidence_is_not_for_the_audit_of_offices_above()
    {
        var scene = await Matrix.Scene.SetAsync(hub);
        using var officer = await hub.SignInAsync(Tenant.Officer);
        (await officer.PostAsync($"/api/consultations/{scene.Consultation}/take")).Expect(HttpStatusCode.OK);
        Assert.Contains((Tenant.Officer.Id, "consultation.take"), await Audit.OfAsync(hub, scene.Consultation));

        using var above = await hub.SignInAsync(Tenant.OfficerAbove);
        var page = (await above.GetAsync("/api/audit?kind=consultation")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(0, page.GetProperty("entries").GetArrayLength());
    }

    [Fact]
    public async Task The_audit_is_paged_without_gap_or_double()
    {
        using var above = await hub.SignInAsync(Tenant.OfficerAbove);
        for (var n = 0; n < 55; n++)
        {
            (await above.GetAsync("/api/corrections")).Expect(HttpStatusCode.OK);
        }

        var ids = new List<long>();
        for (var query = "/api/audit?kind=correction.look"; query is not null;)
        {
            var page = (await above.GetAsync(query)).Expect(HttpStatusCode.OK).Json;
            ids.AddRange(page.GetProperty("entries").EnumerateArray().Select(static entry => entry.GetProperty("id").GetInt64()));
            query = page.TryGetProperty("next", out var next) ? $"/api/audit?kind=correction.look&before={next.GetInt64()}" : null;
        }

        Assert.True(ids.Count >= 55);
        Assert.Equal(ids.Distinct().OrderDescending(), ids);
    }

    [Fact]
    public async Task A_member_is_told_who_looked_at_lists_with_the_member_on_them()
    {
        var scene = await Matrix.Scene.SetAsync(hub);
        using var officer = await hub.SignInAsync(Tenant.Officer);
        (await officer.GetAsync($"/api/gatherings/{scene.Gathering}/roster")).Expect(HttpStatusCode.OK);
        using var above = await hub.SignInAsync(Tenant.OfficerAbove);
        (await above.GetAsync($"/api/nodes/{Tenant.Root}/people.csv")).Expect(HttpStatusCode.OK);

        Assert.Equal(["people.export", "roster.look"], await LooksAsync(Tenant.Member));
        Assert.Equal(["people.export"], await LooksAsync(Tenant.OffRoster));

        async Task<string[]> LooksAsync(Person person)
        {
            using var caller = await hub.SignInAsync(person);
            var looks = (await caller.GetAsync("/api/me/looks")).Expect(HttpStatusCode.OK).Json.GetProperty("looks");
            return [.. looks.EnumerateArray().Select(static look => look.GetProperty("action").GetString()!).Distinct().Order()];
        }
    }

    private async Task<int> CountAsync(string action) => (await Audit.HoldingAsync(hub, action)).Count(entry => entry.Action == action);
}

using System.Net;
using Web.Tests.Support;

namespace Web.Tests.Api;

/// <summary>The tree and the registry over HTTP.</summary>
public sealed class OrganisationRoutesTests(HubServer hub) : IClassFixture<HubServer>
{
    private static int _requests;

    [Fact]
    public async Task A_merge_sent_again_is_answered_the_same_although_the_node_is_gone()
    {
        using var officer = await hub.SignInAsync(Tenant.OfficerAbove);
        var (from, to) = (await FoundAsync(officer, "并入甲党支部"), await FoundAsync(officer, "并入乙党支部"));
        var body = $$"""{"requestId":"{{Request()}}","into":"{{to}}"}""";
        var first = (await officer.PostAsync($"/api/org/nodes/{from}/merge", body)).Expect(HttpStatusCode.OK);
        var again = (await officer.PostAsync($"/api/org/nodes/{from}/merge", body)).Expect(HttpStatusCode.OK);
        Assert.Equal(first.Text, again.Text);
        Assert.Equal(to, first.Json.GetProperty("id").GetString());
        (await officer.GetAsync($"/api/org/nodes/{from}")).Expect(HttpStatusCode.NotFound, "request.not-found");
        (await officer.PostAsync($"/api/org/nodes/{from}/merge", body.Replace(to, Tenant.Branch, StringComparison.Ordinal)))
            .Expect(HttpStatusCode.Conflict, "request.conflict");
        var history = (await officer.GetAsync($"/api/org/nodes/{to}/history")).Expect(HttpStatusCode.OK).Json.GetProperty("changes");
        Assert.Equal(["merged", "founded"], history.EnumerateArray().Select(static c => c.GetProperty("cause").GetString()));
        Assert.Equal("并入甲党支部", history[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task The_tree_opens_from_ones_own_offices_and_is_searched_by_text_that_is_no_pattern()
    {
        using var above = await hub.SignInAsync(Tenant.OfficerAbove);
        using var officer = await hub.SignInAsync(Tenant.Officer);
        Assert.Equal([Tenant.Root], await IdsAsync(above, "/api/org/tree"));
        Assert.Equal([Tenant.Branch], await IdsAsync(officer, "/api/org/tree"));
        Assert.Equal([Tenant.Branch], await IdsAsync(above, $"/api/org/tree?parent={Tenant.Root}&q=onerror"));
        Assert.Empty(await IdsAsync(above, $"/api/org/tree?parent={Tenant.Root}&q=%25"));
        (await above.GetAsync($"/api/org/tree?parent={Tenant.Root}&line=other")).Expect(HttpStatusCode.BadRequest, "request.invalid");
        using var member = await hub.SignInAsync(Tenant.Member);
        (await member.GetAsync("/api/org/tree")).Expect(HttpStatusCode.Forbidden, "right.officer-only");
        (await member.GetAsync("/api/enterprises")).Expect(HttpStatusCode.Forbidden, "right.officer-only");
    }

    [Fact]
    public async Task A_roster_of_a_past_day_is_shown_to_officers_and_each_look_is_on_record()
    {
        using var officer = await hub.SignInAsync(Tenant.Officer);
        var today = DateOnly.FromDateTime(hub.Clock.GetUtcNow().UtcDateTime.AddHours(8));
        var roster = (await officer.GetAsync($"/api/org/nodes/{Tenant.Branch}/roster?day={today:yyyy-MM-dd}")).Expect(HttpStatusCode.OK);
        Assert.Contains(roster.Json.GetProperty("members").EnumerateArray(), static m => m.GetProperty("member").GetString() == Tenant.Member.Id);
        Assert.DoesNotContain(Tenant.Member.Number, roster.Text, StringComparison.Ordinal);
        var place = (await officer.GetAsync($"/api/org/members/{Tenant.Member.Id}/place?day={today:yyyy-MM-dd}")).Expect(HttpStatusCode.OK);
        Assert.Equal([Tenant.Root, Tenant.Branch], place.Json.GetProperty("line").EnumerateArray().Select(static s => s.GetProperty("id").GetString()));
        var looks = await Audit.OfAsync(hub, Tenant.Branch);
        Assert.Contains((Tenant.Officer.Id, "node.past-roster"), looks);
        (await officer.GetAsync($"/api/org/nodes/{Tenant.Branch}/roster?day={today.AddDays(1):yyyy-MM-dd}")).Expect(HttpStatusCode.BadRequest);
        (await officer.GetAsync($"/api/org/nodes/{Tenant.Elsewhere}/roster?day={today:yyyy-MM-dd}")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task No_answer_of_the_registry_holds_the_number_by_which_somebody_was_declared()
    {
        using var officer = await hub.SignInAsync(Tenant.Officer);
        var id = $"e-{Interlocked.Increment(ref _requests) + 900_000:D22}";
        (await officer.PostAsync("/api/enterprises", $$"""{"requestId":"{{Request()}}","id":"{{id}}","name":"保密企业","staff":5,"node":"{{Tenant.Branch}}"}""")).Expect(HttpStatusCode.OK);
        var declared = $$"""{"requestId":"{{Request()}}","name":"{{Tenant.Member.Name}}","number":"{{Tenant.Member.Number}}","category":"full"}""";
        Assert.DoesNotContain(Tenant.Member.Number, (await officer.PostAsync($"/api/enterprises/{id}/declare", declared)).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        var page = (await officer.GetAsync($"/api/enterprises/{id}")).Expect(HttpStatusCode.OK);
        Assert.DoesNotContain(Tenant.Member.Number, page.Text, StringComparison.Ordinal);
        Assert.True(page.Json.GetProperty("declared")[0].GetProperty("here").GetBoolean());
        Assert.Equal("regional", page.Json.GetProperty("suggestion").GetProperty("advice").GetString());
        Assert.Contains((Tenant.Officer.Id, "enterprise.look"), await Audit.OfAsync(hub, id));
    }

    private static async Task<string[]> IdsAsync(HubCaller caller, string path) =>
        [.. (await caller.GetAsync(path)).Expect(HttpStatusCode.OK).Json.GetProperty("nodes").EnumerateArray().Select(static n => n.GetProperty("id").GetString()!)];

    private static async Task<string> FoundAsync(HubCaller caller, string name) =>
        (await caller.PostAsync("/api/org/nodes", $$"""{"requestId":"{{Request()}}","kind":"branch","name":"{{name}}","parent":"{{Tenant.Root}}"}"""))
            .Expect(HttpStatusCode.OK).Json.GetProperty("id").GetString()!;

    private static string Request() => $"r-{Interlocked.Increment(ref _requests)}";
}

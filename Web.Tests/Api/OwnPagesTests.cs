using System.Net;
using Grains.Gatherings;
using Grains.Rules;
using Web.Api;
using Web.Tests.Support;

namespace Web.Tests.Api;

/// <summary>The first page, nodes, points, own attendance, rules, health.</summary>
public sealed class OwnPagesTests(HubServer hub) : IClassFixture<HubServer>
{
    [Fact]
    public async Task Now_shows_what_runs_comes_and_was_with_the_own_branch()
    {
        var (open, planned, closed) = (await hub.OpenAsync(), await hub.PlanAsync(), await hub.CloseAsync());
        foreach (var person in new[] { Tenant.Member, Tenant.OfficerAbove })
        {
            using var caller = await hub.SignInAsync(person);
            var now = (await caller.GetAsync("/api/now")).Expect(HttpStatusCode.OK).Json;
            Assert.Contains(open, Ids("live"));
            Assert.Contains(planned, Ids("planned"));
            Assert.Contains(closed, Ids("recent"));
            Assert.Equal(person.Node, now.GetProperty("branch").GetProperty("id").GetString());

            IEnumerable<string?> Ids(string list) => now.GetProperty(list).EnumerateArray().Select(static b => b.GetProperty("id").GetString());
        }

        using var off = await hub.SignInAsync(Tenant.OffRoster);
        Assert.DoesNotContain(open, (await off.GetAsync("/api/now")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Activists_see_only_what_they_are_invited_to()
    {
        var (without, with) = (await hub.OpenAsync(), await hub.OpenAsync(activists: true));
        using var activist = await hub.SignInAsync(Tenant.Activist);
        (await activist.GetAsync($"/api/gatherings/{without}")).Expect(HttpStatusCode.NotFound);
        var brief = (await activist.GetAsync($"/api/gatherings/{with}")).Expect(HttpStatusCode.OK).Json;
        Assert.False(brief.GetProperty("mine").GetProperty("expected").GetBoolean());
    }

    [Fact]
    public async Task A_nodes_page_splits_its_members_without_remainder()
    {
        using var member = await hub.SignInAsync(Tenant.Member);
        var node = (await member.GetAsync($"/api/nodes/{Tenant.Branch}")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(Tenant.BranchName, node.GetProperty("name").GetString());
        Assert.Equal("branch", node.GetProperty("kind").GetString());
        Assert.Equal(Tenant.Root, node.GetProperty("parent").GetString());
        Assert.Equal(5, node.GetProperty("subtreeMembers").GetInt32());
        Assert.Equal(5, node.GetProperty("registered").GetInt32() + node.GetProperty("unregistered").GetInt32());
        Assert.Equal(1, node.GetProperty("unregistered").GetInt32());
        Assert.Equal(6, node.GetProperty("byCategory").EnumerateArray().Sum(static c => c.GetProperty("members").GetInt32()));
        Assert.Contains(node.GetProperty("officers").EnumerateArray(), static o => o.GetProperty("role").GetString() == "secretary");
        var root = (await member.GetAsync($"/api/nodes/{Tenant.Root}")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(2, root.GetProperty("children").GetArrayLength());
        (await member.GetAsync("/api/nodes/b-none")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_summons_may_go_to_the_own_offices_nodes_and_those_below()
    {
        using var above = await hub.SignInAsync(Tenant.OfficerAbove);
        Assert.Equal([Tenant.Root, Tenant.Branch, Tenant.Elsewhere], await NodesOf(above));
        using var officer = await hub.SignInAsync(Tenant.Officer);
        Assert.Equal([Tenant.Branch], await NodesOf(officer));
        using var member = await hub.SignInAsync(Tenant.Member);
        Assert.Empty(await NodesOf(member));

        static async Task<IEnumerable<string?>> NodesOf(HubCaller caller) =>
            (await caller.GetAsync("/api/nodes")).Expect(HttpStatusCode.OK).Json.EnumerateArray().Select(static n => n.GetProperty("id").GetString()).ToArray();
    }

    [Fact]
    public async Task Points_name_their_rule_and_their_source()
    {
        var id = await hub.OpenAsync("积分来源");
        var member = await hub.ActorAsync(Tenant.Member);
        var award = new Grains.Points.Award(member.Member, "spoke", $"{id}/2", hub.Clock.GetUtcNow());
        await hub.GrainFactory.GetGrain<Grains.Members.IMemberGrain>(member.Member).Award([award]);
        using var caller = await hub.SignInAsync(Tenant.Member);
        var page = (await caller.GetAsync("/api/points?rule=spoke")).Expect(HttpStatusCode.OK).Json;
        var entry = page.GetProperty("entries").EnumerateArray().First(e => e.GetProperty("source").TryGetProperty("gathering", out var g) && g.GetString() == id);
        Assert.Equal("积分来源", entry.GetProperty("source").GetProperty("topic").GetString());
        Assert.Equal(2, entry.GetProperty("source").GetProperty("seq").GetInt64());
        Assert.NotEmpty(entry.GetProperty("zh").GetString()!);
        Assert.True(page.GetProperty("total").GetInt32() >= 1);
        Assert.True(page.GetProperty("rules").GetArrayLength() >= 3);
        Assert.Empty((await caller.GetAsync("/api/points?date=2001-01-01")).Json.GetProperty("entries").EnumerateArray());
        (await caller.GetAsync("/api/points?date=yesterday")).Expect(HttpStatusCode.BadRequest, "request.invalid");
        (await caller.GetAsync("/api/points?before=0")).Expect(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Fact]
    public async Task Own_attendance_is_listed()
    {
        var id = await hub.OpenAsync("到会");
        await hub.SubmitAsync(id, new Enter(await hub.ActorAsync(Tenant.NonRegistered), "d-1"), new Close(await hub.ActorAsync(Tenant.Officer)));
        using var caller = await hub.SignInAsync(Tenant.NonRegistered);
        var mine = (await caller.GetAsync("/api/attendance")).Expect(HttpStatusCode.OK).Json.EnumerateArray().Single(a => a.GetProperty("gathering").GetString() == id);
        Assert.Equal("present", mine.GetProperty("presence").GetString());
        Assert.InRange(mine.GetProperty("share").GetDouble(), 0, 1);
    }

    [Fact]
    public async Task A_non_registered_member_is_told_why_voting_is_elsewhere()
    {
        using var caller = await hub.SignInAsync(Tenant.NonRegistered);
        var vote = (await caller.GetAsync("/api/me")).Json.GetProperty("rights").EnumerateArray().Single(static r => r.GetProperty("right").GetString() == "vote");
        Assert.False(vote.GetProperty("allowed").GetBoolean());
        Assert.Equal("right.relation-elsewhere", vote.GetProperty("rule").GetString());
    }

    [Fact]
    public async Task The_rules_are_told_to_anyone_and_each_has_a_status()
    {
        using var caller = hub.Anonymous();
        var rules = (await caller.GetAsync("/api/rules")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(Rulebook.All.Count, rules.GetArrayLength());
        Assert.All(Rulebook.All, static rule => Assert.True(RefusalStatus.Knows(rule), rule.Rule));
    }

    [Fact]
    public async Task Health_tells_what_anyone_may_know()
    {
        using var caller = hub.Anonymous();
        Assert.Equal("live", (await caller.GetAsync("/health/live")).Json.GetProperty("status").GetString());
        var ready = (await caller.GetAsync("/health/ready")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("ready", ready.GetProperty("status").GetString());
        Assert.Equal("1", ready.GetProperty("protocol").GetString());
        Assert.Equal(hub.DatabaseKind, ready.GetProperty("database").GetString());
        Assert.Equal(Tenant.People.Length, ready.GetProperty("members").GetInt32());
    }
}

using System.Net;
using Web.Tests.Support;
using Web.VirtualBranches;

namespace Web.Tests.Api;

/// <summary>Virtual branches over HTTP: who sees what, and what the public register tells.</summary>
public sealed class VirtualBranchTests(HubServer hub) : IClassFixture<HubServer>
{
    [Fact]
    public async Task The_register_tells_a_stranger_name_topic_county_and_band_and_no_member()
    {
        var id = await hub.FoundAsync();
        using var stranger = hub.Anonymous();
        var reply = (await stranger.GetAsync("/api/register?q=%E9%AA%91%E6%89%8B")).Expect(HttpStatusCode.OK);
        var line = reply.Json.GetProperty("branches").EnumerateArray().First(l => l.GetProperty("id").GetString() == id);
        Assert.Equal(
            ["county", "foundedAt", "id", "name", "size", "topic"], line.EnumerateObject().Select(static p => p.Name).Order(StringComparer.Ordinal));
        Assert.Equal("1-9", line.GetProperty("size").GetString());
        Assert.DoesNotContain(Tenant.NonRegistered.Name, reply.Text, StringComparison.Ordinal);
        (await stranger.GetAsync($"/api/virtual-branches/{id}")).Expect(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_stranger_who_is_signed_in_sees_no_count_no_leader_and_no_election()
    {
        var id = await hub.FoundAsync();
        using var stranger = await hub.SignInAsync(Tenant.OffRoster);
        var view = (await stranger.GetAsync($"/api/virtual-branches/{id}")).Expect(HttpStatusCode.OK).Json;
        Assert.False(view.TryGetProperty("members", out _) || view.TryGetProperty("leader", out _) || view.TryGetProperty("seenAt", out _));
        Assert.False(view.GetProperty("mine").GetProperty("member").GetBoolean());
        (await stranger.GetAsync($"/api/nodes/{id}")).Expect(HttpStatusCode.NotFound);
        using var member = await hub.SignInAsync(Tenant.Member);
        var mine = (await member.GetAsync($"/api/virtual-branches/{id}")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(2, mine.GetProperty("members").GetInt32());
        Assert.Equal(Tenant.NonRegistered.Name, mine.GetProperty("leader").GetString());
        var page = (await member.GetAsync($"/api/nodes/{id}")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(2, page.GetProperty("members").GetInt32());
        Assert.True(page.GetProperty("maySummon").GetBoolean());
    }

    [Fact]
    public async Task Its_secretary_is_no_operator_and_manages_nothing_in_the_tree()
    {
        await hub.FoundAsync();
        using var secretary = await hub.SignInAsync(Tenant.NonRegistered);
        (await secretary.GetAsync("/api/operate")).Expect(HttpStatusCode.Forbidden);
        (await secretary.GetAsync("/api/virtual-branches/supervised?queue=true")).Expect(HttpStatusCode.Forbidden, "right.officer-only");
        (await secretary.PostAsync("/api/gatherings", Gatherings.Body(Gatherings.NewId()))).Expect(HttpStatusCode.Forbidden, "right.officer-only");
        (await secretary.GetAsync($"/api/nodes/{Tenant.Elsewhere}")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_secretary_alone_reads_who_asks_and_each_look_is_on_record()
    {
        var id = await hub.FoundAsync();
        using var secretary = await hub.SignInAsync(Tenant.NonRegistered);
        var requests = (await secretary.GetAsync($"/api/virtual-branches/{id}/requests")).Expect(HttpStatusCode.OK).Json.GetProperty("requests");
        Assert.Equal(Tenant.Spare.Id, requests[0].GetProperty("member").GetString());
        Assert.DoesNotContain(Tenant.Spare.Number, requests.GetRawText(), StringComparison.Ordinal);
        var roster = (await secretary.GetAsync($"/api/virtual-branches/{id}/members")).Expect(HttpStatusCode.OK).Json.GetProperty("members");
        Assert.Equal(2, roster.GetArrayLength());
        Assert.Equal(0, (await secretary.GetAsync($"/api/virtual-branches/{id}/members?q=nobody")).Json.GetProperty("members").GetArrayLength());
        var found = (await secretary.GetAsync($"/api/virtual-branches/{id}/members?q=member")).Json.GetProperty("members");
        Assert.Equal(Tenant.Member.Id, Assert.Single(found.EnumerateArray()).GetProperty("member").GetString());
    }

    [Fact]
    public async Task A_member_summons_in_a_virtual_branch_and_its_members_alone_find_the_gathering()
    {
        var id = await hub.FoundAsync();
        using var member = await hub.SignInAsync(Tenant.Member);
        var gathering = Gatherings.NewId();
        (await member.PostAsync("/api/gatherings", Gatherings.Body(gathering, id))).Expect(HttpStatusCode.Created);
        using var secretary = await hub.SignInAsync(Tenant.NonRegistered);
        var brief = (await secretary.GetAsync($"/api/gatherings/{gathering}")).Expect(HttpStatusCode.OK).Json;
        Assert.True(brief.GetProperty("mine").GetProperty("expected").GetBoolean());
        Assert.Contains(
            (await member.GetAsync("/api/now")).Json.GetProperty("live").EnumerateArray(), g => g.GetProperty("id").GetString() == gathering);
        using var stranger = await hub.SignInAsync(Tenant.Officer);
        (await stranger.GetAsync($"/api/gatherings/{gathering}")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Founding_over_http_answers_the_same_when_it_is_sent_again()
    {
        using var founder = await hub.SignInAsync(Tenant.NonRegistered);
        var body = Virtuals.Founding("v-");
        Assert.Equal("founded", (await founder.PostAsync("/api/virtual-branches", body)).Expect(HttpStatusCode.Created).Json.GetProperty("result").GetString());
        (await founder.PostAsync("/api/virtual-branches", body)).Expect(HttpStatusCode.Created);
        (await founder.PostAsync("/api/life-groups", body)).Expect(HttpStatusCode.BadRequest, "virtual.id");
        (await founder.PostAsync("/api/virtual-branches", Virtuals.Founding("v-").Replace("\"pledge\":1", "\"pledge\":0", StringComparison.Ordinal)))
            .Expect(HttpStatusCode.BadRequest, "virtual.texts");
    }

    [Fact]
    public void An_address_finds_its_county_and_an_unknown_one_none()
    {
        using var text = new StringReader("# first, last, county\n203.0.113.0,203.0.113.255,330104\n\n2001:db8::,2001:db8::ffff,b-west,x\n198.51.100.7,198.51.100.7,江干区委");
        var table = new CountyTable(text);
        Assert.Equal("330104", table.Find(IPAddress.Parse("203.0.113.9")));
        Assert.Equal("330104", table.Find(IPAddress.Parse("::ffff:203.0.113.9")));
        Assert.Equal("b-west", table.Find(IPAddress.Parse("2001:db8::1")));
        Assert.Equal("江干区委", table.Find(IPAddress.Parse("198.51.100.7")));
        Assert.Null(table.Find(IPAddress.Parse("198.51.100.8")));
        Assert.Null(table.Find(IPAddress.Loopback));
        Assert.Null(table.Find(IPAddress.IPv6Loopback));
    }

    [Theory]
    [InlineData("203.0.113.0,203.0.113.255")]
    [InlineData("203.0.113.9,203.0.113.1,330104")]
    [InlineData("nowhere,203.0.113.1,330104")]
    [InlineData("203.0.113.0,203.0.113.9,330104\n203.0.113.9,203.0.113.10,330105")]
    public void A_wrong_table_of_addresses_says_where(string lines) => Assert.Throws<FormatException>(() => new CountyTable(new StringReader(lines)));

    [Theory]
    [InlineData(1, "1-9")]
    [InlineData(10, "10-49")]
    [InlineData(199, "50-199")]
    [InlineData(50_000, "50000+")]
    public void Strangers_are_told_a_band_of_the_size(int members, string band) => Assert.Equal(band, SizeBand.Of(members));
}

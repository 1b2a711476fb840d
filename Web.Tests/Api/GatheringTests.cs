using System.Net;
using Grains.Gatherings;
using Web.Tests.Support;

namespace Web.Tests.Api;

/// <summary>Summoning, looking, logging, excusing.</summary>
public sealed class GatheringTests(HubServer hub) : IClassFixture<HubServer>
{
    [Fact]
    public async Task A_summons_opens_the_gathering_once_however_often_it_is_sent()
    {
        using var officer = await hub.SignInAsync(Tenant.Officer);
        var body = Gatherings.Body(Gatherings.NewId(), topic: "学习讨论");
        var first = (await officer.PostAsync("/api/gatherings", body)).Expect(HttpStatusCode.Created).Json;
        var second = (await officer.PostAsync("/api/gatherings", body)).Expect(HttpStatusCode.Created).Json;
        Assert.Equal("open", first.GetProperty("state").GetString());
        Assert.Equal("flash", first.GetProperty("type").GetString());
        Assert.Equal(first.GetProperty("openedAt").GetInt64(), second.GetProperty("openedAt").GetInt64());
        Assert.True(first.GetProperty("mine").GetProperty("officer").GetBoolean());
        var counts = first.GetProperty("counts");
        Assert.Equal(
            counts.GetProperty("expected").GetInt32(),
            counts.GetProperty("present").GetInt32() + counts.GetProperty("excused").GetInt32() + counts.GetProperty("absent").GetInt32());
    }

    [Fact]
    public async Task An_id_that_is_taken_with_another_body_conflicts()
    {
        using var officer = await hub.SignInAsync(Tenant.Officer);
        var id = await hub.OpenAsync("一");
        (await officer.PostAsync("/api/gatherings", Gatherings.Body(id, topic: "二"))).Expect(HttpStatusCode.Conflict, "request.conflict");
    }

    [Fact]
    public async Task The_same_summons_sent_twice_at_once_opens_one()
    {
        using var officer = await hub.SignInAsync(Tenant.Officer);
        var body = Gatherings.Body(Gatherings.NewId());
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => officer.PostAsync("/api/gatherings", body)));
        Assert.All(replies, static reply => reply.Expect(HttpStatusCode.Created));
        Assert.Single(replies.Select(static reply => reply.Json.GetProperty("openedAt").GetInt64()).Distinct());
    }

    [Fact]
    public async Task An_id_that_another_officer_has_taken_conflicts_and_shows_nothing()
    {
        using var elsewhere = await hub.SignInAsync(Tenant.OfficerElsewhere);
        var id = await hub.OpenAsync("内部事项");
        var reply = await elsewhere.PostAsync("/api/gatherings", Gatherings.Body(id, Tenant.Elsewhere, "内部事项"));
        reply.Expect(HttpStatusCode.Conflict, "request.conflict");
    }

    [Theory]
    [InlineData("id", "\"id\":\"g-short\"", "gathering.id")]
    [InlineData("topic", "\"topic\":\"  \"", "gathering.topic")]
    [InlineData("minutes", "\"minutes\":4", "gathering.length")]
    [InlineData("minutes", "\"minutes\":241", "gathering.length")]
    [InlineData("opensAt", "\"opensAt\":9999999999999", "gathering.opens-at")]
    [InlineData("opensAt", "\"opensAt\":-1", "gathering.opens-at")]
    public async Task A_wrong_field_is_named_with_its_rule(string field, string wrong, string rule)
    {
        using var officer = await hub.SignInAsync(Tenant.Officer);
        var body = Gatherings.Body(Gatherings.NewId(), extra: "," + wrong);
        var reply = (await officer.PostAsync("/api/gatherings", body)).Expect(HttpStatusCode.BadRequest, rule);
        Assert.Equal(rule, reply.Json.GetProperty("fields").GetProperty(field).GetProperty("rule").GetString());
    }

    [Fact]
    public async Task Several_wrong_fields_are_all_named()
    {
        using var officer = await hub.SignInAsync(Tenant.Officer);
        var reply = (await officer.PostAsync("/api/gatherings", """{"minutes":1}""")).Expect(HttpStatusCode.BadRequest, "request.invalid");
        Assert.Equal(
            ["id", "minutes", "node", "topic", "type"],
            reply.Json.GetProperty("fields").EnumerateObject().Select(static f => f.Name).Order());
    }

    [Theory]
    [InlineData(101, HttpStatusCode.BadRequest)]
    [InlineData(100, HttpStatusCode.Created)]
    public async Task A_topic_is_counted_in_code_points(int codePoints, HttpStatusCode expected)
    {
        using var officer = await hub.SignInAsync(Tenant.Officer);
        var topic = string.Concat(Enumerable.Repeat("𠮷", codePoints));
        (await officer.PostAsync("/api/gatherings", Gatherings.Body(Gatherings.NewId(), topic: topic))).Expect(expected);
    }

    [Fact]
    public async Task A_topic_loses_what_would_deceive_the_eye()
    {
        using var officer = await hub.SignInAsync(Tenant.Officer);
        var topic = "学习\\u202Etxt\\u200B\\u0000" + string.Concat(Enumerable.Repeat("a\\u0301", 1)) + string.Concat(Enumerable.Repeat("\\u0301", 60));
        var brief = (await officer.PostAsync("/api/gatherings", Gatherings.Body(Gatherings.NewId(), topic: topic))).Expect(HttpStatusCode.Created);
        var told = brief.Json.GetProperty("topic").GetString()!;
        Assert.DoesNotContain('\u202E', told);
        Assert.DoesNotContain('\u200B', told);
        Assert.True(told.Count(static c => c == '\u0301') <= 8);
    }

    [Fact]
    public async Task Markup_comes_back_as_the_text_it_is()
    {
        const string Topic = "<script>alert(1)</script>&amp;<img src=x onerror=alert(2)>";
        var id = await hub.OpenAsync(Topic);
        using var member = await hub.SignInAsync(Tenant.Member);
        var reply = (await member.GetAsync($"/api/gatherings/{id}")).Expect(HttpStatusCode.OK);
        Assert.Equal(Topic, reply.Json.GetProperty("topic").GetString());
        Assert.Equal("application/json", reply.ContentHeaders.ContentType!.MediaType);
        Assert.DoesNotContain("<script>", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_is_told_the_own_standing_and_figures_that_add_up()
    {
        var id = await hub.OpenAsync();
        await hub.SubmitAsync(id, new Enter(await hub.ActorAsync(Tenant.Member), "d-1"));
        using var member = await hub.SignInAsync(Tenant.Member);
        var brief = (await member.GetAsync($"/api/gatherings/{id}")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("present", brief.GetProperty("mine").GetProperty("presence").GetString());
        Assert.True(brief.GetProperty("mine").GetProperty("expected").GetBoolean());
        Assert.False(brief.GetProperty("mine").GetProperty("officer").GetBoolean());
        Assert.Equal(1, brief.GetProperty("counts").GetProperty("inside").GetInt32());
    }

    [Fact]
    public async Task The_log_is_read_by_page_and_hidden_text_is_left_out()
    {
        var id = await hub.OpenAsync();
        var member = await hub.ActorAsync(Tenant.Member);
        var answers = await hub.SubmitAsync(id, new Enter(member, "d-1"), new Post(member, "c-1", "<b>第一</b>", null, null), new Post(member, "c-2", "第二", null, null));
        await hub.SubmitAsync(id, new Hide(await hub.ActorAsync(Tenant.Officer), answers[2].Seq, "无关"));
        using var reader = await hub.SignInAsync(Tenant.NonRegistered);
        var log = (await reader.GetAsync($"/api/gatherings/{id}/log")).Expect(HttpStatusCode.OK).Json;
        var entries = log.GetProperty("entries").EnumerateArray().ToArray();
        Assert.Equal(Enumerable.Range(1, entries.Length), entries.Select(static e => e.GetProperty("s").GetInt32()));
        Assert.Equal("<b>第一</b>", entries.Single(static e => e.TryGetProperty("id", out var c) && c.GetString() == "c-1").GetProperty("text").GetString());
        Assert.False(entries.Single(static e => e.TryGetProperty("id", out var c) && c.GetString() == "c-2").TryGetProperty("text", out _));
        Assert.Equal(entries.Length, log.GetProperty("head").GetInt32());
        var tail = (await reader.GetAsync($"/api/gatherings/{id}/log?after=1&count=1")).Json.GetProperty("entries");
        Assert.Equal(2, Assert.Single(tail.EnumerateArray()).GetProperty("s").GetInt32());
        Assert.Empty((await reader.GetAsync($"/api/gatherings/{id}/log?after=9999")).Json.GetProperty("entries").EnumerateArray());
    }

    [Theory]
    [InlineData("after=-1")]
    [InlineData("count=0")]
    [InlineData("count=501")]
    [InlineData("after=x")]
    public async Task A_page_that_cannot_be_is_refused(string query)
    {
        var id = await hub.OpenAsync();
        using var member = await hub.SignInAsync(Tenant.Member);
        (await member.GetAsync($"/api/gatherings/{id}/log?{query}")).Expect(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Fact]
    public async Task An_excuse_counts_before_entering_and_not_after()
    {
        var id = await hub.OpenAsync();
        using var member = await hub.SignInAsync(Tenant.Member);
        (await member.PostAsync($"/api/gatherings/{id}/excuse", """{"reason":"出差"}""")).Expect(HttpStatusCode.NoContent);
        (await member.PostAsync($"/api/gatherings/{id}/excuse", """{"reason":"出差"}""")).Expect(HttpStatusCode.NoContent);
        var brief = (await member.GetAsync($"/api/gatherings/{id}")).Json;
        Assert.Equal("excused", brief.GetProperty("mine").GetProperty("presence").GetString());
        Assert.Equal(1, brief.GetProperty("counts").GetProperty("excused").GetInt32());

        (await member.DeleteAsync($"/api/gatherings/{id}/excuse")).Expect(HttpStatusCode.NoContent);
        Assert.Equal("absent", (await member.GetAsync($"/api/gatherings/{id}")).Json.GetProperty("mine").GetProperty("presence").GetString());

        await hub.SubmitAsync(id, new Enter(await hub.ActorAsync(Tenant.Spare), "d-1"));
        using var inside = await hub.SignInAsync(Tenant.Spare);
        (await inside.PostAsync($"/api/gatherings/{id}/excuse", """{"reason":"晚到"}""")).Expect(HttpStatusCode.Conflict, "gathering.excuse-present");
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public async Task An_excuse_needs_a_reason(string reason)
    {
        var id = await hub.OpenAsync();
        using var member = await hub.SignInAsync(Tenant.Member);
        (await member.PostAsync($"/api/gatherings/{id}/excuse", $$"""{"reason":"{{reason}}"}""")).Expect(HttpStatusCode.BadRequest, "gathering.excuse-reason");
    }

    [Fact]
    public async Task A_planned_gathering_takes_an_excuse_and_shows_it()
    {
        var id = await hub.PlanAsync();
        using var member = await hub.SignInAsync(Tenant.Member);
        Assert.Equal("planned", (await member.GetAsync($"/api/gatherings/{id}")).Json.GetProperty("state").GetString());
        (await member.PostAsync($"/api/gatherings/{id}/excuse", """{"reason":"出差"}""")).Expect(HttpStatusCode.NoContent);
        Assert.Equal("excused", (await member.GetAsync($"/api/gatherings/{id}")).Json.GetProperty("mine").GetProperty("presence").GetString());
    }

    [Fact]
    public async Task What_is_not_there_and_what_is_not_for_you_look_the_same()
    {
        var id = await hub.OpenAsync();
        using var off = await hub.SignInAsync(Tenant.OffRoster);
        foreach (var path in new[] { "", "/log", "/roster", "/timeline", "/attendance.csv", "/attendance.xlsx", "/minutes" })
        {
            var hidden = (await off.GetAsync($"/api/gatherings/{id}{path}")).Expect(HttpStatusCode.NotFound, "request.not-found");
            var missing = (await off.GetAsync($"/api/gatherings/{Gatherings.NewId()}{path}")).Expect(HttpStatusCode.NotFound);
            Assert.Equal(missing.Text, hidden.Text);
            Assert.Equal(
                missing.Headers.Select(static h => h.Key).Order(),
                hidden.Headers.Select(static h => h.Key).Order());
        }
    }
}

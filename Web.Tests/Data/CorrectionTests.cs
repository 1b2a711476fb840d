using System.Net;
using Web.Tests.Support;

namespace Web.Tests.Data;

/// <summary>A member says what is wrong; an officer puts it right or refuses in writing.</summary>
public sealed class CorrectionTests(HubServer hub) : IClassFixture<HubServer>
{
    [Fact]
    public async Task An_officer_of_the_branch_applies_it_and_both_see_what_became_of_it()
    {
        using var member = await hub.SignInAsync(Tenant.Member);
        var filed = await FileAsync(member, "name", "王新名");
        (await SendAsync(member, "name", "王又名")).Expect(HttpStatusCode.Conflict, "correction.running");
        using var officer = await hub.SignInAsync(Tenant.Officer);
        var open = Assert.Single((await officer.GetAsync("/api/corrections")).Json.GetProperty("corrections").EnumerateArray().ToList());
        Assert.Equal((Tenant.Member.Name, "王新名", true, false), (
            open.GetProperty("member").GetString(), open.GetProperty("wanted").GetString(), open.GetProperty("may").GetBoolean(), open.GetProperty("overdue").GetBoolean()));

        (await DecideAsync(officer, filed, "r-apply", apply: true, "已核对")).Expect(HttpStatusCode.OK);
        (await DecideAsync(officer, filed, "r-apply", apply: true, "已核对")).Expect(HttpStatusCode.OK);
        (await DecideAsync(officer, filed, "r-again", apply: false, "再想想")).Expect(HttpStatusCode.Conflict, "correction.decided");

        var own = (await member.GetAsync("/api/me/corrections")).Json.GetProperty("corrections")[0];
        Assert.Equal(("applied", "已核对", Tenant.Officer.Name), (
            own.GetProperty("state").GetString(), own.GetProperty("answer").GetString(), own.GetProperty("decidedBy").GetString()));
        Assert.Equal("王新名", (await member.GetAsync("/api/me")).Json.GetProperty("name").GetString());
        Assert.Contains((Tenant.Officer.Id, "correction.decide"), await Audit.OfAsync(hub, Tenant.Member.Id));
        Assert.Empty(await Audit.HoldingAsync(hub, "王新名"));
        await FileAndApplyAsync(member, officer, "name", Tenant.Member.Name);
    }

    [Fact]
    public async Task What_a_vote_hangs_on_is_decided_above_and_changes_the_standing()
    {
        using var member = await hub.SignInAsync(Tenant.NonRegistered);
        var filed = await FileAsync(member, "relation", "registered");
        using var officer = await hub.SignInAsync(Tenant.Officer);
        (await DecideAsync(officer, filed, "r-1", apply: true, "")).Expect(HttpStatusCode.Forbidden, "correction.above");
        using var above = await hub.SignInAsync(Tenant.OfficerAbove);
        (await DecideAsync(above, filed, "r-2", apply: true, "")).Expect(HttpStatusCode.OK);
        Assert.Equal("registered", (await member.GetAsync("/api/me")).Json.GetProperty("relation").GetString());
        var back = await FileAsync(member, "relation", "temporaryLetter");
        (await DecideAsync(above, back, "r-3", apply: true, "")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_refusal_needs_its_reason_in_writing_and_changes_nothing()
    {
        using var member = await hub.SignInAsync(Tenant.Spare);
        var filed = await FileAsync(member, "joined", "2018-07-01");
        using var officer = await hub.SignInAsync(Tenant.Officer);
        (await DecideAsync(officer, filed, "r-4", apply: false, " ")).Expect(HttpStatusCode.BadRequest, "correction.reason");
        (await DecideAsync(officer, filed, "r-5", apply: false, "档案所记为准")).Expect(HttpStatusCode.OK);
        var own = (await member.GetAsync("/api/me/corrections")).Json.GetProperty("corrections")[0];
        Assert.Equal(("refused", "档案所记为准"), (own.GetProperty("state").GetString(), own.GetProperty("answer").GetString()));
    }

    [Fact]
    public async Task Nobody_decides_their_own_and_nobody_elsewhere_sees_it()
    {
        using var officer = await hub.SignInAsync(Tenant.Officer);
        var filed = await FileAsync(officer, "phone", "13900000123");
        (await DecideAsync(officer, filed, "r-6", apply: true, "")).Expect(HttpStatusCode.Forbidden, "correction.own");
        using var elsewhere = await hub.SignInAsync(Tenant.OfficerElsewhere);
        (await DecideAsync(elsewhere, filed, "r-7", apply: true, "")).Expect(HttpStatusCode.NotFound);
        using var member = await hub.SignInAsync(Tenant.Member);
        (await member.PostAsync($"/api/me/corrections/{filed}/withdraw", """{"requestId":"r-8"}""")).Expect(HttpStatusCode.NotFound);
        (await officer.PostAsync($"/api/me/corrections/{filed}/withdraw", """{"requestId":"r-9"}""")).Expect(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("name", "王2", "换了", "correction.value")]
    [InlineData("phone", "12", "换了", "correction.value")]
    [InlineData("joined", "2999-01-01", "换了", "correction.value")]
    [InlineData("category", "emperor", "换了", "correction.value")]
    [InlineData("category", "full", "换了", "correction.same")]
    [InlineData("phone", "13900000000", "", "correction.reason")]
    [InlineData("number", "13900000000", "换了", "request.invalid")]
    public async Task What_cannot_be_put_right_is_refused(string field, string wanted, string reason, string rule)
    {
        using var member = await hub.SignInAsync(Tenant.OffRoster);
        var reply = await member.PostAsync(
            "/api/me/corrections", $$"""{"requestId":"r-{{Guid.NewGuid():N}}","field":"{{field}}","wanted":"{{wanted}}","reason":"{{reason}}"}""");
        Assert.Equal(rule, reply.Rule);
    }

    private static async Task FileAndApplyAsync(HubCaller member, HubCaller officer, string field, string wanted) =>
        (await DecideAsync(officer, await FileAsync(member, field, wanted), $"r-{Guid.NewGuid():N}", apply: true, "")).Expect(HttpStatusCode.OK);

    private static Task<Reply> SendAsync(HubCaller member, string field, string wanted) => member.PostAsync(
        "/api/me/corrections", $$"""{"requestId":"r-{{Guid.NewGuid():N}}","field":"{{field}}","wanted":"{{wanted}}","reason":"写错了"}""");

    private static async Task<string> FileAsync(HubCaller member, string field, string wanted) =>
        (await SendAsync(member, field, wanted)).Expect(HttpStatusCode.OK).Json.GetProperty("id").GetString()!;

    private static Task<Reply> DecideAsync(HubCaller officer, string id, string request, bool apply, string answer) => officer.PostAsync(
        $"/api/corrections/{id}/decide", $$"""{"requestId":"{{request}}","apply":{{(apply ? "true" : "false")}},"answer":"{{answer}}"}""");
}

using System.Net;
using System.Text.Json;
using Bench.Client;
using Grains.Transfers;
using Microsoft.Extensions.DependencyInjection;
using Web.Tests.Live;
using Web.Tests.Support;

namespace Web.Tests.Api;

/// <summary>Transfers and cards over HTTP, with the devices of all sides live.</summary>
public sealed class TransferTests(HubServer hub) : IClassFixture<HubServer>
{
    [Fact]
    public async Task The_member_and_both_branches_hear_of_each_step_within_a_second()
    {
        await using var phone = await RoomClient.ConnectAsync(hub, Tenant.Member);
        await using var source = await RoomClient.ConnectAsync(hub, Tenant.Officer);
        await using var target = await RoomClient.ConnectAsync(hub, Tenant.OfficerElsewhere);
        var id = await hub.MoveAsync();
        await HeardAsync(id, phone, source, target);
        var took = new List<double>();
        using var officer = await hub.SignInAsync(Tenant.Officer);
        var waiting = (await officer.GetAsync("/api/transfers/desk")).Expect(HttpStatusCode.OK).Json.GetProperty("transfers").EnumerateArray().Single(t => t.GetProperty("id").GetString() == id);
        Assert.True(waiting.GetProperty("mine").GetBoolean());
        Assert.False(waiting.GetProperty("overdue").GetBoolean());
        var page = await TimedAsync(AdvanceAsync(officer, id, "submitted"));
        Assert.Equal("sourceCommittee", page.GetProperty("transfer").GetProperty("turn").GetString());
        Assert.False(page.GetProperty("transfer").GetProperty("mine").GetBoolean());

        using var above = await hub.SignInAsync(Tenant.OfficerAbove);
        await TimedAsync(AdvanceAsync(above, id, "sourceBranchOk"));
        using var elsewhere = await hub.SignInAsync(Tenant.OfficerElsewhere);
        var listed = (await elsewhere.GetAsync("/api/transfers/desk")).Json.GetProperty("transfers")[0];
        Assert.Equal((id, "targetCommitteeReceived"), (listed.GetProperty("id").GetString(), listed.GetProperty("state").GetString()));
        (await elsewhere.PostAsync($"/api/transfers/{id}/return", $$"""{"requestId":"{{Moves.Request()}}","why":""}""")).Expect(HttpStatusCode.BadRequest, "transfer.reason");
        (await TimedAsync(elsewhere.PostAsync($"/api/transfers/{id}/return", $$"""{"requestId":"{{Moves.Request()}}","why":"请补材料"}"""))).Expect(HttpStatusCode.OK);
        // The quickest tells the hub from a machine that is busy with others: nothing here waits for a clock.
        Assert.InRange(took.Min(), 0, 1_000);
        using var member = await hub.SignInAsync(Tenant.Member);
        var own = (await member.GetAsync("/api/transfers")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(("returned", "请补材料"), (own.GetProperty("transfers")[0].GetProperty("state").GetString(), own.GetProperty("transfers")[0].GetProperty("why").GetString()));

        async Task<T> TimedAsync<T>(Task<T> step)
        {
            var started = TimeProvider.System.GetTimestamp();
            var answer = await step;
            await HeardAsync(id, phone, source, target);
            took.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
            return answer;
        }
    }

    [Fact]
    public async Task A_dossiers_pictures_are_seen_by_the_parties_alone_and_their_hash_is_kept()
    {
        var id = await hub.MoveAsync();
        using var member = await hub.SignInAsync(Tenant.Member);
        using var officer = await hub.SignInAsync(Tenant.Officer);
        using var elsewhere = await hub.SignInAsync(Tenant.OfficerElsewhere);
        using var stranger = await hub.SignInAsync(Tenant.OffRoster);
        (await stranger.SendAsync(Upload(id))).Expect(HttpStatusCode.NotFound);
        var media = (await member.SendAsync(Upload(id))).Expect(HttpStatusCode.Created).Json.GetProperty("media").GetString();
        var body = $$"""{"requestId":"{{Moves.Request()}}","slot":"committeeLetter","media":"{{media}}"}""";
        (await officer.PostAsync($"/api/transfers/{id}/papers", body)).Expect(HttpStatusCode.BadRequest, "transfer.paper");
        var page = (await member.PostAsync($"/api/transfers/{id}/papers", body)).Expect(HttpStatusCode.OK).Json;
        var paper = page.GetProperty("papers")[0];
        Assert.Equal(("committeeLetter", 64), (paper.GetProperty("slot").GetString(), paper.GetProperty("sha256").GetString()!.Length));
        foreach (var (caller, status) in new[] { (member, HttpStatusCode.OK), (officer, HttpStatusCode.OK), (elsewhere, HttpStatusCode.OK), (stranger, HttpStatusCode.NotFound) })
        {
            (await caller.GetAsync($"/api/media/{media}")).Expect(status);
        }

        (await member.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"/api/media?transfer={id}&gathering=g-1") { Content = Upload(id).Content })).Expect(HttpStatusCode.BadRequest);
        (await officer.PostAsync($"/api/transfers/{id}/papers/check", $$"""{"requestId":"{{Moves.Request()}}","slot":"committeeLetter","accepted":true}""")).Expect(HttpStatusCode.OK);
        (await member.PostAsync($"/api/transfers/{id}/withdraw", $$"""{"requestId":"{{Moves.Request()}}"}""")).Expect(HttpStatusCode.OK);
        (await member.SendAsync(Upload(id))).Expect(HttpStatusCode.Conflict, "transfer.closed");
    }

    [Fact]
    public async Task Letters_in_pockets_are_listed_by_age_looked_for_and_each_look_is_on_record()
    {
        var id = await hub.MoveAsync();
        using var officer = await hub.SignInAsync(Tenant.Officer);
        using var above = await hub.SignInAsync(Tenant.OfficerAbove);
        await AdvanceAsync(officer, id, "submitted");
        (await above.PostAsync($"/api/transfers/{id}/advance", $$"""{"requestId":"{{Moves.Request()}}","from":"sourceBranchOk","letter":"字 7 号","days":60}""")).Expect(HttpStatusCode.OK);
        var before = (await Audit.OfAsync(hub, Tenant.Branch)).Count(static row => row.Action == "transfer.pocket.look");
        hub.Clock.Advance(TimeSpan.FromDays(40));
        using var later = await hub.SignInAsync(Tenant.Officer);
        var pocket = (await later.GetAsync("/api/transfers/pocket")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal([1, 0, 0], pocket.GetProperty("counts").EnumerateArray().Select(static c => c.GetInt32()));
        var line = pocket.GetProperty("lines").EnumerateArray().Single();
        Assert.Equal((id, 40), (line.GetProperty("id").GetString(), line.GetProperty("days").GetInt32()));
        Assert.Equal(before + 1, (await Audit.OfAsync(hub, Tenant.Branch)).Count(static row => row.Action == "transfer.pocket.look"));
        // The member who holds a letter from elsewhere never began.
        Assert.InRange(pocket.GetProperty("neverStarted").GetInt32(), 1, 3);

        (await later.PostAsync($"/api/transfers/{id}/outreach", $$"""{"requestId":"{{Moves.Request()}}","way":"visit","note":"敲门"}""")).Expect(HttpStatusCode.OK);
        using var aboveLater = await hub.SignInAsync(Tenant.OfficerAbove);
        await AdvanceAsync(aboveLater, id, "inTransit");
        pocket = (await later.GetAsync("/api/transfers/pocket")).Json;
        Assert.Equal((0, 1, 1), (pocket.GetProperty("lines").GetArrayLength(), pocket.GetProperty("visits").GetInt32(), pocket.GetProperty("returned").GetInt32()));
        (await later.GetAsync($"/api/transfers/pocket?node={Tenant.Root}")).Expect(HttpStatusCode.NotFound);
        using var member = await hub.SignInAsync(Tenant.Member);
        var steps = (await member.GetAsync($"/api/transfers/{id}")).Json;
        Assert.DoesNotContain("敲门", steps.GetRawText(), StringComparison.Ordinal);
        (await member.PostAsync($"/api/transfers/{id}/withdraw", $$"""{"requestId":"{{Moves.Request()}}"}""")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_card_lets_a_guest_in_and_the_hosts_records_endorse_the_months_for_both()
    {
        var id = await hub.AskCardAsync();
        using var officer = await hub.SignInAsync(Tenant.Officer);
        using var host = await hub.SignInAsync(Tenant.OfficerElsewhere);
        (await officer.PostAsync($"/api/cards/{id}/give", $$"""{"requestId":"{{Moves.Request()}}"}""")).Expect(HttpStatusCode.OK);
        Assert.Contains((await hub.ActorAsync(Tenant.Member)).Memberships, static m => m.Node == Tenant.Elsewhere);

        var month = (await host.GetAsync($"/api/cards/{id}")).Expect(HttpStatusCode.OK).Json.GetProperty("months")[0];
        Assert.Equal((0, 0), (month.GetProperty("held").GetInt32(), month.GetProperty("attended").GetInt32()));
        (await host.PostAsync($"/api/cards/{id}/dues", $$"""{"requestId":"{{Moves.Request()}}","month":"{{month.GetProperty("month").GetString()}}","fen":1250}""")).Expect(HttpStatusCode.OK);
        month = (await officer.GetAsync($"/api/cards/{id}")).Expect(HttpStatusCode.OK).Json.GetProperty("months")[0];
        Assert.Equal(1250, month.GetProperty("fen").GetInt64());
        (await officer.PostAsync($"/api/cards/{id}/end", $$"""{"requestId":"{{Moves.Request()}}","why":"已回"}""")).Expect(HttpStatusCode.OK);
        Assert.Empty((await hub.ActorAsync(Tenant.Member)).Memberships);
    }

    [Fact]
    public async Task A_stay_that_has_become_long_proposes_a_transfer_to_the_host()
    {
        var id = Moves.NewId("c-");
        var until = new Grains.Time.HubCalendar().DateOf(hub.Clock.GetUtcNow()).AddMonths(6);
        using (var member = await hub.SignInAsync(Tenant.OffRoster))
        using (var home = await hub.SignInAsync(Tenant.OfficerElsewhere))
        {
            (await member.PostAsync("/api/cards", $$"""{"requestId":"{{Moves.Request()}}","id":"{{id}}","host":"{{Tenant.Branch}}","until":"{{until:yyyy-MM-dd}}"}""")).Expect(HttpStatusCode.Created);
            (await home.PostAsync($"/api/cards/{id}/give", $$"""{"requestId":"{{Moves.Request()}}"}""")).Expect(HttpStatusCode.OK);
            Assert.False((await member.GetAsync("/api/transfers")).Json.TryGetProperty("propose", out _));
        }

        hub.Clock.Advance(TimeSpan.FromDays(172));
        using var later = await hub.SignInAsync(Tenant.OffRoster);
        var propose = (await later.GetAsync("/api/transfers")).Expect(HttpStatusCode.OK).Json.GetProperty("propose");
        Assert.Equal(Tenant.Branch, propose.GetProperty("id").GetString());
        // What is proposed already runs: it is not proposed again.
        await hub.MoveAsync(Tenant.OffRoster, Tenant.Branch);
        Assert.False((await later.GetAsync("/api/transfers")).Json.TryGetProperty("propose", out _));
        await hub.GrainFactory.GetGrain<ITransferGrain>((await hub.Services.GetRequiredService<ITransferStore>().RunningOf(Tenant.OffRoster.Id, CancellationToken.None))!)
            .Submit(new WithdrawTransfer(await hub.ActorAsync(Tenant.OffRoster), Moves.Request()));
        (await later.PostAsync($"/api/cards/{id}/end", $$"""{"requestId":"{{Moves.Request()}}"}""")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_whole_unit_is_tried_dry_before_it_moves()
    {
        using var member = await hub.SignInAsync(Tenant.Member);
        var id = await hub.MoveAsync();
        using var above = await hub.SignInAsync(Tenant.OfficerAbove);
        var path = $"/api/transfers/units?source={Tenant.Branch}&target={Tenant.Elsewhere}";
        var preview = (await above.GetAsync(path)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal((6, 1, false), (preview.GetProperty("members").GetInt32(), preview.GetProperty("held").GetInt32(), preview.GetProperty("possible").GetBoolean()));
        (await member.PostAsync($"/api/transfers/{id}/withdraw", $$"""{"requestId":"{{Moves.Request()}}"}""")).Expect(HttpStatusCode.OK);
        Assert.True((await above.GetAsync(path)).Json.GetProperty("possible").GetBoolean());
    }

    [Fact]
    public async Task Branches_are_found_by_name_and_signs_of_the_comparison_are_letters()
    {
        using var member = await hub.SignInAsync(Tenant.Member);
        var near = (await member.GetAsync("/api/transfers/targets")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(Tenant.Elsewhere, near.EnumerateArray().Single().GetProperty("id").GetString());
        Assert.Equal(1, (await member.GetAsync($"/api/transfers/targets?q={Uri.EscapeDataString("第二")}")).Json.GetArrayLength());
        Assert.Equal(0, (await member.GetAsync("/api/transfers/targets?q=%25")).Json.GetArrayLength());
        Assert.Equal(0, (await member.GetAsync("/api/transfers/targets?q=_")).Json.GetArrayLength());
    }

    private static HttpRequestMessage Upload(string id)
    {
        var request = Pictures.Upload("g-1", Pictures.Png(8, 8));
        request.RequestUri = new Uri($"/api/media?transfer={id}", UriKind.Relative);
        return request;
    }

    private static async Task<JsonElement> AdvanceAsync(HubCaller caller, string id, string from) =>
        (await caller.PostAsync($"/api/transfers/{id}/advance", $$"""{"requestId":"{{Moves.Request()}}","from":"{{from}}"}""")).Expect(HttpStatusCode.OK).Json;

    private static async Task HeardAsync(string id, params RoomClient[] clients)
    {
        foreach (var client in clients)
        {
            JsonElement notice;
            do
            {
                notice = await client.EventAsync("notice");
            }
            while (notice.GetProperty("id").GetString() != id);
            Assert.Equal("transfer", notice.GetProperty("kind").GetString());
        }
    }
}

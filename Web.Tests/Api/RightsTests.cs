using System.Net;
using System.Text.Json;
using Bench.Client;
using Grains.Enterprises;
using Grains.Organisation.Tree;
using Grains.Rules;
using Web.Tests.Live;
using Web.Tests.Matrix;
using Web.Tests.Support;

namespace Web.Tests.Api;

/// <summary>Rights, offices, votes by leave, privacy and declarations over HTTP and on the devices that are connected.</summary>
public sealed class RightsTests(HubServer hub) : IClassFixture<HubServer>
{
    [Fact]
    public async Task A_member_is_told_each_right_with_the_rule_that_refuses()
    {
        using var caller = await hub.SignInAsync(Tenant.NonRegistered);
        var place = (await caller.GetAsync("/api/me/rights")).Expect(HttpStatusCode.OK).Json.GetProperty("places")[0];
        Assert.Equal("home", place.GetProperty("kind").GetString());
        var vote = place.GetProperty("rights").EnumerateArray().Single(static r => r.GetProperty("right").GetString() == "vote");
        Assert.False(vote.GetProperty("allowed").GetBoolean());
        Assert.Equal("right.relation-elsewhere", vote.GetProperty("rule").GetString());
        Assert.EndsWith("。", vote.GetProperty("zh").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_office_opens_and_closes_rights_at_once_on_connected_devices()
    {
        using var above = await hub.SignInAsync(Tenant.OfficerAbove);
        using var caller = await hub.SignInAsync(Tenant.Member);
        using var socket = await HubSocket.OpenAsync(hub.Origin, caller.Token, hub.Origin);
        var gathering = $"\"{await hub.OpenAsync()}\"";
        await socket.InvokeAsync("Hello", "{}");
        await socket.InvokeAsync("Join", gathering, "null", "null");
        Assert.Equal("right.officer-only", HubSocket.OutcomeOf(await socket.InvokeAsync("SlowMode", gathering, "5")));

        var appointed = $$"""{"requestId":"{{Gatherings.NewId()}}","member":"{{Tenant.Member.Id}}","role":"deputy","years":3}""";
        (await above.PostAsync($"/api/nodes/{Tenant.Branch}/offices", appointed)).Expect(HttpStatusCode.NoContent);
        (await above.PostAsync($"/api/nodes/{Tenant.Branch}/offices", appointed)).Expect(HttpStatusCode.NoContent);
        await UntilAsync("ok", () => socket.InvokeAsync("SlowMode", gathering, "5"));
        Assert.Contains("deputy", (await caller.GetAsync("/api/me/rights")).Text, StringComparison.Ordinal);

        var ended = $$"""{"requestId":"{{Gatherings.NewId()}}","member":"{{Tenant.Member.Id}}","role":"deputy","reason":"换届"}""";
        (await above.PostAsync($"/api/nodes/{Tenant.Branch}/offices/end", ended)).Expect(HttpStatusCode.NoContent);
        await UntilAsync("right.officer-only", () => socket.InvokeAsync("SlowMode", gathering, "5"));
        var page = (await above.GetAsync($"/api/nodes/{Tenant.Branch}/offices")).Expect(HttpStatusCode.OK).Json;
        Assert.Contains(page.GetProperty("past").EnumerateArray(), static o => o.GetProperty("endedWhy").GetString() == "dismissed");
    }

    [Fact]
    public async Task Names_are_hidden_from_those_whom_the_member_chose()
    {
        using var member = await hub.SignInAsync(Tenant.Member);
        using var letter = await hub.SignInAsync(Tenant.NonRegistered);
        using var officer = await hub.SignInAsync(Tenant.Officer);
        using var above = await hub.SignInAsync(Tenant.OfficerAbove);
        Assert.True(await SeesAsync(letter));

        await ChooseAsync("members", Tenant.NonRegistered.Name, Tenant.OfficerAbove.Name);
        Assert.False(await SeesAsync(letter));
        Assert.False(await SeesAsync(above));
        Assert.True(await SeesAsync(officer));
        await ChooseAsync("nobody");
        Assert.False(await SeesAsync(above));
        await ChooseAsync("officers");
        Assert.False(await SeesAsync(letter));
        Assert.True(await SeesAsync(above));
        await ChooseAsync("members");
        Assert.DoesNotContain("\"category\"", (await letter.GetAsync($"/api/nodes/{Tenant.Branch}/members")).Text, StringComparison.Ordinal);

        async Task ChooseAsync(string audience, params string[] conflicts) => (await member.PostAsync(
            "/api/me/privacy", JsonSerializer.Serialize(new { requestId = Gatherings.NewId(), audience, conflicts }))).Expect(HttpStatusCode.NoContent);

        static async Task<bool> SeesAsync(HubCaller caller) =>
            (await caller.GetAsync($"/api/nodes/{Tenant.Branch}/members")).Expect(HttpStatusCode.OK).Text.Contains(Tenant.Member.Id, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_online_is_named_only_to_those_whom_the_member_chose()
    {
        using var member = await hub.SignInAsync(Tenant.Spare);
        using var officer = await hub.SignInAsync(Tenant.Officer);
        using var above = await hub.SignInAsync(Tenant.OfficerAbove);
        using var socket = await HubSocket.OpenAsync(hub.Origin, member.Token, hub.Origin);
        await socket.InvokeAsync("Hello", "{}");
        var hidden = new { requestId = Gatherings.NewId(), audience = "nobody", conflicts = Array.Empty<string>() };
        (await member.PostAsync("/api/me/privacy", JsonSerializer.Serialize(hidden))).Expect(HttpStatusCode.NoContent);

        // The report of who is online comes after the connection; who watches is told of it.
        await using var desk = await RoomClient.ConnectAsync(hub, officer.Token!);
        await desk.Hub.Ask("WatchBranch", Tenant.Branch, true);
        while (!(await OnlineAsync(officer, Tenant.Branch)).Named)
        {
            await desk.EventAsync("branch");
        }

        var seen = await OnlineAsync(above, Tenant.Branch);
        Assert.True(seen.Online > 0);
        Assert.False(seen.Named);
        Assert.False((await OnlineAsync(above, Tenant.Root)).Named);

        static async Task<(int Online, bool Named)> OnlineAsync(HubCaller caller, string node)
        {
            var list = (await caller.GetAsync($"/api/nodes/{node}/online")).Expect(HttpStatusCode.OK);
            return (list.Json.GetProperty("online").GetInt32(), list.Text.Contains(Tenant.Spare.Id, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Looks_at_named_lists_are_on_record()
    {
        using var officer = await hub.SignInAsync(Tenant.Officer);
        (await officer.GetAsync($"/api/nodes/{Tenant.Branch}/members")).Expect(HttpStatusCode.OK);
        (await officer.GetAsync($"/api/nodes/{Tenant.Branch}/development")).Expect(HttpStatusCode.OK);
        (await officer.GetAsync("/api/declarations")).Expect(HttpStatusCode.OK);
        var kinds = (await Audit.HoldingAsync(hub, ".look")).Where(static a => a.Actor == Tenant.Officer.Id).Select(static a => a.Action).ToList();
        Assert.Contains("members.look", kinds);
        Assert.Contains("development.look", kinds);
        Assert.Contains("declaration.look", kinds);
    }

    [Fact]
    public async Task A_new_person_declares_is_accepted_and_signs_in_with_number_and_receipt()
    {
        using var stranger = hub.Anonymous();
        using var above = await hub.SignInAsync(Tenant.OfficerAbove);
        var receipt = Scene.NewReceipt();
        var body = $$"""{"receipt":"{{receipt}}","name":"钱来","category":"full","joined":"2015-06","place":"东湖街道","employer":"","note":""}""";
        (await stranger.PostAsync("/api/declarations", body)).Expect(HttpStatusCode.NoContent);
        (await stranger.PostAsync("/api/declarations", body)).Expect(HttpStatusCode.NoContent);
        Assert.Equal("waiting", (await StatusAsync()).GetProperty("state").GetString());

        var line = (await above.GetAsync("/api/declarations")).Json.GetProperty("lines").EnumerateArray().Single(static l => l.GetProperty("name").GetString() == "钱来");
        (await above.PostAsync(
            $"/api/declarations/{line.GetProperty("id").GetString()}/accept",
            $$"""{"requestId":"{{Gatherings.NewId()}}","branch":"{{Tenant.Branch}}","category":"full","relation":"unknown"}""")).Expect(HttpStatusCode.NoContent);
        var status = await StatusAsync();
        Assert.Equal("accepted", status.GetProperty("state").GetString());
        var number = status.GetProperty("number").GetString()!;

        using var member = hub.Anonymous();
        await member.SignInAsync(number, receipt.ToLowerInvariant());
        (await member.PostAsync("/api/password", $$"""{"current":"{{receipt}}","next":"another long password"}""")).Expect(HttpStatusCode.NoContent);
        Assert.False((await StatusAsync()).TryGetProperty("number", out _));

        async Task<JsonElement> StatusAsync() =>
            (await stranger.PostAsync("/api/declarations/status", $$"""{"receipt":"{{receipt}}"}""")).Expect(HttpStatusCode.OK).Json;
    }

    [Fact]
    public async Task S12_declaring_tells_nothing_of_who_is_known_and_a_guessed_receipt_looks_like_none()
    {
        using var stranger = hub.Anonymous();
        var known = await DeclareAsync(Tenant.Member.Name);
        var unknown = await DeclareAsync("无名之人");
        Assert.Equal((unknown.Status, unknown.Text), (known.Status, known.Text));
        var guessed = await stranger.PostAsync("/api/declarations/status", $$"""{"receipt":"{{Scene.NewReceipt()}}"}""");
        var malformed = await stranger.PostAsync("/api/declarations/status", """{"receipt":"1234"}""");
        Assert.Equal((HttpStatusCode.NotFound, malformed.Text), (guessed.Status, guessed.Text));

        Task<Reply> DeclareAsync(string name) => stranger.PostAsync(
            "/api/declarations", $$"""{"receipt":"{{Scene.NewReceipt()}}","name":"{{name}}","category":"applicant","place":"街道","employer":"","note":""}""");
    }

    [Fact]
    public async Task Organisations_are_found_by_name_and_never_people()
    {
        using var caller = await hub.SignInAsync(Tenant.OffRoster);
        var found = (await caller.GetAsync("/api/find?kind=organisation&q=%E7%AC%AC%E4%BA%8C")).Expect(HttpStatusCode.OK).Json.GetProperty("items");
        Assert.Equal([Tenant.Elsewhere], found.EnumerateArray().Select(static i => i.GetProperty("id").GetString()));
        (await caller.GetAsync("/api/find?kind=nothing")).Expect(HttpStatusCode.BadRequest);
        (await caller.GetAsync("/api/find?q=%25")).Expect(HttpStatusCode.OK);
        Assert.Empty((await caller.GetAsync($"/api/find?q={Uri.EscapeDataString(Tenant.Member.Name)}")).Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task What_members_founded_is_found_by_topic_and_enterprises_by_industry_and_never_people()
    {
        var organisation = hub.GrainFactory.GetGrain<IOrganisationGrain>(IOrganisationGrain.Key);
        var above = await hub.ActorAsync(Tenant.OfficerAbove);
        var id = $"e-{Guid.NewGuid():N}"[..24];
        Assert.Null((await organisation.Submit(new RegisterEnterprise(above, "r-find", id, "云帆精工", "西岸", "精密制造", 4321, Tenant.Branch))).Refusal);
        Assert.Null((await organisation.Submit(new DeclareMember(above, "r-find-2", id, "隐身党员", Category.Full, ""))).Refusal);
        using var founder = await hub.SignInAsync(Tenant.NonRegistered);
        var (branch, club) = (Virtuals.NewId(), Virtuals.NewId("l-"));
        (await founder.PostAsync("/api/virtual-branches", Virtuals.Founding("v-", branch))).Expect(HttpStatusCode.Created);
        (await founder.PostAsync("/api/life-groups", Virtuals.Founding("l-", club))).Expect(HttpStatusCode.Created);

        using var caller = await hub.SignInAsync(Tenant.OffRoster);
        Assert.Contains(branch, await FoundAsync("virtual", "理论"));
        Assert.DoesNotContain(club, await FoundAsync("virtual", "理论"));
        Assert.Contains(club, await FoundAsync("club", "理论"));
        Assert.Empty(await FoundAsync("virtual", "插花"));
        Assert.Equal([id], await FoundAsync("enterprise", "精密"));
        Assert.Empty(await FoundAsync("enterprise", "隐身党员"));
        var line = (await caller.GetAsync($"/api/find?kind=enterprise&q={Uri.EscapeDataString("云帆")}")).Text;
        Assert.Contains("精密制造 · 西岸", line, StringComparison.Ordinal);
        Assert.DoesNotContain("4321", line, StringComparison.Ordinal);
        Assert.Null((await organisation.Submit(new EndEnterprise(above, "r-find-3", id, "", ""))).Refusal);
        Assert.Empty(await FoundAsync("enterprise", "精密"));

        async Task<IEnumerable<string?>> FoundAsync(string kind, string words) =>
            (await caller.GetAsync($"/api/find?kind={kind}&q={Uri.EscapeDataString(words)}")).Expect(HttpStatusCode.OK).Json.GetProperty("items")
                .EnumerateArray().Select(static item => item.GetProperty("id").GetString()).ToList();
    }

    [Fact]
    public async Task A_branch_takes_a_club_on_and_both_pages_tell()
    {
        using var founder = await hub.SignInAsync(Tenant.NonRegistered);
        using var officer = await hub.SignInAsync(Tenant.Officer);
        using var elsewhere = await hub.SignInAsync(Tenant.OfficerElsewhere);
        var club = Virtuals.NewId("l-");
        (await founder.PostAsync("/api/life-groups", Virtuals.Founding("l-", club, name: "晨跑社"))).Expect(HttpStatusCode.Created);
        var clubs = $"/api/nodes/{Tenant.Branch}/clubs";
        string Body(string request) => $$"""{"requestId":"{{request}}","club":"{{club}}"}""";

        (await elsewhere.PostAsync(clubs, Body("r-club-0"))).Expect(HttpStatusCode.NotFound);
        (await founder.PostAsync(clubs, Body("r-club-1"))).Expect(HttpStatusCode.Forbidden);
        (await officer.PostAsync(clubs, Body("r-club-2"))).Expect(HttpStatusCode.OK);
        (await officer.PostAsync(clubs, Body("r-club-2"))).Expect(HttpStatusCode.OK);

        var page = (await founder.GetAsync(clubs)).Expect(HttpStatusCode.OK).Json;
        Assert.False(page.GetProperty("mayLink").GetBoolean());
        Assert.Equal([club], page.GetProperty("clubs").EnumerateArray().Select(static c => c.GetProperty("id").GetString()));
        var own = (await founder.GetAsync($"/api/nodes/{club}/clubs")).Expect(HttpStatusCode.OK).Json.GetProperty("branches")[0];
        Assert.Equal((Tenant.Branch, true), (own.GetProperty("id").GetString(), own.GetProperty("mayEnd").GetBoolean()));
        Assert.False((await elsewhere.GetAsync($"/api/nodes/{club}/clubs")).Json.GetProperty("branches")[0].GetProperty("mayEnd").GetBoolean());

        (await founder.PostAsync(clubs + "/end", Body("r-club-3"))).Expect(HttpStatusCode.OK);
        Assert.Empty((await officer.GetAsync(clubs)).Json.GetProperty("clubs").EnumerateArray());
    }

    // The device is told after the commit, in its own time; each try is an answer of the hub.
    private static async Task UntilAsync(string outcome, Func<Task<JsonElement>> tries)
    {
        var last = "";
        for (var i = 0; i < 200 && last != outcome; i++)
        {
            last = HubSocket.OutcomeOf(await tries());
        }

        Assert.Equal(outcome, last);
    }
}

/// <summary>The throttle of declarations, in a hub of its own: its limit is low.</summary>
public sealed class DeclarationThrottleTests : IAsyncLifetime
{
    private readonly HubServer _hub = new();

    public Task InitializeAsync()
    {
        _hub.Settings.DeclarationsPerAddress = 3;
        return _hub.InitializeAsync();
    }

    public Task DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task One_address_declares_and_guesses_only_so_often()
    {
        using var stranger = _hub.Anonymous();
        for (var i = 0; i < 3; i++)
        {
            (await stranger.PostAsync("/api/declarations/status", $$"""{"receipt":"{{Scene.NewReceipt()}}"}""")).Expect(HttpStatusCode.NotFound);
        }

        var refused = (await stranger.PostAsync("/api/declarations/status", $$"""{"receipt":"{{Scene.NewReceipt()}}"}""")).Expect(HttpStatusCode.TooManyRequests, "request.too-many");
        Assert.NotNull(refused.Header("Retry-After"));
    }
}

using System.Net;
using System.Text.Json;
using Bench.Client;
using Grains.Time;
using Web.Tests.Live;
using Web.Tests.Support;

namespace Web.Tests.Api;

/// <summary>Coverage targets, demonstration units, what notices told, and names on the roster of a gathering, over HTTP.</summary>
public sealed class CoverageTests(HubServer hub) : IClassFixture<HubServer>
{
    [Fact]
    public async Task Targets_and_demonstration_units_are_set_shown_and_exported()
    {
        using var above = await hub.SignInAsync(Tenant.OfficerAbove);
        using var member = await hub.SignInAsync(Tenant.Member);
        var until = new HubCalendar().DateOf(hub.Clock.GetUtcNow()).AddDays(60);
        var target = $$"""{"requestId":"{{Moves.Request()}}","id":"{{Moves.NewId("o-")}}","measure":"registered","goal":950,"until":"{{until:yyyy-MM-dd}}","source":"=1+1"}""";
        (await above.PostAsync($"/api/nodes/{Tenant.Branch}/targets", target)).Expect(HttpStatusCode.NoContent);
        (await above.PostAsync($"/api/nodes/{Tenant.Branch}/targets", target)).Expect(HttpStatusCode.NoContent);
        var award = $$"""{"requestId":"{{Moves.Request()}}","id":"{{Moves.NewId("x-")}}","title":"示范配送站","reason":"评选","until":"{{until:yyyy-MM-dd}}"}""";
        (await above.PostAsync($"/api/nodes/{Tenant.Branch}/demonstrations", award)).Expect(HttpStatusCode.NoContent);

        var targets = (await member.GetAsync($"/api/nodes/{Tenant.Branch}/targets")).Expect(HttpStatusCode.OK).Json;
        var shown = targets.GetProperty("targets").EnumerateArray().Single();
        var now = shown.GetProperty("now");
        Assert.False(targets.GetProperty("maySet").GetBoolean());
        Assert.Equal(("registered", 950, "onTrack"), (shown.GetProperty("measure").GetString(), shown.GetProperty("goal").GetInt32(), StateOf(shown)));
        Assert.InRange(now.GetProperty("numerator").GetInt64(), 1, now.GetProperty("denominator").GetInt64());
        Assert.Equal(now.GetProperty("numerator").GetInt64(), shown.GetProperty("base").GetProperty("numerator").GetInt64());
        Assert.Single(shown.GetProperty("days").EnumerateArray());
        Assert.Equal(60, shown.GetProperty("daysLeft").GetInt32());

        var units = (await above.GetAsync($"/api/nodes/{Tenant.Root}/demonstrations")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal((1, false), (units.GetProperty("total").GetInt32(), units.GetProperty("mayAward").GetBoolean()));
        Assert.Equal(Tenant.Branch, units.GetProperty("byChild").EnumerateArray().Single().GetProperty("id").GetString());
        Assert.True((await above.GetAsync($"/api/nodes/{Tenant.Branch}/demonstrations")).Json.GetProperty("mayAward").GetBoolean());

        var csv = (await above.GetAsync($"/api/nodes/{Tenant.Branch}/counts.csv")).Expect(HttpStatusCode.OK).Text;
        Assert.Contains("覆盖目标,起,止,目标", csv, StringComparison.Ordinal);
        Assert.Contains($"95.0%,{now.GetProperty("numerator").GetInt64()},{now.GetProperty("denominator").GetInt64()}", csv, StringComparison.Ordinal);
        Assert.Contains("示范配送站", csv, StringComparison.Ordinal);
        // What a spreadsheet would run as a formula stays text.
        Assert.DoesNotContain(",=1+1", csv, StringComparison.Ordinal);
        (await above.GetAsync($"/api/nodes/{Tenant.Branch}/counts.xlsx")).Expect(HttpStatusCode.OK);

        // Told to who watches the branch, read again there.
        await using var watching = await RoomClient.ConnectAsync(hub, Tenant.Member);
        await watching.Hub.Ask("WatchBranch", Tenant.Branch, true);
        (await above.PostAsync($"/api/nodes/{Tenant.Branch}/targets/drop", $$"""{"requestId":"{{Moves.Request()}}","id":"{{shown.GetProperty("id").GetString()}}","why":"并入年度计划"}"""))
            .Expect(HttpStatusCode.NoContent);
        while ((await watching.EventAsync("notice")).GetProperty("kind").GetString() != "coverage")
        {
        }

        shown = (await member.GetAsync($"/api/nodes/{Tenant.Branch}/targets")).Json.GetProperty("targets").EnumerateArray().Single();
        Assert.Equal(("dropped", false, "并入年度计划"), (StateOf(shown), shown.GetProperty("running").GetBoolean(), shown.GetProperty("why").GetString()));
    }

    [Fact]
    public async Task A_census_that_opened_while_an_officer_was_offline_is_read_back_by_the_officer_and_by_nobody_else()
    {
        var census = await hub.CensusAsync();
        using var officer = await hub.SignInAsync(Tenant.Officer);
        var notice = (await officer.GetAsync("/api/me/notices")).Expect(HttpStatusCode.OK).Json.GetProperty("notices").EnumerateArray()
            .Single(it => it.GetProperty("id").GetString() == census);
        Assert.Equal(("census", "矩阵摸排"), (notice.GetProperty("kind").GetString(), notice.GetProperty("title").GetString()));
        Assert.InRange(notice.GetProperty("waiting").GetInt32(), 1, Tenant.People.Length);
        foreach (var person in new[] { Tenant.Member, Tenant.OfficerElsewhere })
        {
            using var other = await hub.SignInAsync(person);
            Assert.DoesNotContain(census, (await other.GetAsync("/api/me/notices")).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        }

        (await officer.PostAsync($"/api/censuses/{census}/close", "{}")).Expect(HttpStatusCode.OK);
        Assert.DoesNotContain(census, (await officer.GetAsync("/api/me/notices")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_withheld_from_an_officer_above_is_missing_on_the_roster_in_the_file_and_live_and_the_sums_stay()
    {
        var gathering = await hub.OpenAsync();
        using var person = await hub.SignInAsync(Tenant.NonRegistered);
        using var above = await hub.SignInAsync(Tenant.OfficerAbove);
        using var officer = await hub.SignInAsync(Tenant.Officer);
        await ChooseAsync(person, $"\"{Tenant.OfficerAbove.Name}\"");
        var (seen, whole) = (await RosterAsync(above, gathering), await RosterAsync(officer, gathering));
        Assert.Equal(whole.GetProperty("lines").GetArrayLength(), seen.GetProperty("lines").GetArrayLength());
        Assert.Equal(whole.GetProperty("counts").GetRawText(), seen.GetProperty("counts").GetRawText());
        Assert.Contains(Tenant.NonRegistered.Name, NamesOf(whole));
        Assert.Contains(Tenant.Member.Name, NamesOf(seen));
        Assert.DoesNotContain(Tenant.NonRegistered.Name, NamesOf(seen));
        Assert.DoesNotContain($"\"{Tenant.NonRegistered.Id}\"", seen.GetProperty("lines").GetRawText(), StringComparison.Ordinal);
        var line = Assert.Single(seen.GetProperty("lines").EnumerateArray(), static l => l.TryGetProperty("withheld", out _));
        Assert.Equal(("", "", "temporaryLetter"), (line.GetProperty("member").GetString(), line.GetProperty("name").GetString(), line.GetProperty("relation").GetString()));

        var file = (await above.GetAsync($"/api/gatherings/{gathering}/attendance.csv")).Expect(HttpStatusCode.OK).Text;
        Assert.Contains("（不公开）", file, StringComparison.Ordinal);
        Assert.DoesNotContain(Tenant.NonRegistered.Name, file, StringComparison.Ordinal);
        Assert.Contains(Tenant.NonRegistered.Name, (await officer.GetAsync($"/api/gatherings/{gathering}/attendance.csv")).Text, StringComparison.Ordinal);

        await using var superior = await RoomClient.EnterAsync(hub, Tenant.OfficerAbove, gathering);
        await using var secretary = await RoomClient.EnterAsync(hub, Tenant.Officer, gathering);
        await superior.Hub.Ask("WatchRoster", gathering, true);
        await secretary.Hub.Ask("WatchRoster", gathering, true);
        await using var comes = await RoomClient.EnterAsync(hub, Tenant.NonRegistered, gathering);
        Assert.Equal(0, (await superior.EventAsync("roster")).GetProperty("lines").GetArrayLength());
        while (!NamesOf(await secretary.EventAsync("roster")).Contains(Tenant.NonRegistered.Name))
        {
        }

        await ChooseAsync(person, "");
        Assert.Contains(Tenant.NonRegistered.Name, NamesOf(await RosterAsync(above, gathering)));
    }

    private static string? StateOf(JsonElement target) => target.GetProperty("state").GetString();

    private static string[] NamesOf(JsonElement roster) =>
        [.. roster.GetProperty("lines").EnumerateArray().Select(static line => line.GetProperty("name").GetString()!)];

    private static async Task<JsonElement> RosterAsync(HubCaller caller, string gathering) =>
        (await caller.GetAsync($"/api/gatherings/{gathering}/roster")).Expect(HttpStatusCode.OK).Json;

    private static async Task ChooseAsync(HubCaller caller, string conflicts) =>
        (await caller.PostAsync("/api/me/privacy", $$"""{"requestId":"{{Moves.Request()}}","audience":"members","conflicts":[{{conflicts}}]}""")).Expect(HttpStatusCode.NoContent);
}

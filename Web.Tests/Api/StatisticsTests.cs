using System.IO.Compression;
using System.Net;
using System.Text;
using Dapper;
using Grains.Statistics;
using Microsoft.Extensions.DependencyInjection;
using Storage;
using Web.Tests.Support;

namespace Web.Tests.Api;

/// <summary>Figures with their denominators, names only where they may be seen, and censuses that reconcile.</summary>
public sealed class StatisticsTests(HubServer hub) : IClassFixture<HubServer>
{
    [Fact]
    public async Task Each_ratio_shows_numerator_denominator_definition_and_time()
    {
        using var above = await hub.SignInAsync(Tenant.OfficerAbove);
        var view = (await above.GetAsync($"/api/nodes/{Tenant.Root}/counts")).Expect(HttpStatusCode.OK).Json;
        var totals = view.GetProperty("totals");
        Assert.Equal(totals.GetProperty("members").GetInt32(), totals.GetProperty("registered").GetInt32() + totals.GetProperty("unregistered").GetInt32());
        Assert.Equal(Tenant.People.Length, totals.GetProperty("people").GetInt32());
        Assert.Equal(1, totals.GetProperty("activists").GetInt32());
        Assert.InRange(view.GetProperty("lagMs").GetInt64(), 0, 5_000);
        var definitions = (await above.GetAsync("/api/definitions")).Expect(HttpStatusCode.OK).Json.EnumerateArray()
            .Select(static d => d.GetProperty("id").GetString()).ToHashSet();
        foreach (var ratio in view.GetProperty("ratios").EnumerateArray())
        {
            Assert.Contains(ratio.GetProperty("definition").GetString(), definitions);
            Assert.InRange(ratio.GetProperty("denominator").GetInt64(), 0, Tenant.People.Length);
            Assert.True(ratio.GetProperty("denominator").GetInt64() > 0 == ratio.TryGetProperty("tenths", out _));
        }

        var coverage = (await above.GetAsync($"/api/nodes/{Tenant.Root}/coverage")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(3, coverage.GetProperty("organisations").GetProperty("organisations").GetInt32());
        var months = (await above.GetAsync($"/api/nodes/{Tenant.Root}/growth")).Expect(HttpStatusCode.OK).Json.GetProperty("months");
        Assert.Equal(12, months.GetArrayLength());
        Assert.Equal(Tenant.People.Length, months[11].GetProperty("total").GetInt32());
        (await above.GetAsync($"/api/nodes/{Tenant.Root}/counts?line=other")).Expect(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Fact]
    public async Task Names_are_for_officers_of_the_own_subtree_and_each_look_is_on_record()
    {
        using var officer = await hub.SignInAsync(Tenant.Officer);
        var page = (await officer.GetAsync($"/api/nodes/{Tenant.Branch}/counts/names?category=full&relation=temporaryLetter")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal([Tenant.NonRegistered.Name], page.GetProperty("people").EnumerateArray().Select(static p => p.GetProperty("name").GetString()));
        Assert.DoesNotContain("number", page.GetRawText(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains((Tenant.Officer.Id, "counts.names"), await Audit.OfAsync(hub, Tenant.Branch));
        (await officer.GetAsync($"/api/nodes/{Tenant.Elsewhere}/counts/names?category=full&relation=registered")).Expect(HttpStatusCode.NotFound);
        (await officer.GetAsync($"/api/nodes/{Tenant.Root}/counts/names?category=full&relation=registered")).Expect(HttpStatusCode.Forbidden, "right.officer-only");
        using var member = await hub.SignInAsync(Tenant.Member);
        (await member.GetAsync($"/api/nodes/{Tenant.Branch}/counts/names?category=full&relation=registered")).Expect(HttpStatusCode.Forbidden);
        (await officer.GetAsync($"/api/nodes/{Tenant.Branch}/counts/names?category=1&relation=registered")).Expect(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task On_the_sector_line_a_superior_sees_figures_and_no_names()
    {
        using var elsewhere = await hub.SignInAsync(Tenant.OfficerElsewhere);
        (await elsewhere.GetAsync($"/api/nodes/{Tenant.Branch}/counts?line=sector")).Expect(HttpStatusCode.NotFound);
        await SectorAsync(Tenant.Elsewhere);
        try
        {
            var view = (await elsewhere.GetAsync($"/api/nodes/{Tenant.Branch}/counts?line=sector")).Expect(HttpStatusCode.OK).Json;
            Assert.False(view.GetProperty("mayName").GetBoolean());
            var own = (await elsewhere.GetAsync($"/api/nodes/{Tenant.Elsewhere}/counts?line=sector")).Expect(HttpStatusCode.OK).Json;
            Assert.Equal([Tenant.Branch], own.GetProperty("children").EnumerateArray().Select(static c => c.GetProperty("id").GetString()));
            (await elsewhere.GetAsync($"/api/nodes/{Tenant.Branch}/counts")).Expect(HttpStatusCode.NotFound);
            (await elsewhere.GetAsync($"/api/nodes/{Tenant.Branch}/counts/names?category=full&relation=registered")).Expect(HttpStatusCode.NotFound);
        }
        finally
        {
            await SectorAsync(null);
        }
    }

    [Fact]
    public async Task Files_hold_both_figures_of_each_ratio_and_are_on_record()
    {
        using var above = await hub.SignInAsync(Tenant.OfficerAbove);
        var csv = (await above.GetAsync($"/api/nodes/{Tenant.Root}/counts.csv")).Expect(HttpStatusCode.OK);
        Assert.Contains("分子,分母,百分比", csv.Text, StringComparison.Ordinal);
        Assert.Contains("在册率,7,8,87.5%", csv.Text, StringComparison.Ordinal);
        Assert.Equal([0xEF, 0xBB, 0xBF], csv.Bytes[..3]);
        var book = (await above.GetAsync($"/api/nodes/{Tenant.Root}/counts.xlsx?line=sector")).Expect(HttpStatusCode.OK);
        using var archive = new ZipArchive(new MemoryStream(book.Bytes));
        using var sheet = new StreamReader(archive.Entries.Single(static e => e.FullName.Contains("sheet", StringComparison.OrdinalIgnoreCase) && e.FullName.EndsWith(".xml", StringComparison.Ordinal) && !e.FullName.Contains("_rels", StringComparison.Ordinal)).Open(), Encoding.UTF8);
        Assert.Contains("行业", await sheet.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Contains((Tenant.OfficerAbove.Id, "counts.export"), await Audit.OfAsync(hub, Tenant.Root));
    }

    [Fact]
    public async Task A_recount_differs_in_nothing()
    {
        using var above = await hub.SignInAsync(Tenant.OfficerAbove);
        var state = (await above.PostAsync("/api/counts/recount")).Expect(HttpStatusCode.OK).Json;
        while (state.GetProperty("running").GetBoolean())
        {
            state = (await above.GetAsync("/api/counts/recount")).Expect(HttpStatusCode.OK).Json;
        }

        Assert.False(state.GetProperty("failed").GetBoolean());
        Assert.Equal(0, state.GetProperty("differences").GetInt32());
        Assert.Equal(Tenant.People.Length, state.GetProperty("people").GetInt32());
    }

    [Fact]
    public async Task A_census_is_answered_with_one_tap_and_its_parts_sum_to_the_headcount()
    {
        var id = await hub.CensusAsync();
        using var member = await hub.SignInAsync(Tenant.Member);
        using var officer = await hub.SignInAsync(Tenant.Officer);
        Assert.Contains(id, (await member.GetAsync("/api/censuses")).Text, StringComparison.Ordinal);
        (await member.PostAsync($"/api/censuses/{id}/answer", """{"answer":"pocket"}""")).Expect(HttpStatusCode.OK);
        (await member.PostAsync($"/api/censuses/{id}/answer", $$"""{"answer":"pocket","member":"{{Tenant.Spare.Id}}"}""")).Expect(HttpStatusCode.NotFound);
        (await officer.PostAsync($"/api/censuses/{id}/answer", $$"""{"answer":"registered","member":"{{Tenant.Spare.Id}}"}""")).Expect(HttpStatusCode.OK);
        var view = (await officer.GetAsync($"/api/censuses/{id}")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(5, view.GetProperty("headcount").GetInt32());
        Assert.Equal(2, view.GetProperty("answered").GetInt32());
        Assert.Equal(3, view.GetProperty("unanswered").GetInt32());
        Assert.Equal(1, view.GetProperty("conflicts").GetInt32());
        Assert.Equal(5, view.GetProperty("cells").EnumerateArray().Sum(static c => c.GetProperty("count").GetInt32()));
        var conflicts = (await officer.GetAsync($"/api/censuses/{id}/lines?list=conflicts")).Expect(HttpStatusCode.OK).Json.GetProperty("lines");
        Assert.Equal(Tenant.Member.Id, Assert.Single(conflicts.EnumerateArray()).GetProperty("member").GetString());
        Assert.Equal(3, (await officer.GetAsync($"/api/censuses/{id}/lines?list=unanswered")).Json.GetProperty("lines").GetArrayLength());
        Assert.Contains((Tenant.Officer.Id, "census.look"), await Audit.OfAsync(hub, id));
        (await officer.PostAsync($"/api/censuses/{id}/close")).Expect(HttpStatusCode.OK);
        (await member.PostAsync($"/api/censuses/{id}/answer", """{"answer":"registered"}""")).Expect(HttpStatusCode.Conflict, "census.closed");
    }

    private async Task SectorAsync(string? sector)
    {
        var database = hub.Services.GetRequiredService<HubDatabase>();
        await database.WriteAsync(
            async (connection, transaction) =>
            {
                await database.OrderAsync(connection, transaction, default);
                await connection.ExecuteAsync("update node set sector_parent = @Sector where id = @Id", new { Id = Tenant.Branch, Sector = sector }, transaction);
                return await connection.ExecuteAsync(
                    "insert into organisation_change (at, kind, subject, version, cause, source, actor) values (1, 'Node', @Id, 0, 'sector', '', '')",
                    new { Id = Tenant.Branch }, transaction);
            },
            default);
        await hub.GrainFactory.GetGrain<ICountsGrain>(ICountsGrain.Key).Poke();
    }
}

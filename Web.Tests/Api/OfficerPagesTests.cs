using System.IO.Compression;
using System.Net;
using System.Text;
using Grains.Gatherings;
using Web.Tests.Support;

namespace Web.Tests.Api;

/// <summary>Roster, timeline, exports, minutes: what officers see and sign.</summary>
public sealed class OfficerPagesTests(HubServer hub) : IClassFixture<HubServer>
{
    [Fact]
    public async Task The_roster_reads_the_same_live_and_closed()
    {
        var id = await hub.OpenAsync();
        await hub.SubmitAsync(id, new Enter(await hub.ActorAsync(Tenant.Member), "d-1"));
        using var officer = await hub.SignInAsync(Tenant.OfficerAbove);
        var live = (await officer.GetAsync($"/api/gatherings/{id}/roster")).Expect(HttpStatusCode.OK).Json;
        await hub.SubmitAsync(id, new Close(await hub.ActorAsync(Tenant.Officer)));
        var closed = (await officer.GetAsync($"/api/gatherings/{id}/roster")).Expect(HttpStatusCode.OK).Json;
        foreach (var page in new[] { live, closed })
        {
            var lines = page.GetProperty("lines").EnumerateArray().ToArray();
            Assert.Equal(lines.Select(static l => l.GetProperty("member").GetString()).Order(StringComparer.Ordinal), lines.Select(static l => l.GetProperty("member").GetString()));
            Assert.Equal(5, lines.Length);
            Assert.Equal("present", lines.Single(static l => l.GetProperty("member").GetString() == Tenant.Member.Id).GetProperty("presence").GetString());
            Assert.Equal(Tenant.SpareName, lines.Single(static l => l.GetProperty("member").GetString() == Tenant.Spare.Id).GetProperty("name").GetString());
            Assert.Equal(1, page.GetProperty("counts").GetProperty("present").GetInt32());
            Assert.Equal(5, page.GetProperty("counts").GetProperty("expected").GetInt32());
        }
    }

    [Theory]
    [InlineData("present", 1)]
    [InlineData("excused", 1)]
    [InlineData("absent", 3)]
    public async Task The_roster_shows_only_those_asked_for(string only, int expected)
    {
        var id = await hub.OpenAsync();
        await hub.SubmitAsync(id, new Enter(await hub.ActorAsync(Tenant.Member), "d-1"));
        var spare = await hub.ActorAsync(Tenant.Spare);
        await hub.SubmitAsync(id, new ExcuseMember(spare, spare.Member, "出差"));
        using var officer = await hub.SignInAsync(Tenant.Officer);
        foreach (var close in new[] { false, true })
        {
            if (close)
            {
                await hub.SubmitAsync(id, new Close(await hub.ActorAsync(Tenant.Officer)));
            }

            var page = (await officer.GetAsync($"/api/gatherings/{id}/roster?only={only}")).Expect(HttpStatusCode.OK).Json;
            Assert.Equal(expected, page.GetProperty("lines").GetArrayLength());
        }

        (await officer.GetAsync($"/api/gatherings/{id}/roster?only=some")).Expect(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Fact]
    public async Task Each_look_at_a_named_list_is_on_record()
    {
        var id = await hub.OpenAsync();
        using var officer = await hub.SignInAsync(Tenant.Officer);
        await officer.GetAsync($"/api/gatherings/{id}/roster");
        await officer.GetAsync($"/api/gatherings/{id}/attendance.csv");
        var looks = await Audit.OfAsync(hub, id);
        Assert.Contains((Tenant.Officer.Id, "roster.look"), looks);
        Assert.Contains((Tenant.Officer.Id, "attendance.export"), looks);
    }

    [Fact]
    public async Task The_csv_opens_without_harm_in_a_spreadsheet()
    {
        var id = await hub.CloseAsync();
        using var officer = await hub.SignInAsync(Tenant.Officer);
        var reply = (await officer.GetAsync($"/api/gatherings/{id}/attendance.csv")).Expect(HttpStatusCode.OK);
        Assert.Equal([0xEF, 0xBB, 0xBF], reply.Bytes[..3]);
        Assert.Equal("text/csv", reply.ContentHeaders.ContentType!.MediaType);
        Assert.Equal($"attachment; filename=attendance-{id}.csv", reply.ContentHeaders.ContentDisposition!.ToString().Split("; filename*")[0]);
        var lines = Encoding.UTF8.GetString(reply.Bytes.AsSpan(3)).Split("\r\n");
        Assert.StartsWith("姓名,单位", lines[0], StringComparison.Ordinal);
        Assert.Equal(1 + 5 + 1, lines.Length);
        Assert.Contains(lines, static line => line.StartsWith("\"'=HYPERLINK(\"\"http://x\"\")\",", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_workbook_holds_the_same_lines_as_text()
    {
        var id = await hub.CloseAsync();
        using var officer = await hub.SignInAsync(Tenant.Officer);
        var reply = (await officer.GetAsync($"/api/gatherings/{id}/attendance.xlsx")).Expect(HttpStatusCode.OK);
        using var zip = new ZipArchive(new MemoryStream(reply.Bytes));
        using var reader = new StreamReader(zip.Entries.Single(static e => e.FullName.Contains("sheet", StringComparison.Ordinal) && e.FullName.EndsWith(".xml", StringComparison.Ordinal) && e.FullName.Contains("worksheets", StringComparison.Ordinal)).Open());
        var sheet = await reader.ReadToEndAsync();
        Assert.Contains("'=HYPERLINK", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain("<x:f>", sheet, StringComparison.Ordinal);
        Assert.Equal(6, sheet.Split("<x:row").Length - 1);
    }

    [Fact]
    public async Task The_timeline_shows_figures_and_no_names()
    {
        var id = await hub.OpenAsync();
        var member = await hub.ActorAsync(Tenant.Member);
        await hub.SubmitAsync(id, new Enter(member, "d-1"), new Post(member, "c-1", "在", null, null));
        await hub.SubmitAsync(id, new Close(await hub.ActorAsync(Tenant.Officer)));
        using var officer = await hub.SignInAsync(Tenant.Officer);
        var reply = (await officer.GetAsync($"/api/gatherings/{id}/timeline")).Expect(HttpStatusCode.OK);
        var minutes = reply.Json.GetProperty("minutes").EnumerateArray().ToArray();
        Assert.Equal(1, minutes.Sum(static m => m.GetProperty("messages").GetInt32()));
        Assert.Equal(1, minutes.Sum(static m => m.GetProperty("joined").GetInt32()));
        Assert.Equal(1, minutes.Sum(static m => m.GetProperty("left").GetInt32()));
        Assert.Equal(1, reply.Json.GetProperty("speakers").GetProperty("one").GetInt32());
        Assert.Equal(5, reply.Json.GetProperty("byCategory").EnumerateArray().Sum(static c => c.GetProperty("expected").GetInt32()));
        Assert.DoesNotContain(Tenant.Member.Name, reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Minutes_are_drafted_signed_and_amended_and_no_version_is_lost()
    {
        var id = await hub.CloseAsync();
        using var officer = await hub.SignInAsync(Tenant.Officer);
        using var member = await hub.SignInAsync(Tenant.Member);
        var draft = Assert.Single((await officer.GetAsync($"/api/gatherings/{id}/minutes")).Json.GetProperty("versions").EnumerateArray());
        Assert.Empty((await member.GetAsync($"/api/gatherings/{id}/minutes")).Json.GetProperty("versions").EnumerateArray());
        var version = draft.GetProperty("version").GetInt32();

        var signed = (await officer.PostAsync($"/api/gatherings/{id}/minutes", $$"""{"version":{{version}},"remarks":"无"}""")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(Tenant.Officer.Name, signed.GetProperty("signedBy").GetString());
        var again = (await officer.PostAsync($"/api/gatherings/{id}/minutes", $$"""{"version":{{version}},"remarks":"无"}""")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(signed.GetProperty("version").GetInt32(), again.GetProperty("version").GetInt32());
        (await officer.PostAsync($"/api/gatherings/{id}/minutes", $$"""{"version":{{version}},"remarks":"旧"}""")).Expect(HttpStatusCode.Conflict, "minutes.version");
        var next = signed.GetProperty("version").GetInt32();
        (await officer.PostAsync($"/api/gatherings/{id}/minutes", $$"""{"version":{{next}},"remarks":"改"}""")).Expect(HttpStatusCode.BadRequest, "minutes.reason");
        (await officer.PostAsync($"/api/gatherings/{id}/minutes", $$"""{"version":{{next}},"remarks":"改","reason":"笔误"}""")).Expect(HttpStatusCode.OK);

        var versions = (await member.GetAsync($"/api/gatherings/{id}/minutes")).Json.GetProperty("versions").EnumerateArray().ToArray();
        Assert.Equal(2, versions.Length);
        Assert.Equal("笔误", versions[0].GetProperty("reason").GetString());
        Assert.Equal("signed", (await member.GetAsync($"/api/gatherings/{id}")).Json.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Minutes_of_an_open_gathering_cannot_be_signed()
    {
        var id = await hub.OpenAsync();
        using var officer = await hub.SignInAsync(Tenant.Officer);
        (await officer.PostAsync($"/api/gatherings/{id}/minutes", """{"version":1,"remarks":""}""")).Expect(HttpStatusCode.Conflict, "minutes.not-closed");
    }

    [Fact]
    public async Task A_member_on_the_roster_knows_that_these_pages_are_for_officers()
    {
        var id = await hub.CloseAsync();
        using var member = await hub.SignInAsync(Tenant.Member);
        foreach (var page in new[] { "roster", "timeline", "attendance.csv", "attendance.xlsx" })
        {
            (await member.GetAsync($"/api/gatherings/{id}/{page}")).Expect(HttpStatusCode.Forbidden, "right.officer-only");
        }
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Grains.Organisation;
using Microsoft.Extensions.DependencyInjection;
using Storage;
using Storage.Organisation;
using Web.Data;
using Web.Exports;
using Web.Import;
using Web.SignIn;
using Web.Tests.Commands;
using Web.Tests.Support;

namespace Web.Tests.Data;

/// <summary>Files in over the web, and out again.</summary>
public sealed class ImportRouteTests(HubServer hub) : IClassFixture<HubServer>
{
    [Fact]
    public async Task A_checked_file_is_imported_once_with_codes_that_sign_in()
    {
        using var officer = await hub.SignInAsync(Tenant.OfficerAbove);
        var file = Encoding.UTF8.GetBytes("组织路径,姓名,类别,入党日期\n集团党委/第二支部,新来者,正式党员,2016-07-01\n");
        var report = (await SendAsync(officer, "/api/imports/check", file))[^1].GetProperty("report");
        Assert.Equal((1, 0), (report.GetProperty("counts").GetProperty("members").GetInt32(), report.GetProperty("found").GetInt32()));
        var checkedFile = $"hash={report.GetProperty("hash").GetString()}&tree={report.GetProperty("tree").GetString()}";

        var lines = await SendAsync(officer, $"/api/imports?requestId=r-once&{checkedFile}", file);
        Assert.Equal("done", lines[^1].GetProperty("kind").GetString());
        var code = string.Concat(lines.Where(static line => line.GetProperty("kind").GetString() == "codes").Select(static line => line.GetProperty("codes").GetString()))
            .TrimStart('\uFEFF').Split("\r\n")[1].Split(',');
        using (var fresh = hub.Anonymous())
        {
            await fresh.SignInAsync(code[0].Trim('"', '\t'), code[2]);
        }

        var again = await SendAsync(officer, $"/api/imports?requestId=r-once&{checkedFile}", file);
        Assert.Equal(["done"], again.Select(static line => line.GetProperty("kind").GetString()));
        Assert.True((await officer.GetAsync("/api/imports/r-once")).Json.GetProperty("done").GetBoolean());
        Assert.False((await officer.GetAsync("/api/imports/r-other")).Json.GetProperty("done").GetBoolean());
        Assert.Contains((Tenant.OfficerAbove.Id, "import.write"), await Audit.OfAsync(hub, Tenant.Root));
        var twice = (await SendAsync(officer, $"/api/imports?requestId=r-two&{checkedFile}", file))[^1];
        Assert.Equal("report", twice.GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Another_file_than_the_checked_one_is_refused()
    {
        using var officer = await hub.SignInAsync(Tenant.OfficerAbove);
        var lines = await SendAsync(officer, $"/api/imports?requestId=r-x&hash={new string('0', 64)}&tree={new string('0', 64)}", "组织路径,姓名,类别\n"u8.ToArray());
        Assert.Equal("import.changed", lines[^1].GetProperty("refusal").GetProperty("rule").GetString());
        lines = await SendAsync(officer, "/api/imports/check", [0x50, 0x4B, 3, 4, 0]);
        Assert.Equal("import.file", lines[^1].GetProperty("refusal").GetProperty("rule").GetString());
    }

    [Fact]
    public async Task A_tree_that_changed_in_what_the_file_touches_is_checked_again()
    {
        using var officer = await hub.SignInAsync(Tenant.OfficerAbove);
        var file = Encoding.UTF8.GetBytes("组织路径,姓名,类别,入党日期\n集团党委/第九支部,检查后,正式党员,2016-07-01\n");
        var report = (await SendAsync(officer, "/api/imports/check", file))[^1].GetProperty("report");
        Assert.Equal(1, report.GetProperty("counts").GetProperty("nodes").GetInt32());
        (await officer.PostAsync(
            "/api/org/nodes", $$"""{"requestId":"r-ninth","kind":"branch","name":"第九支部","parent":"{{Tenant.Root}}"}""")).Expect(HttpStatusCode.OK);

        var import = $"/api/imports?requestId=r-ninth-file&hash={report.GetProperty("hash").GetString()}&tree=";
        var lines = await SendAsync(officer, import + report.GetProperty("tree").GetString(), file);
        Assert.Equal("import.tree", lines[^1].GetProperty("refusal").GetProperty("rule").GetString());
        Assert.DoesNotContain(lines, static line => line.GetProperty("kind").GetString() == "codes");

        report = (await SendAsync(officer, "/api/imports/check", file))[^1].GetProperty("report");
        Assert.Equal(0, report.GetProperty("counts").GetProperty("nodes").GetInt32());
        lines = await SendAsync(officer, import + report.GetProperty("tree").GetString(), file);
        Assert.Equal("done", lines[^1].GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Enterprises_that_are_exported_change_nothing_when_they_come_in_again()
    {
        using var officer = await hub.SignInAsync(Tenant.OfficerAbove);
        var sheet = Encoding.UTF8.GetBytes("组织路径,企业名称,行业,所在地区,职工人数,覆盖方式,申报党员\n"
            + "集团党委,往返软件,软件,西岸,80,,王一(正式党员)、王二(预备党员)\n集团党委/第二支部,往返制造,制造,,,自有党组织,\n");
        var report = (await SendAsync(officer, "/api/imports/check", sheet))[^1].GetProperty("report");
        Assert.Equal(2, report.GetProperty("counts").GetProperty("enterprises").GetInt32());
        var done = (await SendAsync(
            officer, $"/api/imports?requestId=r-round&hash={report.GetProperty("hash").GetString()}&tree={report.GetProperty("tree").GetString()}", sheet))[^1];
        Assert.Equal(2, done.GetProperty("counts").GetProperty("enterprises").GetInt32());
        Assert.Equal(2, (await officer.GetAsync("/api/imports/r-round")).Json.GetProperty("counts").GetProperty("enterprises").GetInt32());

        var text = (await officer.GetAsync($"/api/nodes/{Tenant.Root}/enterprises.csv")).Expect(HttpStatusCode.OK).Bytes;
        var again = (await SendAsync(officer, "/api/imports/check", text))[^1].GetProperty("report");
        Assert.Equal((0, 0), (again.GetProperty("found").GetInt32(), again.GetProperty("counts").GetProperty("enterprises").GetInt32()));
        using var workbook = RosterFile.Open(new MemoryStream((await officer.GetAsync($"/api/nodes/{Tenant.Root}/people.xlsx")).Expect(HttpStatusCode.OK).Bytes));
        var book = await hub.Services.GetRequiredService<RosterBookReader>().ReadAsync();
        var verdict = RosterCheck.Run(
            // The branch's name holds a path's separator, which no file can say.
            Without([.. workbook.Tables.Where(static table => table.Sheet != RollTable.PeopleSheet)], "<img"), book, RosterMint.Options(110_108));
        Assert.Empty(verdict.Problems.Select(static problem => problem.Sentence(chinese: false)));
        Assert.Equal((0, 0), (verdict.Plan!.Enterprises.Count, verdict.Plan.Nodes.Count));
        Assert.Contains((Tenant.OfficerAbove.Id, "enterprise.export"), await Audit.OfAsync(hub, Tenant.Root));
    }

    [Fact]
    public async Task An_officer_imports_into_the_own_subtree_only_and_hears_of_every_problem()
    {
        using var officer = await hub.SignInAsync(Tenant.OfficerElsewhere);
        var file = Encoding.UTF8.GetBytes("组织路径,姓名,类别,入党日期\n集团党委/第二支部,甲,正式党员,2016-07-01\n集团党委/第三支部,乙,正式党员,2016-07-01\n集团党委/第二支部,丙,,2016-13-01\n");
        var report = (await SendAsync(officer, "/api/imports/check", file))[^1].GetProperty("report");
        Assert.Equal(
            [(3, "path-scope"), (4, "blank"), (4, "date")],
            report.GetProperty("problems").EnumerateArray().Select(static one => (one.GetProperty("line").GetInt32(), one.GetProperty("kind").GetString()!)).Order());
        Assert.False(report.TryGetProperty("counts", out _));
    }

    [Fact]
    public async Task What_is_exported_gives_the_same_organisations_and_people_in_an_empty_hub()
    {
        using var officer = await hub.SignInAsync(Tenant.OfficerAbove);
        using var folder = new TemporaryFolder();
        foreach (var (name, files) in new (string, string[])[] { ("book", ["people.xlsx?numbers=true"]), ("text", ["organisations.csv", "enterprises.csv", "people.csv?numbers=true"]) })
        {
            await using var empty = await HubDatabase.OpenAsync(new StorageOptions { Data = folder[name] });
            foreach (var file in files)
            {
                var bytes = (await officer.GetAsync($"/api/nodes/{Tenant.Root}/{file}")).Expect(HttpStatusCode.OK).Bytes;
                using var read = RosterFile.Open(new MemoryStream(bytes));
                var book = await new RosterBookReader(empty, TimeProvider.System).ReadAsync();
                // The tenant has a name that no roster would take: a formula. It is the one problem there may be.
                var verdict = RosterCheck.Run(Without(read.Tables, Tenant.SpareName), book, RosterMint.Options(110_108));
                Assert.Empty(verdict.Problems.Select(static problem => problem.Sentence(chinese: false)));
                await new RosterWriter(empty, TimeProvider.System).ImportAsync(verdict.Plan!);
            }

            var there = await ReadAsync(hub.Services.GetRequiredService<PersonQuery>());
            var here = await ReadAsync(new PersonQuery(empty, TimeProvider.System));
            Assert.Equal(there.Where(static line => !line.Contains(Tenant.SpareName, StringComparison.Ordinal)), here);
        }
    }

    [Fact]
    public async Task Numbers_are_exported_only_where_they_are_asked_for()
    {
        using var officer = await hub.SignInAsync(Tenant.Officer);
        var without = (await officer.GetAsync($"/api/nodes/{Tenant.Branch}/people.csv")).Expect(HttpStatusCode.OK).Text;
        Assert.DoesNotContain(Tenant.Member.Number, without, StringComparison.Ordinal);
        Assert.Contains(Tenant.Member.Name, without, StringComparison.Ordinal);
        Assert.DoesNotContain(Tenant.OfficerElsewhere.Name, without, StringComparison.Ordinal);
        Assert.Contains(Tenant.Member.Number, (await officer.GetAsync($"/api/nodes/{Tenant.Branch}/people.csv?numbers=true")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_template_is_a_file_that_can_be_imported_as_it_is()
    {
        using var officer = await hub.SignInAsync(Tenant.OfficerAbove);
        var bytes = (await officer.GetAsync("/api/imports/template.xlsx")).Expect(HttpStatusCode.OK).Bytes;
        using var file = RosterFile.Open(new MemoryStream(bytes));
        var verdict = RosterCheck.Run(file.Tables, RosterBook.Empty, RosterMint.Options(110_108));
        Assert.Empty(verdict.Problems);
        Assert.Equal(
            (2, 1, 1, 1), (verdict.Plan!.Nodes.Count, verdict.Plan.Members.Count, verdict.Plan.Offices.Count, verdict.Plan.Enterprises.Count));
    }

    private static IReadOnlyList<RosterTable> Without(IReadOnlyList<RosterTable> tables, string name) =>
        [.. tables.Select(table => table with { Rows = table.Rows.Where(row => !row.Cells.Any(cell => cell.Contains(name, StringComparison.Ordinal))) })];

    private static async Task<List<string>> ReadAsync(PersonQuery query)
    {
        var roots = new List<string>();
        var nodes = await query.NodesAsync("/", default);
        await foreach (var (person, offices) in query.PeopleAsync("/", default))
        {
            var cells = RollTable.Cells(person, offices, nodes, numbers: true, guarded: false);
            roots.Add(string.Join('|', cells));
        }

        await foreach (var (enterprise, declared) in query.EnterprisesAsync("/", default))
        {
            roots.Add(string.Join('|', RollTable.Cells(enterprise, declared, nodes)));
        }

        roots.AddRange(nodes.Values.Select(node => string.Join('|', RollTable.Cells(node, nodes))));
        return [.. roots.Order(StringComparer.Ordinal)];
    }

    private static async Task<List<JsonElement>> SendAsync(HubCaller caller, string path, byte[] file)
    {
        var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        var reply = (await caller.SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = content })).Expect(HttpStatusCode.OK);
        return [.. reply.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement)];
    }
}

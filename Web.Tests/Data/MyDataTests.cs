using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Dapper;
using Grains.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Storage;
using Storage.Queries;
using Web.Import;
using Web.Tests.Support;

namespace Web.Tests.Data;

/// <summary>What the hub tells a member that it holds about the member.</summary>
public sealed class MyDataTests(HubServer hub) : IClassFixture<HubServer>
{
    /// <summary>Columns by which a table speaks of a member.</summary>
    private static readonly string[] Speaking =
        ["member", "author", "owner", "actor", "summoner", "signed_by", "decided_by", "excused_by", "published_by", "officer"];

    /// <summary>Tables that speak of a member and are left out, with the reason.</summary>
    private static readonly Dictionary<string, string> LeftOut = new()
    {
        ["posting_rules"] = "rules that an officer published for others: a document of the organisation",
        ["audit_before"] = "gone after the migration",
        ["vote_policy"] = "a decision of an officer about an organisation",
        ["enterprise_change"] = "a decision of an officer about an enterprise",
        ["signed_text"] = "a text that an officer published for others: a document of the organisation",
    };

    [Fact]
    public async Task The_two_files_hold_what_is_the_members_and_nothing_of_others()
    {
        var scene = await Matrix.Scene.SetAsync(hub);
        using var officer = await hub.SignInAsync(Tenant.Officer);
        (await officer.GetAsync($"/api/gatherings/{scene.Gathering}/roster")).Expect(HttpStatusCode.OK);
        using var member = await hub.SignInAsync(Tenant.Member);
        (await member.PostAsync(
            "/api/me/corrections", """{"requestId":"r-1","field":"phone","wanted":"13912345678","reason":"换了号码"}""")).Expect(HttpStatusCode.OK);

        using var zip = new ZipArchive(new MemoryStream((await member.GetAsync("/api/me/data.zip")).Expect(HttpStatusCode.OK).Bytes));
        using var reader = new StreamReader(zip.GetEntry("my-data.json")!.Open());
        var json = JsonDocument.Parse(await reader.ReadToEndAsync()).RootElement;
        Assert.Equal(Tenant.Member.Number, json.GetProperty("profile")[0].GetProperty("number").GetString());
        Assert.Equal("矩阵", json.GetProperty("gatherings")[0].GetProperty("topic").GetString());
        Assert.Contains(json.GetProperty("corrections").EnumerateArray(), static one => one.GetProperty("wanted").GetString() == "13912345678");
        Assert.Contains(json.GetProperty("looks").EnumerateArray(), static one => one.GetProperty("by").GetString() == Tenant.Officer.Name);
        Assert.Equal("test", json.GetProperty("sessions")[0].GetProperty("device").GetString());
        foreach (var part in MyDataQuery.Parts)
        {
            Assert.Equal(JsonValueKind.Array, json.GetProperty(part.Key).ValueKind);
        }

        var text = json.GetRawText();
        foreach (var other in Tenant.People.Where(static person => person != Tenant.Member))
        {
            Assert.DoesNotContain(other.Number, text, StringComparison.Ordinal);
        }

        using var book = new MemoryStream();
        await zip.GetEntry("my-data.xlsx")!.Open().CopyToAsync(book);
        book.Position = 0;
        using var sheets = RosterFile.Open(book);
        Assert.Equal([.. MyDataQuery.Parts.Select(static part => part.Title), "谁查看过"], sheets.Tables.Select(static table => table.Sheet));
        Assert.Contains(Tenant.Member.Number, sheets.Tables[0].Rows.ElementAt(1).Cells);
    }

    [Fact]
    public async Task No_table_that_speaks_of_a_member_is_forgotten()
    {
        await using var database = await HubDatabase.OpenAsync(new StorageOptions { Data = Directory.CreateTempSubdirectory("hub-db-").FullName });
        using var lease = await database.ReadAsync(CancellationToken.None);
        var tables = await lease.Connection.QueryAsync<(string Table, string Column)>(
            "select m.name, c.name from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table'");
        var covered = MyDataQuery.Parts.SelectMany(static part => part.Tables).Concat(LeftOut.Keys).ToHashSet();

        Assert.Equal([], tables.Where(static pair => Speaking.Contains(pair.Column)).Select(static pair => pair.Table).Distinct().Except(covered));
    }

    [Fact]
    public async Task Every_part_can_be_read_on_this_database()
    {
        var query = hub.Services.GetRequiredService<MyDataQuery>();
        foreach (var part in MyDataQuery.Parts)
        {
            await foreach (var row in query.ReadAsync(part, Tenant.Member.Id))
            {
                Assert.NotEmpty(row);
            }
        }
    }
}

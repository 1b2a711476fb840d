using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using Grains.Tests.Storage;
using Silo.Commands;
using Silo.Import;
using Web.Tests.Commands;
using Storage;
using Storage.Audit;
using Web.Exports;
using Xunit.Abstractions;

namespace Web.Tests.Import;

/// <summary>
/// One workbook of a province: a sheet of organisations, a sheet of people. Seconds and memory are told. A tenth of it, and
/// with HUB_PROVINCE=whole all of it, within the same ten minutes.
/// </summary>
[UnsupportedOSPlatform("windows")]
[Trait("Category", "Slow")]
public sealed class ProvinceImportTests(ITestOutputHelper output) : IDisposable
{
    private static readonly int Share = Environment.GetEnvironmentVariable("HUB_PROVINCE") == "whole" ? 1 : 10;
    private static readonly int Members = 260_000 / Share;
    private static readonly int Branches = 42_900 / Share;
    private static readonly TimeSpan Floor = TimeSpan.FromMinutes(10);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_province_comes_in_from_one_workbook_on_SQLite() => await ImportAsync(null);

    [Fact]
    public async Task A_province_comes_in_from_one_workbook_on_PostgreSQL()
    {
        var server = await PostgresServer.SharedAsync();
        var connection = await server.CreateDatabaseAsync();
        await ImportAsync(connection);
        await server.DropDatabaseAsync(connection);
    }

    public void Dispose() => _folder.Dispose();

    private async Task ImportAsync(string? connection)
    {
        var file = _folder["province.xlsx"];
        Write(file);
        using var error = new Staged(output);
        var watch = Stopwatch.StartNew();
        var result = await new RosterImport(
            new ImportRequest(file, _folder["data"], connection, false, _folder["codes.csv"], 330100, false), error, error).RunAsync(default);
        output.WriteLine($"{connection?[..8] ?? "SQLite"}: {new FileInfo(file).Length >> 20} MB of workbook in {watch.Elapsed.TotalSeconds:F1} s, "
            + $"working set at its largest {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB");
        Assert.Equal(ExitCode.Done, result);
        Assert.True(watch.Elapsed < Floor);
        await using var database = await HubDatabase.OpenAsync(DataOptions.Storage(_folder["data"], connection));
        Assert.Equal(Members, (await new Storage.Organisation.RosterBookReader(database, TimeProvider.System).ReadAsync()).Numbers.Count);
        Assert.Null((await new AuditVerifier(database).RunAsync()).Break);
    }

    private static void Write(string file)
    {
        using var stream = File.Create(file);
        using var book = new WorkbookWriter(stream, "组织");
        book.Row(["组织路径", "组织类别", "地区代码", "条线上级"]);
        book.Row(["浙江两新工委", "党委", "330000", ""]);
        for (var city = 0; city < 100; city++)
        {
            book.Row([City(city), "党委", (330_100 + city).ToString(CultureInfo.InvariantCulture), ""]);
        }

        for (var branch = 0; branch < Branches; branch++)
        {
            book.Row([Branch(branch), "党支部", (330_100 + (branch % 100)).ToString(CultureInfo.InvariantCulture), branch % 7 == 0 ? City(branch % 99) : ""]);
        }

        book.Sheet("党员");
        book.Row(["组织路径", "姓名", "类别", "手机", "入党日期", "组织关系", "职务"]);
        for (var member = 0; member < Members; member++)
        {
            book.Row(
            [
                Branch(member % Branches), "王" + (char)('一' + (member % 5_000)), member % 20 == 0 ? "预备党员" : "正式党员",
                (13_000_000_000 + member).ToString(CultureInfo.InvariantCulture),
                $"{1980 + (member % 45)}-{1 + (member % 12):D2}-01", member % 3 == 0 ? "在册" : "非在册", member == 1 ? "书记" : "",
            ]);
        }
    }

    private static string City(int city) => $"浙江两新工委/第{city}区党委";

    private static string Branch(int branch) => $"{City(branch % 100)}/第{branch}党支部";

    /// <summary>Tells when each stage began and ended.</summary>
    private sealed class Staged(ITestOutputHelper output) : StringWriter
    {
        private readonly Stopwatch _watch = Stopwatch.StartNew();

        public override void WriteLine(string? value)
        {
            if (value?.EndsWith("0 %", StringComparison.Ordinal) != true || value.EndsWith(" 10 %", StringComparison.Ordinal) || value.EndsWith("100 %", StringComparison.Ordinal))
            {
                output.WriteLine($"{_watch.Elapsed.TotalSeconds,6:F1} s  {value}");
            }
        }
    }
}

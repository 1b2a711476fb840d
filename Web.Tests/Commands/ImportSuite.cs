using System.Runtime.Versioning;
using System.Text;
using Grains.Tests.Storage;
using Silo.Commands;
using Silo.Import;
using Storage;
using Storage.Organisation;
using Web.SignIn;

namespace Web.Tests.Commands;

/// <summary>An import is all or nothing, on either database.</summary>
[UnsupportedOSPlatform("windows")]
public abstract class ImportSuite : IAsyncLifetime, IDisposable
{
    private const string Roster = "组织路径,姓名,类别,手机,入党日期,职务\n"
        + "示例党委/第一党支部,王小明,正式党员,13800000001,2016年7月1日,书记\n"
        + "示例党委/第一党支部,李小红,预备党员,13800000002,2026-01-01,\n";

    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    protected string? Connection { get; set; }

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_good_roster_is_written_with_a_code_for_everyone()
    {
        var codes = _folder["codes.csv"];
        Assert.Equal(ExitCode.Done, await ImportAsync(CodePagesEncodingProvider.Instance.GetEncoding(54936)!.GetBytes(Roster), codes: codes));
        var book = await BookAsync();
        Assert.Equal((2, 2, 1), (book.Numbers.Count, book.Nodes.Count, book.Secretaries.Count));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(codes));
        var lines = (await File.ReadAllLinesAsync(codes))[1..].Select(line => line.Split(',')).ToList();
        Assert.Equal(book.Numbers.Order(), lines.Select(line => line[0].Trim('"', '\t')).Order());
        Assert.All(lines, line => Assert.True(InitialCode.Verify(InitialCode.Hash(line[2]), line[2])));
        Assert.Contains("2 members", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_bad_line_changes_nothing()
    {
        Assert.Equal(ExitCode.RosterProblems, await ImportAsync(Utf8(Roster + "示例党委/第二党支部,赵六,正式党员,1,2016-13-01,\n")));
        Assert.Empty((await BookAsync()).Nodes);
        Assert.Contains("line 4: the phone number is malformed", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("line 4: the day of joining is no valid date", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("2 problem(s); nothing was imported", _error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*codes*"));
    }

    [Fact]
    public async Task The_same_roster_again_is_refused_and_a_second_one_finds_the_first_ones_nodes()
    {
        Assert.Equal(ExitCode.Done, await ImportAsync(Utf8(Roster), codes: _folder["first.csv"]));
        Assert.Equal(ExitCode.RosterProblems, await ImportAsync(Utf8(Roster), codes: _folder["again.csv"]));
        Assert.Contains("line 2: someone of this name and phone is a member already", _error.ToString(), StringComparison.Ordinal);
        var more = "组织路径,姓名,类别,入党日期\n示例党委/第一党支部,周八,正式党员,2016-07-09\n";
        Assert.Equal(ExitCode.Done, await ImportAsync(Utf8(more), codes: _folder["more.csv"]));
        var book = await BookAsync();
        Assert.Equal((3, 2), (book.Numbers.Count, book.Nodes.Count));
    }

    [Fact]
    public async Task A_dry_run_checks_and_changes_nothing()
    {
        Assert.Equal(ExitCode.Done, await ImportAsync(Utf8(Roster), dryRun: true));
        Assert.Empty((await BookAsync()).Nodes);
        Assert.Contains("nothing changed: 2 members", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Codes_that_cannot_be_written_stop_the_import()
    {
        await File.WriteAllTextAsync(_folder["kept.csv"], "kept");
        var fault = await Assert.ThrowsAsync<CommandException>(() => ImportAsync(Utf8(Roster), codes: _folder["kept.csv"]));
        Assert.Equal(ExitCode.FileFault, fault.ExitCode);
        Assert.Empty((await BookAsync()).Nodes);
        Assert.Equal("kept", await File.ReadAllTextAsync(_folder["kept.csv"]));
    }

    [Fact]
    public void Two_imports_of_one_second_write_their_codes_into_files_of_their_own()
    {
        var now = new DateTimeOffset(2026, 7, 1, 9, 30, 15, TimeSpan.FromHours(8));
        using var first = InitialCodes.CreateIn(_folder.Path, now);
        using var second = InitialCodes.CreateIn(_folder.Path, now);
        using var third = InitialCodes.CreateIn(_folder.Path, now);
        Assert.Equal(
            ["initial-codes-20260701-093015.csv", "initial-codes-20260701-093015-2.csv", "initial-codes-20260701-093015-3.csv"],
            new[] { first, second, third }.Select(static codes => Path.GetFileName(codes.Path)));
        second.Keep();
        second.Dispose();
        Assert.True(File.Exists(second.Path));
        Assert.Throws<CommandException>(() => InitialCodes.CreateIn(_folder["none"], now));
    }

    private async Task<int> ImportAsync(byte[] roster, bool dryRun = false, string? codes = null)
    {
        var file = _folder["roster.csv"];
        await File.WriteAllBytesAsync(file, roster);
        return await new RosterImport(new ImportRequest(file, _folder["data"], Connection, dryRun, codes, 110108, false), _output, _error)
            .RunAsync(CancellationToken.None);
    }

    private async Task<Grains.Organisation.RosterBook> BookAsync()
    {
        await using var database = await HubDatabase.OpenAsync(DataOptions.Storage(_folder["data"], Connection));
        return await new RosterBookReader(database, TimeProvider.System).ReadAsync();
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}

[UnsupportedOSPlatform("windows")]
public sealed class SqliteImportTests : ImportSuite;

[UnsupportedOSPlatform("windows")]
public sealed class PostgresImportTests : ImportSuite
{
    public override async Task InitializeAsync() => Connection = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();

    public override async Task DisposeAsync()
    {
        await (await PostgresServer.SharedAsync()).DropDatabaseAsync(Connection!);
        await base.DisposeAsync();
    }
}

using Dapper;
using Grains.Journal;
using Grains.Tests.Gatherings;
using Grains.Tests.Relations;
using Microsoft.Extensions.Logging.Abstractions;
using Storage;
using Storage.Audit;
using Storage.Journal;
using Storage.Migrations;
using Storage.Postgres;
using Storage.Sqlite;

namespace Grains.Tests.Storage;

public sealed class SqliteAuditChainTests() : AuditChainSuite(new SqliteFixture());

public sealed class PostgresAuditChainTests() : AuditChainSuite(new PostgresFixture());

/// <summary>A database of its own for each test: who tampers with a chain leaves it broken.</summary>
public abstract class AuditChainSuite(DatabaseFixture fixture) : IAsyncLifetime
{
    private const int Rows = 12;

    private readonly ShiftedClock _clock = new();

    private bool IsSqlite => fixture.Database.Product == "sqlite";

    public Task InitializeAsync() => fixture.InitializeAsync();

    public Task DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task Entries_of_every_kind_of_batch_stand_in_one_chain()
    {
        var scene = new Scene(fixture.Database);
        var gathering = await scene.GatheringAsync(await scene.NodeAsync());
        await using var journal = Journal(fixture.Database);
        var audit = new[] { Fact(1), Fact(2) };
        var fact = new AuditFact(Scene.Noon, "m-1", "room.close", gathering.Charter.Id, "引号\"，换行\n，表情🙂");
        Assert.Equal(Commit.Done, await journal.AppendAsync(new AuditFacts(audit)));
        Assert.Equal(Commit.Done, await journal.AppendAsync(new RelationFacts { Audit = audit }));
        Assert.Equal(Commit.Done, await journal.AppendAsync(Scene.Facts(gathering, 0, Scene.Message(1)) with { Audit = [fact] }));

        var verdict = await VerifyAsync();
        Assert.Null(verdict.Break);
        Assert.Equal(await scene.ScalarAsync<long>("select count(*) from audit"), verdict.Count);
        Assert.Equal(verdict.Head, await scene.ScalarAsync<string>("select hash from audit order by id desc limit 1"));
        Assert.Equal(gathering.Charter.Node, await scene.ScalarAsync<string>("select place from audit where subject = @Id", new { gathering.Charter.Id }));
        Assert.Equal(verdict.Count, (await VerifyAsync(AuditHash.Zero)).Count);
    }

    [Fact]
    public async Task Two_hubs_on_one_database_keep_one_chain()
    {
        await using var other = await HubDatabase.OpenAsync(fixture.Options);
        await using var one = Journal(fixture.Database);
        await using var two = Journal(other);
        const int each = 150;
        var outcomes = await Task.WhenAll(Enumerable.Range(0, each).SelectMany(n => new[]
        {
            one.AppendAsync(new AuditFacts([Fact(n), Fact(n)])), two.AppendAsync(new RelationFacts { Audit = [Fact(n)] }),
        }));

        Assert.All(outcomes, static outcome => Assert.Equal(Commit.Done, outcome));
        var verdict = await VerifyAsync();
        Assert.Null(verdict.Break);
        Assert.Equal(each * 3, verdict.Count);
    }

    [Fact]
    public async Task A_commit_that_breaks_leaves_no_gap_and_no_fork()
    {
        var probe = new BreakableCommits();
        await using var journal = new JournalWriter(fixture.Database, NullLogger.Instance, probe, JournalLimits.Queued);
        Assert.Equal(Commit.Done, await journal.AppendAsync(new AuditFacts([Fact(1)])));
        probe.BreakBefore();
        Assert.Equal(Commit.Unknown, await journal.AppendAsync(new AuditFacts([Fact(2)])));
        Assert.Equal(Commit.Done, await JournalFaultSuite.Eventually(journal, new AuditFacts([Fact(3)])));
        probe.BreakAfter();
        Assert.Equal(Commit.Unknown, await journal.AppendAsync(new AuditFacts([Fact(4)])));
        Assert.Equal(Commit.Done, await JournalFaultSuite.Eventually(journal, new AuditFacts([Fact(5)])));

        var verdict = await VerifyAsync();
        Assert.Null(verdict.Break);
        Assert.Equal(4, verdict.Count);
    }

    [Fact]
    public async Task A_batch_that_is_refused_takes_its_links_with_it()
    {
        var gathering = await new Scene(fixture.Database).GatheringAsync();
        await using var journal = Journal(fixture.Database);
        await journal.AppendAsync(new AuditFacts([Fact(1)]));
        var count = (await VerifyAsync()).Count;
        var stale = Scene.Facts(gathering, 7, Scene.Message(8)) with { Audit = [Fact(2)] };
        var outcomes = await Task.WhenAll(journal.AppendAsync(stale), journal.AppendAsync(new AuditFacts([Fact(3)])));

        Assert.Equal([Commit.Fenced, Commit.Done], outcomes);
        var verdict = await VerifyAsync();
        Assert.Null(verdict.Break);
        Assert.Equal(count + 1, verdict.Count);
    }

    [Theory]
    [InlineData("update audit set detail = 'another' where id = 5", 5, "content")]
    [InlineData("update audit set actor = 'm-other' where id = 5", 5, "content")]
    [InlineData("update audit set subject = 'm-other' where id = 5", 5, "content")]
    [InlineData("update audit set salt = '00' where id = 5", 5, "content")]
    [InlineData("update audit set at = at + 1 where id = 5", 5, "link")]
    [InlineData("update audit set action = 'test.other' where id = 5", 5, "link")]
    [InlineData("update audit set place = 'b-other' where id = 5", 5, "link")]
    [InlineData("delete from audit where id = 5", 5, "missing")]
    [InlineData("delete from audit where id = 1", 1, "missing")]
    [InlineData("delete from audit where id > 9", 10, "tail")]
    [InlineData("delete from audit where id = 5; update audit set id = -id where id > 5; update audit set id = -id - 1 where id < 0", 5, "link")]
    [InlineData("update audit set id = 0 where id = 4; update audit set id = 4 where id = 5; update audit set id = 5 where id = 0", 4, "link")]
    [InlineData("update audit set id = -id where id > 5; update audit set id = 1 - id where id < 0; insert into audit select 6, at, actor, action, subject, detail, place, salt, digest, hash from audit where id = 5", 6, "link")]
    [InlineData("update audit set actor = '', subject = '', detail = '', salt = '' where id = 5", 5, "removed")]
    [InlineData("update audit_head set hash = 'x'", 12, "head")]
    public async Task Whoever_gets_round_the_database_is_found_at_the_first_row_that_is_wrong(string sql, long position, string kind)
    {
        await FillAsync();
        await TamperAsync(sql);

        Assert.Equal(new AuditBreak(position, kind), (await VerifyAsync()).Break);
    }

    [Fact]
    public async Task A_cut_tail_whose_head_was_forged_too_is_found_by_the_head_noted_before()
    {
        var head = await FillAsync();
        await TamperAsync("delete from audit where id > 9; update audit_head set id = 9, hash = (select hash from audit where id = 9)");

        Assert.Null((await VerifyAsync()).Break);
        Assert.Equal(new AuditBreak(10, "tail"), (await VerifyAsync(head)).Break);
    }

    [Fact]
    public async Task A_head_noted_before_is_found_however_long_the_chain_has_grown()
    {
        var head = await FillAsync();
        await FillAsync();
        Assert.Null((await VerifyAsync(head.ToUpperInvariant())).Break);
    }

    [Theory]
    [InlineData("update audit set detail = 'another' where id = 5")]
    [InlineData("update audit set hash = 'x' where id = 5")]
    [InlineData("update audit set actor = '' where id = 5")]
    [InlineData("delete from audit where id = 5")]
    [InlineData("delete from audit")]
    [InlineData("truncate audit")]
    public async Task The_database_itself_refuses_to_change_the_audit(string sql)
    {
        await FillAsync();
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => RunAsync(sql));
        Assert.Null((await VerifyAsync()).Break);
    }

    [Fact]
    public async Task Retention_takes_content_by_kind_and_the_chain_still_verifies()
    {
        var retention = new AuditRetention(fixture.Database, _clock);
        var (old, now) = (_clock.GetUtcNow().AddDays(-40), _clock.GetUtcNow());
        await using (var journal = Journal(fixture.Database))
        {
            await journal.AppendAsync(new AuditFacts(
            [
                new(old, "m-1", "roster.look", "g-1", "all"), new(old, "m-1", "roster.export", "g-1", "csv"),
                new(now, "m-1", "roster.look", "g-1", "all"), new(old, "m-1", "message.hide", "g-1", "4"),
            ]));
        }

        Assert.Equal(0, await retention.ApplyAsync());
        await retention.SetAsync("m-0", "roster", 30);
        await retention.SetAsync("m-0", "roster.export", 365);
        Assert.Equal(1, await retention.ApplyAsync());
        Assert.Equal(0, await retention.ApplyAsync());

        var verdict = await VerifyAsync();
        Assert.Null(verdict.Break);
        Assert.Equal((7, 1), (verdict.Count, verdict.Removed));
        Assert.Equal([new AuditPolicy("roster", 30), new AuditPolicy("roster.export", 365)], await retention.PoliciesAsync());
        await Assert.ThrowsAsync<ArgumentException>(() => retention.SetAsync("m-0", "audit.policy", 30));
        await TamperAsync("update audit set actor = '', subject = '', detail = '', salt = '' where id = 3");
        Assert.Equal(new AuditBreak(3, "removed"), (await VerifyAsync()).Break);
    }

    [Fact]
    public async Task What_stood_in_the_audit_before_there_was_a_chain_becomes_its_beginning()
    {
        await using var old = IsSqlite
            ? SqliteDatabase.Create(Directory.CreateTempSubdirectory("hub-db-").FullName)
            : (HubDatabase)PostgresDatabase.Create(await (await PostgresServer.SharedAsync()).CreateDatabaseAsync());
        await Migrator.RunAsync(old, [.. Migration.All.TakeWhile(static step => !step.Name.EndsWith("_audit", StringComparison.Ordinal))], Scene.None);
        using (var lease = await old.WriteAsync(Scene.None))
        {
            await lease.Connection.ExecuteAsync("""
                insert into audit (at, actor, action, subject, detail) values (1, 'm-1', 'room.close', 'g-1', ''), (2, 'm-2', 'roster.look', 'g-1', 'all')
                """);
        }

        await Migrator.RunAsync(old, Migration.All, Scene.None);
        var verdict = await new AuditVerifier(old).RunAsync();
        Assert.Null(verdict.Break);
        Assert.Equal(2, verdict.Count);
    }

    private static JournalWriter Journal(HubDatabase database) => new(database, NullLogger<JournalWriter>.Instance);

    private static AuditFact Fact(int n) => new(Scene.Noon.AddSeconds(n), $"m-{n}", "test.did", $"g-{n}", $"detail {n}");

    private Task<AuditVerdict> VerifyAsync(string? expected = null) => new AuditVerifier(fixture.Database).RunAsync(expected);

    private async Task<string> FillAsync()
    {
        await using var journal = Journal(fixture.Database);
        Assert.Equal(Commit.Done, await journal.AppendAsync(new AuditFacts([.. Enumerable.Range(1, Rows).Select(Fact)])));
        return (await VerifyAsync()).Head;
    }

    private Task TamperAsync(string sql) => RunAsync(
        (IsSqlite ? "drop trigger audit_stays; drop trigger audit_unchanged;" : "drop trigger audit_stays on audit; drop trigger audit_whole on audit;") + sql);

    private async Task RunAsync(string sql)
    {
        using var lease = await fixture.Database.WriteAsync(Scene.None);
        await lease.Connection.ExecuteAsync(sql);
    }
}

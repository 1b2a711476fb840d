using Dapper;
using Storage;
using Storage.Migrations;

namespace Grains.Tests.Storage;

public sealed class SqliteMigrationTests(SqliteFixture fixture) : MigrationSuite(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresMigrationTests(PostgresFixture fixture) : MigrationSuite(fixture), IClassFixture<PostgresFixture>;

public abstract class MigrationSuite(DatabaseFixture fixture)
{
    [Fact]
    public void Steps_are_numbered_without_gaps() =>
        Assert.Equal(Enumerable.Range(1, Migration.All.Count), Migration.All.Select(step => step.Version));

    [Fact]
    public async Task Opening_again_changes_nothing_also_by_several_at_once()
    {
        var before = await AppliedAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            await using var another = await HubDatabase.OpenAsync(fixture.Options);
        })));

        Assert.Equal(before, await AppliedAsync());
        Assert.Equal(Migration.All.Count, before.Count);
    }

    [Fact]
    public async Task Several_hubs_that_start_on_an_empty_step_apply_it_once()
    {
        var step = new Migration(Migration.All.Count + 1, "9999_test", "create table once_only (id bigint not null)", null, null);
        IReadOnlyList<Migration> steps = [.. Migration.All, step];

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Migrator.RunAsync(fixture.Database, steps, Scene.None))));
        var error = await Assert.ThrowsAsync<NewerSchemaException>(() => HubDatabase.OpenAsync(fixture.Options));
        await RunAsync("drop table once_only");
        await RunAsync("delete from schema_version where name = '9999_test'");

        Assert.DoesNotContain('\n', error.Message);
        await using var back = await HubDatabase.OpenAsync(fixture.Options);
    }

    [Fact]
    public async Task A_step_that_fails_leaves_the_schema_as_it_was()
    {
        var before = await AppliedAsync();
        var bad = new Migration(99, "0099_bad", "create table half (id bigint); insert into no_such_table values (1)", null, null);

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
            () => Migrator.RunAsync(fixture.Database, [.. Migration.All, bad], Scene.None));

        Assert.Equal(before, await AppliedAsync());
        await RunAsync("create table half (id bigint)");
        await RunAsync("drop table half");
    }

    private async Task<IReadOnlyList<long>> AppliedAsync() =>
        await fixture.Database.QueryAsync<long>("select version * 10000000000000 + applied_at from schema_version order by 1", null, Scene.None);

    private async Task RunAsync(string sql)
    {
        using var lease = await fixture.Database.WriteAsync(Scene.None);
        await lease.Connection.ExecuteAsync(sql);
    }
}

public sealed class UnreachableTests
{
    [Fact]
    public async Task A_data_folder_that_cannot_be_made_is_one_plain_line()
    {
        var file = Path.GetTempFileName();
        try
        {
            var error = await Assert.ThrowsAsync<DatabaseUnavailableException>(
                () => HubDatabase.OpenAsync(new StorageOptions { Data = Path.Combine(file, "below") }));
            Assert.DoesNotContain('\n', error.Message);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_one_plain_line()
    {
        var folder = Directory.CreateTempSubdirectory("hub-bad-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "hub.db"), new string('x', 8192));
            var error = await Assert.ThrowsAsync<DatabaseUnavailableException>(
                () => HubDatabase.OpenAsync(new StorageOptions { Data = folder }));
            Assert.DoesNotContain('\n', error.Message);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

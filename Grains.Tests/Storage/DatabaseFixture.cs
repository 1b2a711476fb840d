using Storage;

namespace Grains.Tests.Storage;

/// <summary>An empty migrated database, one for each test class.</summary>
public abstract class DatabaseFixture : IAsyncLifetime
{
    public HubDatabase Database { get; private set; } = null!;

    public StorageOptions Options { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Options = await PrepareAsync();
        Database = await HubDatabase.OpenAsync(Options);
    }

    public async Task DisposeAsync()
    {
        await Database.DisposeAsync();
        await RemoveAsync();
    }

    protected abstract Task<StorageOptions> PrepareAsync();

    protected abstract Task RemoveAsync();
}

public sealed class SqliteFixture : DatabaseFixture
{
    protected override Task<StorageOptions> PrepareAsync() =>
        Task.FromResult(new StorageOptions { Data = Directory.CreateTempSubdirectory("hub-db-").FullName });

    protected override Task RemoveAsync()
    {
        Directory.Delete(Options.Data, recursive: true);
        return Task.CompletedTask;
    }
}

public sealed class PostgresFixture : DatabaseFixture
{
    protected override async Task<StorageOptions> PrepareAsync() =>
        new() { Postgres = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync() };

    protected override async Task RemoveAsync() =>
        await (await PostgresServer.SharedAsync()).DropDatabaseAsync(Options.Postgres!);
}

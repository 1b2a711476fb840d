using System.Data.Common;
using Dapper;
using Storage.Journal;
using Storage.Media;
using Storage.Migrations;
using Storage.Postgres;
using Storage.Sqlite;

namespace Storage;

/// <summary>
/// The hub's database: SQLite in a folder or PostgreSQL. Opening it brings the schema up to date.
/// When the database goes away later, reads and writes throw <see cref="DbException"/> and work again once it is back;
/// only the journal answers without throwing.
/// </summary>
public abstract class HubDatabase : IAsyncDisposable
{
    static HubDatabase() => Mapping.Register();

    /// <summary><c>sqlite</c> or <c>postgres</c>.</summary>
    public abstract string Product { get; }

    /// <summary>Opens the database and migrates it under a lock.</summary>
    /// <exception cref="DatabaseUnavailableException">It cannot be reached or opened.</exception>
    /// <exception cref="NewerSchemaException">A newer hub wrote it.</exception>
    public static async Task<HubDatabase> OpenAsync(StorageOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        HubDatabase database = options.Postgres is { Length: > 0 } server
            ? PostgresDatabase.Create(server)
            : SqliteDatabase.Create(options.Data);
        try
        {
            await Migrator.RunAsync(database, Migration.All, cancellation);
            return database;
        }
        catch (Exception error)
        {
            await database.DisposeAsync();
            if (error is DbException or TimeoutException)
            {
                throw new DatabaseUnavailableException(database.AwayMessage, error);
            }

            throw;
        }
    }

    /// <summary>Whether the database answers a trivial question now.</summary>
    public async Task<bool> IsUpAsync(CancellationToken cancellation = default)
    {
        try
        {
            using var lease = await ReadAsync(cancellation);
            return await lease.Connection.ExecuteScalarAsync<long>(new("select 1", cancellationToken: cancellation)) == 1;
        }
        catch (Exception error) when (error is DbException or TimeoutException)
        {
            return false;
        }
    }

    public abstract ValueTask DisposeAsync();

    /// <summary>One plain line for the operator.</summary>
    internal abstract string AwayMessage { get; }

    internal abstract MigrationLock MigrationLock { get; }

    /// <summary>A connection for reading.</summary>
    internal abstract ValueTask<Lease> ReadAsync(CancellationToken cancellation);

    /// <summary>A connection for writing; on SQLite the only one, so hold it shortly.</summary>
    internal abstract ValueTask<Lease> WriteAsync(CancellationToken cancellation);

    internal abstract IJournalSession OpenJournalSession();

    internal abstract IMediaBlobs Blobs { get; }

    internal abstract IBulkWriter Bulk { get; }

    /// <summary>
    /// Makes the rest of the transaction one after the other over all processes: ask right before the rows whose order
    /// counts (<c>organisation_change</c>, the audit), for others wait until the commit.
    /// </summary>
    internal abstract Task OrderAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellation);

    /// <summary>Whether the error says that a row of this key exists already.</summary>
    internal abstract bool IsConflict(Exception error);

    /// <summary>Runs <paramref name="work"/> in a transaction of its own; an exception rolls it back.</summary>
    internal async Task<T> WriteAsync<T>(
        Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancellation)
    {
        using var lease = await WriteAsync(cancellation);
        await using var transaction = await lease.Connection.BeginTransactionAsync(cancellation);
        var result = await work(lease.Connection, transaction);
        await transaction.CommitAsync(cancellation);
        return result;
    }

    /// <summary>The statement as this product writes it; queries are written once, with <c>in @List</c> for lists.</summary>
    internal virtual string Dialect(string sql) => sql;

    internal async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters, CancellationToken cancellation)
    {
        using var lease = await ReadAsync(cancellation);
        return (await lease.Connection.QueryAsync<T>(new CommandDefinition(Dialect(sql), parameters, cancellationToken: cancellation))).AsList();
    }

    internal async Task<T?> FirstAsync<T>(string sql, object? parameters, CancellationToken cancellation)
    {
        using var lease = await ReadAsync(cancellation);
        return await lease.Connection.QueryFirstOrDefaultAsync<T>(new CommandDefinition(Dialect(sql), parameters, cancellationToken: cancellation));
    }
}

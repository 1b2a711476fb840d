using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.RegularExpressions;
using Dapper;
using Npgsql;
using Storage.Journal;
using Storage.Media;
using Storage.Migrations;

namespace Storage.Postgres;

/// <summary>
/// PostgreSQL through one pooled data source. A commit returns after the server has flushed it
/// (<c>synchronous_commit=on</c>). When the server goes away, calls throw within <see cref="ConnectSeconds"/> or
/// <see cref="CommandSeconds"/> and broken connections are dropped from the pool.
/// </summary>
internal sealed partial class PostgresDatabase : HubDatabase
{
    public const int ConnectSeconds = 5;
    public const int CommandSeconds = 15;
    // Any number that nobody else on the server uses for an advisory lock: "hub" in ASCII.
    private const string LockSql = "select pg_advisory_xact_lock(6845794)";

    /// <summary>
    /// For the journal's connection alone: a server that stands still is told away after one command's patience, not
    /// after that of a cancellation which it does not answer either.
    /// </summary>
    private const int JournalConnectSeconds = 2;

    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlDataSource _journal;

    private PostgresDatabase(NpgsqlDataSource source, NpgsqlDataSource journal)
    {
        (_source, _journal) = (source, journal);
        Blobs = new PostgresBlobs(this);
        Bulk = new PostgresBulkWriter();
    }

    public override string Product => "postgres";

    internal override string AwayMessage => "The PostgreSQL server cannot be reached, or refuses the user or the database.";

    internal override MigrationLock MigrationLock { get; } = new(LockSql);

    internal override IMediaBlobs Blobs { get; }

    internal override IBulkWriter Bulk { get; }

    public static PostgresDatabase Create(string connectionString)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(connectionString)
            {
                Timeout = ConnectSeconds,
                CommandTimeout = CommandSeconds,
                ApplicationName = "hub",
                MaxAutoPrepare = 128,
                AutoPrepareMinUsages = 3,
            };
            settings.Options = (settings.Options + " -c synchronous_commit=on").TrimStart();
            var source = new NpgsqlDataSourceBuilder(settings.ToString()).Build();
            (settings.Timeout, settings.CancellationTimeout, settings.Pooling) = (JournalConnectSeconds, -1, false);
            return new PostgresDatabase(source, new NpgsqlDataSourceBuilder(settings.ToString()).Build());
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            throw new DatabaseUnavailableException("The PostgreSQL connection string cannot be read.", error);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await _journal.DisposeAsync();
        await _source.DisposeAsync();
    }

    internal override async ValueTask<Lease> ReadAsync(CancellationToken cancellation) =>
        new(await _source.OpenConnectionAsync(cancellation), GiveBack);

    internal override ValueTask<Lease> WriteAsync(CancellationToken cancellation) => ReadAsync(cancellation);

    internal override IJournalSession OpenJournalSession() => new PostgresJournalSession(_journal.OpenConnection());

    internal override Task OrderAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellation) =>
        connection.ExecuteAsync(new CommandDefinition(PostgresFacts.OrderSql, transaction: transaction, cancellationToken: cancellation));

    internal override bool IsConflict(Exception error) =>
        error is PostgresException { SqlState: [ '2', '3', .. ] };

    private static void GiveBack(DbConnection connection) => connection.Dispose();

    // Npgsql takes a list as one array, where SQLite needs a parameter for each of its elements.
    internal override string Dialect(string sql) => Dialects.GetOrAdd(sql, static known => InList().Replace(known, "= any($1)"));

    private static readonly ConcurrentDictionary<string, string> Dialects = new(StringComparer.Ordinal);

    [GeneratedRegex(@"\bin (@\w+)")]
    private static partial Regex InList();
}

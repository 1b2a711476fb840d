using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Storage.Audit;
using Storage.Journal;
using Storage.Media;
using Storage.Migrations;

namespace Storage.Sqlite;

/// <summary>
/// SQLite in one folder: <c>hub.db</c> in WAL with full synchronisation, so a commit survives a power cut.
/// One connection writes, at one caller's turn at a time; several read. A full disk or a foreign lock longer than
/// <see cref="BusyMs"/> is an exception to the caller and leaves the database whole.
/// </summary>
internal sealed class SqliteDatabase : HubDatabase
{
    public const string FileName = "hub.db";
    /// <summary>Readers at once; more callers wait.</summary>
    public const int Readers = 8;
    private const int BusyMs = 5_000;

    private readonly string _folder;
    private readonly SqliteConnection _writer;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly SemaphoreSlim _reading = new(Readers, Readers);
    private readonly ConcurrentBag<SqliteConnection> _readers = [];

    private SqliteDatabase(string folder, SqliteConnection writer)
    {
        _folder = folder;
        _writer = writer;
        Blobs = new FileBlobs(Path.Combine(folder, "media"));
        Bulk = new SqliteBulkWriter();
    }

    public override string Product => "sqlite";

    internal override string AwayMessage => $"The database file {Path.Combine(_folder, FileName)} cannot be opened.";

    // The writer's transaction has taken the file's write lock already: it begins immediate.
    internal override MigrationLock MigrationLock { get; } = new("select 1");

    internal override IMediaBlobs Blobs { get; }

    internal override IBulkWriter Bulk { get; }

    public static SqliteDatabase Create(string folder)
    {
        try
        {
            folder = Path.GetFullPath(folder);
            Directory.CreateDirectory(folder);
            return new SqliteDatabase(folder, Open(folder, SqliteOpenMode.ReadWriteCreate));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SqliteException or ArgumentException)
        {
            throw new DatabaseUnavailableException($"The data folder {folder} cannot be opened.", error);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await _writing.WaitAsync();
        while (_readers.TryTake(out var reader))
        {
            await reader.DisposeAsync();
        }

        await _writer.DisposeAsync();
        _writing.Dispose();
        _reading.Dispose();
    }

    internal override async ValueTask<Lease> ReadAsync(CancellationToken cancellation)
    {
        await _reading.WaitAsync(cancellation);
        try
        {
            return new Lease(_readers.TryTake(out var open) ? open : Open(_folder, SqliteOpenMode.ReadOnly), GiveBackReader);
        }
        catch
        {
            _reading.Release();
            throw;
        }
    }

    internal override async ValueTask<Lease> WriteAsync(CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        return new Lease(_writer, GiveBackWriter);
    }

    /// <summary>The writer for a caller that has a thread of its own: the journal.</summary>
    internal Lease Write()
    {
        _writing.Wait();
        return new Lease(_writer, GiveBackWriter);
    }

    internal override IJournalSession OpenJournalSession() => new SqliteJournalSession(this);

    // There is one writer, over all processes.
    internal override Task OrderAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellation) => Task.CompletedTask;

    internal override bool IsConflict(Exception error) =>
        error is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_CONSTRAINT };

    private void GiveBackWriter(DbConnection connection) => _writing.Release();

    private void GiveBackReader(DbConnection connection)
    {
        _readers.Add((SqliteConnection)connection);
        _reading.Release();
    }

    private static SqliteConnection Open(string folder, SqliteOpenMode mode)
    {
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(folder, FileName),
            Mode = mode,
            ForeignKeys = true,
            Pooling = false,
            DefaultTimeout = BusyMs / 1000,
        };
        var connection = new SqliteConnection(settings.ToString());
        try
        {
            connection.Open();
            connection.Execute(mode == SqliteOpenMode.ReadOnly ? ReaderSettings : WriterSettings);
            connection.CreateFunction<string, string, string, string, string>("audit_digest", AuditHash.Digest, isDeterministic: true);
            connection.CreateFunction<string, long, long, string, string, string, string>("audit_hash", AuditHash.Link, isDeterministic: true);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private const string ReaderSettings = """
        pragma busy_timeout = 5000;
        pragma cache_size = -16384;
        pragma mmap_size = 268435456;
        """;

    private const string WriterSettings = """
        pragma journal_mode = wal;
        pragma synchronous = full;
        pragma busy_timeout = 5000;
        pragma cache_size = -32768;
        pragma wal_autocheckpoint = 4000;
        """;
}

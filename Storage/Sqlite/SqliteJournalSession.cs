using Grains.Journal;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Storage.Journal;

namespace Storage.Sqlite;

/// <summary>The journal on SQLite: prepared statements on the one writing connection, held for a transaction at a time.</summary>
internal sealed class SqliteJournalSession(SqliteDatabase database) : IJournalSession
{
    private Lease? _lease;
    private SqliteFacts? _facts;

    public void Begin()
    {
        _lease = database.Write();
        _facts ??= new SqliteFacts((SqliteConnection)_lease.Connection);
        try
        {
            _facts.Begin.Run();
        }
        catch
        {
            GiveBack();
            throw;
        }
    }

    public void Write(ReadOnlySpan<FactBatch> batches, Span<Commit> verdicts)
    {
        for (var i = 0; i < batches.Length; i++)
        {
            verdicts[i] = _facts!.Write(batches[i]) ? Grains.Journal.Commit.Done : Grains.Journal.Commit.Fenced;
        }
    }

    public void Savepoint() => _facts!.Savepoint.Run();

    public void ReleaseSavepoint() => _facts!.Release.Run();

    public void RollbackToSavepoint() => _facts!.RollbackTo.Run();

    public void Commit()
    {
        _facts!.Commit.Run();
        GiveBack();
    }

    public void Rollback()
    {
        try
        {
            // Some errors have rolled back by themselves; a second rollback would fail for nothing.
            if (raw.sqlite3_get_autocommit(((SqliteConnection)_lease!.Connection).Handle) == 0)
            {
                _facts!.Rollback.Run();
            }
        }
        finally
        {
            GiveBack();
        }
    }

    public Fault Classify(Exception error) => error switch
    {
        RejectedException => Fault.Rejected,
        SqliteException { SqliteErrorCode: raw.SQLITE_CONSTRAINT } => Fault.Rejected,
        SqliteException { SqliteErrorCode: raw.SQLITE_TOOBIG or raw.SQLITE_MISMATCH } => Fault.Poison,
        SqliteException => Fault.Away,
        _ => Fault.Poison,
    };

    public void Dispose()
    {
        if (_lease is not null)
        {
            Rollback();
        }

        _facts?.Dispose();
    }

    private void GiveBack()
    {
        _lease?.Dispose();
        _lease = null;
    }
}

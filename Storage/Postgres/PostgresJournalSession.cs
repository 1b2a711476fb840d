using Grains.Journal;
using Npgsql;
using Storage.Journal;

namespace Storage.Postgres;

/// <summary>
/// The journal on PostgreSQL: a group costs two round trips whatever its size (heads and rows as arrays, commit).
/// A server silent for <see cref="JournalLimits.CommandSeconds"/> counts as away.
/// </summary>
internal sealed class PostgresJournalSession(NpgsqlConnection connection) : IJournalSession
{
    private readonly PostgresFacts _facts = new(connection);
    private bool _begun;

    /// <summary>Sent with the first rows, which saves a round trip.</summary>
    public void Begin() => _begun = false;

    public void Write(ReadOnlySpan<FactBatch> batches, Span<Commit> verdicts)
    {
        var begin = !_begun;
        _begun = true;
        _facts.Write(batches, begin);
        foreach (ref var verdict in verdicts)
        {
            verdict = Grains.Journal.Commit.Done;
        }
    }

    public void Savepoint()
    {
        if (!_begun)
        {
            Run("begin");
            _begun = true;
        }

        Run("savepoint batch");
    }

    public void ReleaseSavepoint() => Run("release savepoint batch");

    public void RollbackToSavepoint() => Run("rollback to savepoint batch");

    public void Commit() => Run("commit");

    public void Rollback() => Run("rollback");

    public Fault Classify(Exception error) => error switch
    {
        RejectedException => Fault.Rejected,
        PostgresException { SqlState: ['2', '3', ..] } => Fault.Rejected,
        // Connection, resources, operator, system, configuration: not this batch's fault.
        PostgresException { SqlState: ['0', '8', ..] or ['5', '3', ..] or ['5', '7', ..] or ['5', '8', ..] or ['F', '0', ..] } => Fault.Away,
        PostgresException => Fault.Poison,
        NpgsqlException or TimeoutException or IOException => Fault.Away,
        _ when connection.State != System.Data.ConnectionState.Open => Fault.Away,
        _ => Fault.Poison,
    };

    public void Dispose()
    {
        _facts.Dispose();
        connection.Dispose();
    }

    private void Run(string sql)
    {
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = JournalLimits.CommandSeconds };
        command.ExecuteNonQuery();
    }
}

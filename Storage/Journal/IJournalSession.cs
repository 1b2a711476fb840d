using Grains.Journal;

namespace Storage.Journal;

/// <summary>
/// The journal's own connection, used by its one thread. Every call throws what the driver throws;
/// <see cref="Classify"/> says what that means. After <see cref="Fault.Away"/> the session is disposed of, never reused.
/// </summary>
internal interface IJournalSession : IDisposable
{
    void Begin();

    /// <summary>
    /// Writes the batches in the running transaction and says of each <see cref="Commit.Done"/>, or
    /// <see cref="Commit.Fenced"/> where its fence or head differs and none of its rows was written. Batches of one
    /// call concern different streams. Throws where a row is refused, and may throw <see cref="RejectedException"/>
    /// instead of saying "fenced": then the whole transaction (or savepoint) has to go.
    /// </summary>
    void Write(ReadOnlySpan<FactBatch> batches, Span<Commit> verdicts);

    void Savepoint();

    void ReleaseSavepoint();

    void RollbackToSavepoint();

    void Commit();

    void Rollback();

    Fault Classify(Exception error);
}

/// <summary>What an exception during a write means.</summary>
internal enum Fault
{
    /// <summary>A key exists already: the batch loses, the connection is good.</summary>
    Rejected,
    /// <summary>This batch cannot be written as it is, or not now; the connection is good.</summary>
    Poison,
    /// <summary>The database is away or the connection is broken.</summary>
    Away,
}

/// <summary>A key exists already, told by a count of rows instead of by the driver.</summary>
internal sealed class RejectedException : Exception
{
    public RejectedException() : this("A row of this key exists already and may not change.")
    {
    }

    public RejectedException(string message) : base(message)
    {
    }

    public RejectedException(string message, Exception inner) : base(message, inner)
    {
    }
}

/// <summary>Lets tests die at the two moments that matter. A throw is treated as a connection that broke during the commit.</summary>
internal interface IJournalProbe
{
    void BeforeCommit();

    void AfterCommit();
}

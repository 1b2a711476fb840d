namespace Grains.Journal;

/// <summary>
/// The one way facts reach the database. A batch is committed whole or not at all, and the call returns only
/// after the commit: what a caller acknowledges after <see cref="Commit.Done"/> is durable.
/// On failure: <see cref="Commit.Unavailable"/> means that nothing was written; <see cref="Commit.Unknown"/> that the
/// connection broke during the commit, so the owner must forget its state and load again before it answers anything.
/// </summary>
public interface IJournal
{
    /// <summary>False while the database is known to be away: every batch would be refused.</summary>
    bool IsUp { get; }

    /// <summary>Hands the batch to the process's single writer and waits for its commit. Never throws for a database fault.</summary>
    Task<Commit> AppendAsync(FactBatch batch, CancellationToken cancellation = default);
}

/// <summary>What became of a batch.</summary>
public enum Commit
{
    /// <summary>Committed: durable.</summary>
    Done,
    /// <summary>Another activation owns the stream (fence or head differ) or a key exists already: nothing written.</summary>
    Fenced,
    /// <summary>The queue is full or the database is away: nothing written, try again later.</summary>
    Unavailable,
    /// <summary>The connection broke during the commit: it may or may not be written.</summary>
    Unknown,
}

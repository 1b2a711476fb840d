using Grains.Journal;
using Microsoft.Extensions.Logging;

namespace Storage.Journal;

/// <summary>
/// The process's single writer of facts: one thread, one connection, one transaction after the other, each taking
/// what waits by then. When the database is away everything is refused at once with <see cref="Commit.Unavailable"/>
/// and nothing is kept, until a probe finds it back. A connection that breaks during the commit answers
/// <see cref="Commit.Unknown"/> to that group and refuses the rest.
/// </summary>
public sealed class JournalWriter : IJournal, IAsyncDisposable
{
    private static readonly Task<Commit> Refused = Task.FromResult(Commit.Unavailable);

    private readonly HubDatabase _database;
    private readonly IJournalProbe? _probe;
    private readonly ILogger _log;
    private readonly JournalQueue _queue;
    private readonly List<Pending> _group = [];
    private readonly FactBatch[] _batches = new FactBatch[JournalLimits.Group];
    private readonly Commit[] _verdicts = new Commit[JournalLimits.Group];
    private readonly ManualResetEventSlim _stopping = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IJournalSession? _session;
    private volatile bool _up = true;

    public JournalWriter(HubDatabase database, ILogger<JournalWriter> log) : this(database, log, null, JournalLimits.Queued)
    {
    }

    internal JournalWriter(HubDatabase database, ILogger log, IJournalProbe? probe, int queued)
    {
        _database = database;
        _log = log;
        _probe = probe;
        _queue = new JournalQueue(queued);
        new Thread(Run) { IsBackground = true, Name = "journal" }.Start();
    }

    /// <inheritdoc/>
    public bool IsUp => _up;

    /// <summary>Batches that wait for the writer now.</summary>
    public int Queued => _queue.Count;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Entries do not follow the stated head, or belong to another stream.</exception>
    public Task<Commit> AppendAsync(FactBatch batch, CancellationToken cancellation = default)
    {
        FactCheck.Check(batch);
        // Only until it is queued: afterwards a caller who gave up could not know what became of it.
        cancellation.ThrowIfCancellationRequested();
        var pending = new Pending(batch);
        if (_queue.TryAdd(pending))
        {
            return pending.Task;
        }

        JournalMetrics.Refused(1);
        return Refused;
    }

    /// <summary>Takes nothing more, commits what waits, then closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        _stopping.Set();
        _queue.End();
        await _ended.Task;
    }

    private void Run()
    {
        while (_queue.Take(_group))
        {
            Settle();
            _group.Clear();
            Array.Clear(_batches);
            if (!_up)
            {
                Recover();
            }
        }

        Close();
        _ended.SetResult();
    }

    private void Settle()
    {
        var count = _group.Count;
        var batches = _batches.AsSpan(0, count);
        var verdicts = _verdicts.AsSpan(0, count);
        for (var i = 0; i < count; i++)
        {
            batches[i] = _group[i].Batch;
        }

        using var activity = JournalMetrics.Source.StartActivity("commit")?.SetTag("batches", count);
        var started = TimeProvider.System.GetTimestamp();
        verdicts.Fill(Commit.Unavailable);
        if (TryWrite(batches, verdicts))
        {
            TryCommit(verdicts);
        }

        JournalMetrics.Record(
            batches, TimeProvider.System.GetElapsedTime(_group[0].QueuedAt, started), TimeProvider.System.GetElapsedTime(started));
        for (var i = 0; i < count; i++)
        {
            _group[i].TrySetResult(verdicts[i]);
        }
    }

    /// <summary>All in bulk; where a row is refused, once more batch by batch, so that each is judged on its own.</summary>
    private bool TryWrite(ReadOnlySpan<FactBatch> batches, Span<Commit> verdicts)
    {
        try
        {
            _session ??= _database.OpenJournalSession();
            _session.Begin();
            try
            {
                _session.Write(batches, verdicts);
            }
            catch (Exception error) when (_session.Classify(error) != Fault.Away)
            {
                _session.Rollback();
                _session.Begin();
                WriteOneByOne(_session, batches, verdicts);
            }

            return true;
        }
        catch (Exception error)
        {
            verdicts.Fill(Commit.Unavailable);
            GoDown(error);
            return false;
        }
    }

    private void WriteOneByOne(IJournalSession session, ReadOnlySpan<FactBatch> batches, Span<Commit> verdicts)
    {
        for (var i = 0; i < batches.Length; i++)
        {
            session.Savepoint();
            try
            {
                session.Write(batches.Slice(i, 1), verdicts.Slice(i, 1));
                session.ReleaseSavepoint();
            }
            catch (Exception error) when (session.Classify(error) is var fault and not Fault.Away)
            {
                session.RollbackToSavepoint();
                verdicts[i] = fault == Fault.Rejected ? Commit.Fenced : Commit.Unavailable;
                if (fault == Fault.Poison)
                {
                    _log.BatchRefused(error.GetType().Name);
                }
            }
        }
    }

    private void TryCommit(Span<Commit> verdicts)
    {
        try
        {
            _probe?.BeforeCommit();
            _session!.Commit();
            _probe?.AfterCommit();
        }
        catch (Exception error)
        {
            // Those not written stay what they are; of the others nobody knows.
            verdicts.Replace(Commit.Done, Commit.Unknown);
            GoDown(error);
        }
    }

    private void GoDown(Exception error)
    {
        _up = false;
        _log.DatabaseAway(error.GetType().Name);
        Close();
        foreach (var waiting in _queue.Shut())
        {
            JournalMetrics.Refused(1);
            waiting.TrySetResult(Commit.Unavailable);
        }
    }

    private void Recover()
    {
        var pause = JournalLimits.ProbeFirst;
        while (true)
        {
            try
            {
                _session = _database.OpenJournalSession();
                _session.Begin();
                _session.Rollback();
                break;
            }
            catch (Exception error)
            {
                Close();
                _log.StillAway(error.GetType().Name);
            }

            if (_stopping.Wait(pause))
            {
                return;
            }

            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, JournalLimits.ProbeMost.Ticks));
        }

        _up = true;
        _queue.Reopen();
        _log.DatabaseBack();
    }

    private void Close()
    {
        try
        {
            _session?.Dispose();
        }
        catch (Exception error) when (error is System.Data.Common.DbException or IOException or InvalidOperationException)
        {
            _log.StillAway(error.GetType().Name);
        }

        _session = null;
    }
}

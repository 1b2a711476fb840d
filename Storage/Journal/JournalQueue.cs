using Grains.Journal;

namespace Storage.Journal;

/// <summary>A batch and the caller who waits for it.</summary>
internal sealed class Pending(FactBatch batch) : TaskCompletionSource<Commit>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public FactBatch Batch { get; } = batch;

    /// <summary>When it was handed over, in ticks of the monotonic clock.</summary>
    public long QueuedAt { get; } = TimeProvider.System.GetTimestamp();
}

/// <summary>The bounded queue between the callers and the writer's thread. Refuses, never blocks, when full or shut.</summary>
internal sealed class JournalQueue(int capacity)
{
    private readonly Queue<Pending> _waiting = new();
    private readonly HashSet<string> _streams = [];
    private readonly object _gate = new();
    private bool _open = true;
    private bool _ended;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    public bool TryAdd(Pending pending)
    {
        lock (_gate)
        {
            if (!_open || _ended || _waiting.Count >= capacity)
            {
                return false;
            }

            _waiting.Enqueue(pending);
            JournalMetrics.Queued(1);
            Monitor.Pulse(_gate);
            return true;
        }
    }

    /// <summary>
    /// Waits for work and fills <paramref name="group"/>; false at the end. Two batches of one stream never share a
    /// group: the second is judged by the head that the first leaves.
    /// </summary>
    public bool Take(List<Pending> group)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0)
            {
                if (_ended)
                {
                    return false;
                }

                Monitor.Wait(_gate);
            }

            _streams.Clear();
            var entries = 0;
            while (group.Count < JournalLimits.Group && entries < JournalLimits.GroupEntries
                && _waiting.TryPeek(out var next) && Joins(next.Batch, ref entries))
            {
                group.Add(_waiting.Dequeue());
            }

            JournalMetrics.Queued(-group.Count);

            return true;
        }
    }

    /// <summary>Refuses newcomers and hands out those who wait: the database is away.</summary>
    public Pending[] Shut()
    {
        lock (_gate)
        {
            _open = false;
            var waiting = _waiting.ToArray();
            _waiting.Clear();
            JournalMetrics.Queued(-waiting.Length);
            return waiting;
        }
    }

    public void Reopen()
    {
        lock (_gate)
        {
            _open = true;
        }
    }

    /// <summary>No newcomers; <see cref="Take"/> hands out what waits and then ends.</summary>
    public void End()
    {
        lock (_gate)
        {
            _ended = true;
            Monitor.PulseAll(_gate);
        }
    }

    private bool Joins(FactBatch batch, ref int entries)
    {
        switch (batch)
        {
            case GatheringFacts facts:
                entries += facts.Entries.Count;
                return _streams.Add(facts.Gathering);
            case ConsultationFacts facts:
                entries += facts.Entries.Count;
                return _streams.Add(facts.Consultation);
            case LedgerFacts facts:
                entries += facts.Entries.Count;
                return _streams.Add(facts.Member);
            default:
                return true;
        }
    }
}

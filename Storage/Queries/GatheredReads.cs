namespace Storage.Queries;

/// <summary>
/// Reads many keys together that are asked for one by one: a lone question is asked at once; those that come soon after
/// it are gathered into one read, for as long as more keep coming. So thousands who come back in the same seconds cost
/// few reads. A read that fails fails for all who waited for it; the next one is made anew.
/// </summary>
/// <param name="read">Reads the values of distinct keys; keys without one are left out. At most <see cref="KeysMost"/> at a time.</param>
/// <param name="time">Real time: what waits here waits for a moment's company, not for a deadline of the hub.</param>
public sealed class GatheredReads<T>(Func<IReadOnlyCollection<string>, Task<IReadOnlyDictionary<string, T>>> read, TimeProvider? time = null)
    where T : class
{
    public const int KeysMost = 500;
    /// <summary>The longest that one waits for company.</summary>
    public static readonly TimeSpan WaitMost = TimeSpan.FromMilliseconds(250);
    /// <summary>Nobody came for so long: those who wait go.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly Lock _gate = new();
    private Dictionary<string, TaskCompletionSource<T?>> _waiting = new(StringComparer.Ordinal);
    private bool _running;

    /// <summary>The value of a key; null where there is none. Giving up does not end the read.</summary>
    public Task<T?> OfAsync(string key, CancellationToken cancellation = default)
    {
        TaskCompletionSource<T?> mine;
        bool first;
        lock (_gate)
        {
            if (!_waiting.TryGetValue(key, out mine!))
            {
                _waiting.Add(key, mine = new TaskCompletionSource<T?>(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            first = !_running;
            _running = true;
        }

        if (first)
        {
            _ = RunAsync();
        }

        return mine.Task.WaitAsync(cancellation);
    }

    private async Task RunAsync()
    {
        while (Next() is { Count: > 0 } batch)
        {
            await AnswerAsync(batch);
            await GatherAsync();
        }
    }

    private async Task GatherAsync()
    {
        var (started, seen, waiting) = (_time.GetTimestamp(), -1, 0);
        while (waiting > seen && waiting < KeysMost && _time.GetElapsedTime(started) < WaitMost)
        {
            seen = waiting;
            await Task.Delay(Pause, _time);
            lock (_gate)
            {
                waiting = _waiting.Count;
            }
        }
    }

    private async Task AnswerAsync(Dictionary<string, TaskCompletionSource<T?>> batch)
    {
        try
        {
            var found = await read(batch.Keys);
            foreach (var (key, waiter) in batch)
            {
                waiter.SetResult(found.GetValueOrDefault(key));
            }
        }
        catch (Exception fault)
        {
            foreach (var waiter in batch.Values)
            {
                waiter.SetException(fault);
                // Whoever gave up does not look at it.
                _ = waiter.Task.Exception;
            }
        }
    }

    private Dictionary<string, TaskCompletionSource<T?>> Next()
    {
        lock (_gate)
        {
            var batch = _waiting;
            if (batch.Count > KeysMost)
            {
                batch = new Dictionary<string, TaskCompletionSource<T?>>(_waiting.Take(KeysMost), StringComparer.Ordinal);
                foreach (var key in batch.Keys)
                {
                    _waiting.Remove(key);
                }
            }
            else
            {
                _waiting = new Dictionary<string, TaskCompletionSource<T?>>(StringComparer.Ordinal);
            }

            _running = batch.Count > 0;
            return batch;
        }
    }
}

namespace Storage.Queries;

/// <summary>
/// Reads many keys together that are asked for one by one: a lone question is asked at once; those that come soon after
/// it are gathered, the longer the more come, into one read. So thousands who come back in the same seconds cost few
/// reads. A read that fails fails for all who waited for it; the next one is made anew.
/// </summary>
/// <param name="read">Reads the values of distinct keys; keys without one are left out. At most <see cref="KeysMost"/> at a time.</param>
/// <param name="time">Real time: what waits here waits for a moment's company, not for a deadline of the hub.</param>
public sealed class GatheredReads<T>(Func<IReadOnlyCollection<string>, Task<IReadOnlyDictionary<string, T>>> read, TimeProvider? time = null)
    where T : class
{
    public const int KeysMost = 500;
    /// <summary>The longest that one waits for company.</summary>
    public static readonly TimeSpan WaitMost = TimeSpan.FromMilliseconds(250);
    /// <summary>How long the next read keeps off for each key of the last one.</summary>
    private static readonly TimeSpan WaitAKey = TimeSpan.FromMilliseconds(5);

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
            var started = _time.GetTimestamp();
            await AnswerAsync(batch);
            var rest = Wait(batch.Count) - _time.GetElapsedTime(started);
            if (rest > TimeSpan.Zero)
            {
                await Task.Delay(rest, _time);
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

    private static TimeSpan Wait(int keys) => WaitAKey * keys < WaitMost ? WaitAKey * keys : WaitMost;
}

using Grains.Accounts;

namespace Web.SignIn;

/// <summary>
/// Locks numbers that nobody has just as real ones are locked, so that a lock does not tell that a number exists.
/// Bounded: past <see cref="Most"/> numbers the oldest are forgotten. Lost with the process, as nothing depends on it.
/// </summary>
public sealed class PhantomLocks(TimeProvider clock)
{
    private const int Most = 10_000;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (int Failures, DateTimeOffset Touched, DateTimeOffset? Until)> _numbers = new(StringComparer.Ordinal);

    /// <summary>Counts a failure; answers until when the number is locked, as it stood before this attempt.</summary>
    public DateTimeOffset? Failed(string number)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            _numbers.TryGetValue(number, out var state);
            if (state.Until > now)
            {
                return state.Until;
            }

            var failures = state.Until is null ? state.Failures + 1 : 1;
            _numbers[number] = (failures, now, failures >= AccountLimits.FailuresBeforeLock ? now + AccountLimits.Lock : null);
            Trim();
            return null;
        }
    }

    private void Trim()
    {
        if (_numbers.Count > Most)
        {
            foreach (var number in _numbers.OrderBy(static n => n.Value.Touched).Take(Most / 10).Select(static n => n.Key).ToArray())
            {
                _numbers.Remove(number);
            }
        }
    }
}

using System.Threading.RateLimiting;
using Web.Hosting;

namespace Web.SignIn;

/// <summary>
/// Bounds sign-in attempts, right or wrong, by address and by number, and how many passwords are verified at once, so
/// that guessing is slow and a flood of guesses leaves the processor to the rooms. State is this node's own; the lock
/// of an account holds over all nodes.
/// </summary>
public sealed class SignInThrottle : IDisposable
{
    /// <summary>Verifications waiting for a processor; beyond it the hub says it is busy.</summary>
    private const int WaitingMost = 512;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private const int Segments = 6;

    private readonly PartitionedRateLimiter<string> _addresses;
    private readonly PartitionedRateLimiter<string> _numbers;
    private readonly ConcurrencyLimiter _work = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = Math.Max(1, Environment.ProcessorCount / 2),
        QueueLimit = WaitingMost,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    public SignInThrottle(WebSettings settings)
    {
        _addresses = PerMinute(settings.SignInsPerAddress);
        _numbers = PerMinute(settings.SignInsPerNumber);
    }

    /// <summary>Counts one attempt; answers how long to wait where there were too many, null where it may go on.</summary>
    public TimeSpan? Count(string address, string number)
    {
        using var byAddress = _addresses.AttemptAcquire(address);
        if (!byAddress.IsAcquired)
        {
            return WaitOf(byAddress);
        }

        using var byNumber = _numbers.AttemptAcquire(number);
        return byNumber.IsAcquired ? null : WaitOf(byNumber);
    }

    /// <summary>Waits for a turn to verify a password; the lease is not acquired where too many wait.</summary>
    public ValueTask<RateLimitLease> TurnAsync(CancellationToken cancellation) => _work.AcquireAsync(1, cancellation);

    public void Dispose()
    {
        _addresses.Dispose();
        _numbers.Dispose();
        _work.Dispose();
    }

    private static PartitionedRateLimiter<string> PerMinute(int permits) => PartitionedRateLimiter.Create<string, string>(key =>
        permits <= 0
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetSlidingWindowLimiter(key, _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = permits,
                Window = Window,
                SegmentsPerWindow = Segments,
                QueueLimit = 0,
            }));

    private static TimeSpan WaitOf(RateLimitLease lease) =>
        lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : Window / Segments;
}

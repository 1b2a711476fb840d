using System.Threading.RateLimiting;
using Web.Hosting;

namespace Web.Declarations;

/// <summary>
/// Bounds what an address without a session may declare or ask about, so that nobody fills the desks or guesses
/// receipts. State is this node's own; what is kept of an address ends with its minute.
/// </summary>
public sealed class DeclarationThrottle(WebSettings settings) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private const int Segments = 6;

    private readonly PartitionedRateLimiter<string> _addresses = PartitionedRateLimiter.Create<string, string>(address =>
        settings.DeclarationsPerAddress <= 0
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetSlidingWindowLimiter(address, _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = settings.DeclarationsPerAddress,
                Window = Window,
                SegmentsPerWindow = Segments,
                QueueLimit = 0,
            }));

    /// <summary>How long to wait where there were too many, null where it may go on.</summary>
    public TimeSpan? Count(string address)
    {
        using var lease = _addresses.AttemptAcquire(address);
        return lease.IsAcquired ? null : Window / Segments;
    }

    public void Dispose() => _addresses.Dispose();
}

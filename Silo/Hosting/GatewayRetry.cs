#if ORLEANS
namespace Silo.Hosting;

/// <summary>A web node that starts before the silos waits for them: a try each second, for a minute.</summary>
internal sealed class GatewayRetry(TimeProvider time) : IClientConnectionRetryFilter
{
    private const int Tries = 60;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private int _tried;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        await Task.Delay(Pause, time, cancellationToken);
        return ++_tried < Tries;
    }
}
#endif

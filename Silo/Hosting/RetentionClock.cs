using Storage.Audit;

namespace Silo.Hosting;

/// <summary>
/// Applies the audit's retention <see cref="First"/> after the start and every <see cref="Period"/>. Several hubs on one
/// database may run it: what one has taken the other does not find. A failed round is made good by the next.
/// </summary>
internal sealed partial class RetentionClock(AuditRetention retention, TimeProvider time, ILogger<RetentionClock> logger) : BackgroundService
{
    public static readonly TimeSpan First = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan Period = TimeSpan.FromHours(6);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(First, time, stoppingToken);
            using var timer = new PeriodicTimer(Period, time);
            do
            {
                try
                {
                    var taken = await retention.ApplyAsync(stoppingToken);
                    if (taken > 0)
                    {
                        Taken(taken);
                    }
                }
                catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
                {
                    Failed(fault);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The audit's retention took the content of {Rows} entries")]
    private partial void Taken(long rows);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The audit's retention could not be applied; the next round will")]
    private partial void Failed(Exception fault);
}

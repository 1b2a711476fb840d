using Grains.Clock;

namespace Silo.Hosting;

/// <summary>
/// Pokes the clock grain every <see cref="Period"/>. One poke at a time: a slow one makes the next late, never double.
/// A failed one is logged once until one succeeds again, and made good by the next.
/// </summary>
internal sealed partial class ClockPoker(Func<Task> poke, TimeProvider time, ILogger<ClockPoker> logger) : BackgroundService
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    public ClockPoker(IGrainFactory grains, TimeProvider time, ILogger<ClockPoker> logger)
        : this(() => grains.GetGrain<IClockGrain>(IClockGrain.Key).Poke(), time, logger)
    {
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        var failing = false;
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await poke().WaitAsync(stoppingToken);
                    failing = false;
                }
                catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
                {
                    if (!failing)
                    {
                        Failed(fault);
                    }
                    failing = true;
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The clock could not be poked; what is due waits for the next poke")]
    private partial void Failed(Exception fault);
}

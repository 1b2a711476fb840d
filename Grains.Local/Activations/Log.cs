using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Grains.Local;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "One-way call {Call} failed")]
    public static partial void OneWayFailed(this ILogger log, Exception error, Call call);

    [LoggerMessage(2, LogLevel.Error, "A timer of {Grain} failed")]
    public static partial void TimerFailed(this ILogger log, Exception error, GrainId grain);

    // Every caller of a grain whose database is away makes such a line: it is short, and the trace is for who asks.
    [LoggerMessage(3, LogLevel.Error, "{Grain} did not activate: {Fault}")]
    public static partial void ActivationFailed(this ILogger log, GrainId grain, string fault);

    [LoggerMessage(6, LogLevel.Debug, "Why {Grain} did not activate")]
    public static partial void ActivationTrace(this ILogger log, Exception error, GrainId grain);

    [LoggerMessage(4, LogLevel.Error, "{Grain} failed while it deactivated")]
    public static partial void DeactivationFailed(this ILogger log, Exception error, GrainId grain);

    [LoggerMessage(5, LogLevel.Warning, "Stopped with {Count} grains still active")]
    public static partial void LeftBehind(this ILogger log, int count);
}

using Microsoft.Extensions.Logging;

namespace Storage.Journal;

/// <summary>Log lines name the kind of error only: a driver's message can quote a row.</summary>
internal static partial class JournalWriterLog
{
    [LoggerMessage(101, LogLevel.Error, "Database away ({Error}): facts are refused until it is back")]
    public static partial void DatabaseAway(this ILogger log, string error);

    [LoggerMessage(102, LogLevel.Debug, "Database still away ({Error})")]
    public static partial void StillAway(this ILogger log, string error);

    [LoggerMessage(103, LogLevel.Information, "Database back: facts are taken again")]
    public static partial void DatabaseBack(this ILogger log);

    [LoggerMessage(104, LogLevel.Error, "A batch cannot be written ({Error}); it was refused, the others stand")]
    public static partial void BatchRefused(this ILogger log, string error);
}

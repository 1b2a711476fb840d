using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>A timer of a grain.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>Starts it anew; <see cref="Timeout.InfiniteTimeSpan"/> is never.</summary>
    void Change(TimeSpan dueTime, TimeSpan period);
}

/// <summary>How a timer behaves.</summary>
public readonly struct GrainTimerCreationOptions()
{
    /// <summary>Due after <paramref name="dueTime"/>, then <paramref name="period"/> after each callback ended.</summary>
    [SetsRequiredMembers]
    public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period) : this() =>
        (DueTime, Period) = (dueTime, period);

    /// <summary>The wait before the first tick.</summary>
    public required TimeSpan DueTime { get; init; }

    /// <summary>The wait between one callback's end and the next tick.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>Whether the callback may interleave with calls.</summary>
    public bool Interleave { get; init; }

    /// <summary>Whether a tick counts as use, against being collected.</summary>
    public bool KeepAlive { get; init; }
}

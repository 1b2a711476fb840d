namespace Web.Live.Connections;

/// <summary>Milliseconds that only go forward: pacing and patience do not follow a clock that is set.</summary>
public static class MonotonicClock
{
    public static long Milliseconds(this TimeProvider time) => (long)time.GetElapsedTime(0).TotalMilliseconds;
}

namespace Grains.Time;

/// <summary>The hub's calendar: days, caps and months are counted in it. Default UTC+8, which is China's time all year.</summary>
public sealed class HubCalendar
{
    /// <summary>Offset of local time from UTC. China has known no summer time since 1991, so a fixed offset is exact.</summary>
    public TimeSpan Offset { get; set; } = TimeSpan.FromHours(8);

    public DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);
}

/// <summary>The server's clock, in whole milliseconds: what is compared in memory equals what is read back from the database.</summary>
public static class ClockExtensions
{
    public static DateTimeOffset Now(this TimeProvider clock) => clock.GetUtcNow().WholeMilliseconds();

    public static DateTimeOffset WholeMilliseconds(this DateTimeOffset instant) =>
        DateTimeOffset.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds());
}

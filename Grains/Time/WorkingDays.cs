namespace Grains.Time;

/// <summary>
/// Working days in the hub's calendar: Monday to Friday without the holidays given, and the weekends that are worked.
/// The n-th working day after a moment ends at 24:00 local time: what comes in on Friday evening has three whole days.
/// </summary>
public sealed class WorkingDays(HubCalendar calendar, IEnumerable<DateOnly> holidays, IEnumerable<DateOnly> worked)
{
    private readonly HashSet<DateOnly> _holidays = [.. holidays];
    private readonly HashSet<DateOnly> _worked = [.. worked];

    public bool IsWorking(DateOnly day) =>
        _worked.Contains(day) || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !_holidays.Contains(day));

    /// <summary>The end of the <paramref name="days"/>-th working day after the day of <paramref name="from"/>; at least the first.</summary>
    public DateTimeOffset EndOf(DateTimeOffset from, int days)
    {
        var day = calendar.DateOf(from);
        for (var left = Math.Max(1, days); left > 0;)
        {
            day = day.AddDays(1);
            if (IsWorking(day))
            {
                left--;
            }
        }

        return new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), calendar.Offset).ToUniversalTime();
    }
}

namespace Grains.Transfers;

/// <summary>Limits of transfers that the rules set (rules §7).</summary>
public static class TransferLimits
{
    public const int NoteCodePoints = 200;
    public const int PlaceCodePoints = 100;
    public const int LetterLength = 40;
    /// <summary>A letter is valid at most so many days: three months.</summary>
    public const int LetterDays = 90;
    /// <summary>After so many days without an end a case returns to the source.</summary>
    public const int ExpiryDays = 90;
    /// <summary>Members whom one case moves at most: they change in one transaction.</summary>
    public const int UnitMost = 2_000;
    /// <summary>Days since the issue after which a letter that nobody presented stands on the list, and again.</summary>
    public static readonly int[] PocketDays = [30, 60, 90];
    /// <summary>Days away from which a transfer that never began is counted: six months.</summary>
    public const int LongAwayDays = 180;
}

/// <summary>A tenant's policy on transfers.</summary>
public sealed class TransferOptions
{
    /// <summary>Working days that each step may take. Default 3. Past it the case goes one level up; it refuses nothing.</summary>
    public int StepDays { get; set; } = 3;

    /// <summary>Working days before the deadline at which the desk is reminded. Default 1; not below the step's own days.</summary>
    public int RemindDays { get; set; } = 1;

    /// <summary>How long a filing that could not be delivered waits for its next try. Default 1 minute, doubled up to an hour.</summary>
    public TimeSpan FilingRetry { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Public holidays on a weekday, as yyyy-MM-dd. Default none: the list of each year is published late in the year before.</summary>
    public IList<DateOnly> Holidays { get; } = [];

    /// <summary>Saturdays and Sundays that are worked in exchange for a holiday. Default none.</summary>
    public IList<DateOnly> WorkedWeekends { get; } = [];
}

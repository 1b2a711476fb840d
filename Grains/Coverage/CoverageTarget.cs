using Grains.Journal;
using Grains.Statistics;

namespace Grains.Coverage;

/// <summary>A target that a node set itself, or that was set for it from above: a ratio to reach in a period (S3-02).</summary>
/// <param name="Id"><c>o-</c> + 22 base64url characters, chosen by who sets it.</param>
/// <param name="Measure">Id of the <see cref="Definition"/> whose ratio it is about: the category of coverage.</param>
/// <param name="Goal">Tenths of a percent: 1000 is all of them.</param>
/// <param name="Since">The first and <paramref name="Until"/> the last day of the period, in the hub's calendar.</param>
/// <param name="Source">Where the target comes from: a plan, a resolution.</param>
/// <param name="BaseNumerator">The figures when it was set; progress counts from there.</param>
[GenerateSerializer, Immutable, Alias("coverage-target")]
public sealed record CoverageTarget(
    [property: Id(0)] string Id,
    [property: Id(1)] string Node,
    [property: Id(2)] string Measure,
    [property: Id(3)] int Goal,
    [property: Id(4)] DateOnly Since,
    [property: Id(5)] DateOnly Until,
    [property: Id(6)] string Source,
    [property: Id(7)] string SetBy,
    [property: Id(8)] DateTimeOffset SetAt,
    [property: Id(9)] long BaseNumerator,
    [property: Id(10)] long BaseDenominator)
{
    /// <summary>When it is measured next; null once it is over.</summary>
    [Id(11)] public DateTimeOffset? NextAt { get; init; }

    [Id(12)] public DateTimeOffset? DroppedAt { get; init; }

    /// <summary>Why it was dropped.</summary>
    [Id(13)] public string? Why { get; init; }
}

/// <summary>The figures of a target at the end of a day, or when they were last read.</summary>
public sealed record CoverageSample(string Target, DateOnly Day, DateTimeOffset At, long Numerator, long Denominator);

/// <summary>How a target stands. The names go over the wire.</summary>
public enum CoverageState
{
    /// <summary>At or ahead of the straight line from where it began to its goal.</summary>
    OnTrack,
    Behind,
    Reached,
    /// <summary>The period is over and the goal was not reached.</summary>
    Missed,
    Dropped,
}

/// <summary>What can be a target, and how far one is: pure.</summary>
public static class CoverageMeasures
{
    /// <summary>Ratios of which more is better and which an office can bring about.</summary>
    public static readonly IReadOnlyList<Definition> All =
        [Definitions.Covered, Definitions.Founded, Definitions.Seats, Definitions.Registered, Definitions.Activists];

    /// <summary>The ratio as it is now; null where it is no such measure or there is nothing to divide by.</summary>
    public static Ratio? Of(string measure, Composition totals, EnterpriseFigures? enterprises)
    {
        var ratio = All.Any(it => it.Id == measure)
            ? totals.Ratios().Concat(enterprises?.Ratios() ?? []).FirstOrDefault(it => it.Definition.Id == measure)
            : null;
        return ratio is { Denominator: > 0 } ? ratio : null;
    }

    /// <summary>How many more it takes: the least numerator that is the goal's share of the denominator, less what there is.</summary>
    public static long Remaining(int goal, long numerator, long denominator) => Math.Max(0, (((goal * denominator) + 999) / 1_000) - numerator);

    /// <summary>The tenths that a straight line from the beginning to the goal asks for on a day.</summary>
    public static int Planned(CoverageTarget target, DateOnly day)
    {
        var start = new Ratio(Definitions.Covered, target.BaseNumerator, target.BaseDenominator).Tenths ?? 0;
        var whole = target.Until.DayNumber - target.Since.DayNumber;
        var gone = Math.Clamp(day.DayNumber - target.Since.DayNumber, 0, whole);
        return whole == 0 ? target.Goal : start + (int)((long)(target.Goal - start) * gone / whole);
    }

    public static CoverageState StateOf(CoverageTarget target, long numerator, long denominator, DateOnly today) =>
        target.DroppedAt is not null ? CoverageState.Dropped
        : denominator > 0 && Remaining(target.Goal, numerator, denominator) == 0 ? CoverageState.Reached
        : today > target.Until ? CoverageState.Missed
        : (new Ratio(Definitions.Covered, numerator, denominator).Tenths ?? 0) >= Planned(target, today) ? CoverageState.OnTrack
        : CoverageState.Behind;
}

/// <summary>A new target. One running a node and measure: a second is refused by the database.</summary>
public sealed record TargetSet(CoverageTarget Target, CoverageSample Sample) : RelationWrite;

/// <summary>A running target ends before its time.</summary>
public sealed record TargetDropped(string Id, string By, DateTimeOffset At, string Why) : RelationWrite;

/// <summary>A day's figures; <paramref name="Next"/>: when the next are taken, null where these are the last.</summary>
public sealed record TargetMeasured(CoverageSample? Sample, string Id, DateTimeOffset Was, DateTimeOffset? Next) : RelationWrite;

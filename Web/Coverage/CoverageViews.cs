using Grains.Coverage;
using Grains.Statistics;
using Storage.Queries;
using Web.Statistics;

namespace Web.Coverage;

/// <summary>The targets of a node. <c>measures</c>: ids of the definitions for which one can be set; <c>maySet</c>: by the reader.</summary>
public sealed record TargetsView(string Node, long AsOf, bool MaySet, string[] Measures, CoverageTargetView[] Targets);

/// <summary>A target with where it began, where it is and the days between. Days are <c>yyyy-MM-dd</c>, shares tenths of a percent.</summary>
/// <param name="Base">The ratio when it was set; <paramref name="Now"/>: as it is, or for one that is over as it ended.</param>
/// <param name="Remaining">How many more it takes to reach the goal.</param>
/// <param name="DaysLeft">0 once it is over.</param>
/// <param name="Days">Measured day by day, with what a straight line asked for.</param>
public sealed record CoverageTargetView(
    string Id, string Measure, int Goal, string Since, string Until, string Source, CoverageState State, bool Running, RatioView Base, RatioView Now,
    long NowAt, long Remaining, int DaysLeft, int Planned, string? Why, TargetDayView[] Days)
{
    internal static CoverageTargetView Of(CoverageTarget it, CoverageSample[] days, Ratio? live, DateTimeOffset asOf, DateOnly today)
    {
        // What is over stays as it ended.
        var last = days.Length > 0 ? days[^1] : new CoverageSample(it.Id, it.Since, it.SetAt, it.BaseNumerator, it.BaseDenominator);
        var running = it.NextAt is not null;
        var (numerator, denominator, at) = running && live is not null
            ? (live.Numerator, live.Denominator, asOf)
            : (last.Numerator, last.Denominator, last.At);
        return new CoverageTargetView(
            it.Id, it.Measure, it.Goal, Day(it.Since), Day(it.Until), it.Source,
            CoverageMeasures.StateOf(it, numerator, denominator, running ? today : it.Until.AddDays(1)), running,
            Figures(it, it.BaseNumerator, it.BaseDenominator), Figures(it, numerator, denominator), at.ToUnixTimeMilliseconds(),
            CoverageMeasures.Remaining(it.Goal, numerator, denominator), running ? Math.Max(0, it.Until.DayNumber - today.DayNumber) : 0,
            CoverageMeasures.Planned(it, today), it.Why,
            [.. days.Select(day => new TargetDayView(
                Day(day.Day), day.Numerator, day.Denominator, Figures(it, day.Numerator, day.Denominator).Tenths ?? 0, CoverageMeasures.Planned(it, day.Day)))]);
    }

    private static RatioView Figures(CoverageTarget it, long numerator, long denominator) =>
        new(it.Measure, numerator, denominator, new Ratio(Definitions.Covered, numerator, denominator).Tenths);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

public sealed record TargetDayView(string Day, long Numerator, long Denominator, int Tenths, int Planned);

/// <summary>Demonstration units of a subtree: the latest with name, all of them counted. <c>mayAward</c>: the reader may make this node one.</summary>
public sealed record DemonstrationsView(string Node, long AsOf, bool MayAward, long Total, DemonstrationView? Own, DemonstrationView[] Units, DemonstrationCountView[] ByChild);

/// <summary>One unit; times are Unix milliseconds.</summary>
public sealed record DemonstrationView(
    string Id, string Node, string NodeName, string Title, string Reason, long Since, long Until, long? ReviewedAt, string? Review)
{
    internal static DemonstrationView Of(NamedUnit it) => new(
        it.Unit.Id, it.Unit.Node, it.NodeName, it.Unit.Title, it.Unit.Reason, it.Unit.Since.ToUnixTimeMilliseconds(),
        it.Unit.Until.ToUnixTimeMilliseconds(), it.Unit.ReviewedAt?.ToUnixTimeMilliseconds(), it.Unit.Review);
}

public sealed record DemonstrationCountView(string Id, long Count);

public sealed record TargetRequest(string? RequestId, string? Id, string? Measure, int? Goal, string? Until, string? Source);

public sealed record AwardRequest(string? RequestId, string? Id, string? Title, string? Reason, string? Until);

public sealed record ReviewRequest(string? RequestId, string? Id, string? Review, string? Until);

public sealed record EndRequest(string? RequestId, string? Id, string? Why);

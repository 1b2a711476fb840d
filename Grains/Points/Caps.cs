namespace Grains.Points;

/// <summary>
/// What an award is worth today: pure arithmetic over the rule, the day's entries and the group's count. An event
/// over a cap is worth 0 and is still entered, because it counts as participation.
/// </summary>
public static class Caps
{
    /// <summary>Points for one more award; at most the rule's points.</summary>
    /// <param name="day">Entries of the same local date, reversals included.</param>
    /// <param name="inGroup">Awards the rule gave already from the same source group, reversals taken off.</param>
    public static int Worth(PointRule rule, IReadOnlyList<LedgerEntry> day, int inGroup)
    {
        if (rule.PerSource is { } most && inGroup >= most)
        {
            return 0;
        }

        return Math.Max(0, Math.Min(rule.Points, Left(rule, day) ?? rule.Points));
    }

    /// <summary>Points the rule can still give on this date, within the day's total; null where nothing limits it but the total is not near.</summary>
    public static int? Left(PointRule rule, IReadOnlyList<LedgerEntry> day)
    {
        var total = PointRules.DayTotalCap - Sum(day);
        return rule.DailyCap is { } cap
            ? Math.Max(0, Math.Min(cap - Sum(day.Where(e => e.Rule == rule.Id)), total))
            : Math.Max(0, total);
    }

    public static int Sum(IEnumerable<LedgerEntry> entries) => entries.Sum(e => e.Points);

    /// <summary>The version of a rule that holds on a date; null where none does.</summary>
    public static PointRule? RuleOn(IReadOnlyList<PointRule> rules, string id, DateOnly date) =>
        rules.Where(r => r.Id == id && r.From <= date && (r.To is null || date <= r.To)).MaxBy(r => r.Version);

    /// <summary>The part of a source before <c>/</c>: what <see cref="PointRule.PerSource"/> counts by.</summary>
    public static string GroupOf(string source) => source.IndexOf('/', StringComparison.Ordinal) is var i and > 0 ? source[..i] : source;
}

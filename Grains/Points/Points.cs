namespace Grains.Points;

/// <summary>A claim on points: this member, under this rule, for this source. Idempotent by (member, rule, source).</summary>
/// <param name="Source">What earned it, such as <c>g-…/17</c>: the member's page opens it.</param>
/// <param name="Reverses">True: takes back what the same (rule, source) gave, as an entry of its own.</param>
[GenerateSerializer, Immutable, Alias("award")]
public sealed record Award(
    [property: Id(0)] string Member,
    [property: Id(1)] string Rule,
    [property: Id(2)] string Source,
    [property: Id(3)] DateTimeOffset At,
    [property: Id(4)] bool Reverses = false);

/// <summary>One entry of a member's ledger. Entries never change; a reversal is an entry with negative points.</summary>
/// <param name="Seq">Dense from 1 per member: a device asks for what came after the last it saw.</param>
/// <param name="Points">0 where a cap was reached: the event still counts as participation.</param>
/// <param name="LocalDate">Date of the event in the hub's calendar; caps count by it.</param>
[GenerateSerializer, Immutable, Alias("ledger-entry")]
public sealed record LedgerEntry(
    [property: Id(0)] string Member,
    [property: Id(1)] long Seq,
    [property: Id(2)] string Rule,
    [property: Id(3)] int RuleVersion,
    [property: Id(4)] string Source,
    [property: Id(5)] int Points,
    [property: Id(6)] DateOnly LocalDate,
    [property: Id(7)] DateTimeOffset At,
    [property: Id(8)] bool Reversal);

/// <summary>A versioned rule of points (rules §4).</summary>
/// <param name="DailyCap">Most points under this rule and local date; null: none.</param>
/// <param name="PerSource">Most awards under this rule from one source group (the part of the source before <c>/</c>); null: none.</param>
[GenerateSerializer, Immutable, Alias("point-rule")]
public sealed record PointRule(
    [property: Id(0)] string Id,
    [property: Id(1)] int Version,
    [property: Id(2)] int Points,
    [property: Id(3)] int? DailyCap,
    [property: Id(4)] int? PerSource,
    [property: Id(5)] DateOnly From,
    [property: Id(6)] DateOnly? To,
    [property: Id(7)] string Zh,
    [property: Id(8)] string En);

/// <summary>What the devices of a member are told ≤1 s after the commit.</summary>
/// <param name="Today">Total of the local date after this entry.</param>
/// <param name="CapLeft">Points this rule can still give today; null: no cap.</param>
[GenerateSerializer, Immutable, Alias("points-push")]
public sealed record PointsPush(
    [property: Id(0)] LedgerEntry Entry,
    [property: Id(1)] string Zh,
    [property: Id(2)] string En,
    [property: Id(3)] int Today,
    [property: Id(4)] int? CapLeft);

/// <summary>Loads a member's ledger; writing goes through the journal.</summary>
public interface ILedgerStore
{
    Task<long> Head(string member, CancellationToken cancellation);
    Task<IReadOnlyList<LedgerEntry>> Day(string member, DateOnly localDate, CancellationToken cancellation);
    /// <summary>Entries under (rule, source), for idempotency and reversal beyond today.</summary>
    Task<IReadOnlyList<LedgerEntry>> BySource(string member, string rule, string source, CancellationToken cancellation);
    /// <summary>How many awards the rule gave for sources that start with <paramref name="group"/> + <c>/</c>, reversals taken off.</summary>
    Task<int> CountInGroup(string member, string rule, string group, CancellationToken cancellation);
    Task<IReadOnlyList<LedgerEntry>> After(string member, long seq, int count, CancellationToken cancellation);
    Task<IReadOnlyList<PointRule>> Rules(CancellationToken cancellation);
}

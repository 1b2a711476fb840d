using Dapper;
using Grains.Points;
using Storage.Points;

namespace Storage.Queries;

/// <summary>Sums of one member's ledger.</summary>
/// <param name="Month">The calendar month of the day asked for.</param>
public sealed record PointsTotals(int Total, int Month, int Today, IReadOnlyList<RuleTotal> TodayByRule);

/// <summary>Points under one rule on one day.</summary>
[method: ExplicitConstructor]
public sealed record RuleTotal(string Rule, int Points, int Entries);

/// <summary>Which entries a page holds; what is null is not asked.</summary>
/// <param name="Before">Continue below this seq.</param>
public sealed record PointsFilter(string? Rule = null, DateOnly? From = null, DateOnly? To = null, long? Before = null, int? Count = null);

/// <summary>The gathering and, where there is one, the entry that earned points.</summary>
/// <param name="Seq">Null where the source is the gathering as a whole.</param>
public sealed record PointsSource(string Gathering, string Topic, DateTimeOffset OpensAt, long? Seq);

/// <summary>A member's own points. Throws where the database is away.</summary>
public sealed class PointsQuery(HubDatabase database)
{
    private const string SumsSql = """
        select cast(coalesce(sum(points), 0) as bigint) as total,
            cast(coalesce(sum(case when local_date >= @MonthFirst and local_date <= @MonthLast then points else 0 end), 0) as bigint) as month,
            cast(coalesce(sum(case when local_date = @Today then points else 0 end), 0) as bigint) as today
        from ledger where member = @Member
        """;

    private const string TodaySql = """
        select rule, cast(sum(points) as bigint) as points, count(*) as entries
        from ledger where member = @Member and local_date = @Today
        group by rule order by rule
        """;

    private const string PageSql = """
        select member, seq, rule, rule_version, source, points, local_date, at, reversal
        from ledger
        where member = @Member and seq < @Before and (@Rule = '' or rule = @Rule) and local_date >= @From and local_date <= @To
        order by seq desc limit @Count
        """;

    private const string OneSql = """
        select member, seq, rule, rule_version, source, points, local_date, at, reversal
        from ledger where member = @Member and seq = @Seq
        """;

    private const string SourceSql = "select id, topic, opens_at from gathering where id = @Gathering";

    /// <summary>All time, the month and the day of <paramref name="today"/> (the hub's calendar).</summary>
    public async Task<PointsTotals> TotalsAsync(string member, DateOnly today, CancellationToken cancellation = default)
    {
        var first = new DateOnly(today.Year, today.Month, 1);
        var parameters = new { Member = member, Today = today, MonthFirst = first, MonthLast = first.AddMonths(1).AddDays(-1) };
        var sums = (await database.FirstAsync<Sums>(SumsSql, parameters, cancellation))!;
        var rules = await database.QueryAsync<RuleTotal>(TodaySql, parameters, cancellation);
        return new PointsTotals((int)sums.Total, (int)sums.Month, (int)sums.Today, rules);
    }

    /// <summary>A page of entries, the newest first.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> PageAsync(
        string member, PointsFilter filter, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var parameters = new
        {
            Member = member,
            Before = filter.Before ?? long.MaxValue,
            Rule = filter.Rule ?? "",
            From = filter.From ?? DateOnly.MinValue,
            To = filter.To ?? DateOnly.MaxValue,
            Count = Paging.Clamp(filter.Count),
        };
        return [.. (await database.QueryAsync<LedgerRow>(PageSql, parameters, cancellation)).Select(row => row.Entry)];
    }

    /// <summary>What earned the entry; null where the member has no such entry or it came from no gathering.</summary>
    public async Task<PointsSource?> SourceAsync(string member, long seq, CancellationToken cancellation = default)
    {
        var entry = await database.FirstAsync<LedgerRow>(OneSql, new { Member = member, Seq = seq }, cancellation);
        if (entry is null)
        {
            return null;
        }

        var parts = entry.Source.Split('/', 2);
        var gathering = await database.FirstAsync<GatheringName>(SourceSql, new { Gathering = parts[0] }, cancellation);
        return gathering is null
            ? null
            : new PointsSource(
                gathering.Id, gathering.Topic, gathering.OpensAt, parts.Length > 1 && long.TryParse(parts[1], out var at) ? at : null);
    }

    [method: ExplicitConstructor]
    private sealed record Sums(long Total, long Month, long Today);

    [method: ExplicitConstructor]
    private sealed record GatheringName(string Id, string Topic, DateTimeOffset OpensAt);
}

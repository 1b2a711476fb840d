using Dapper;
using Grains.Points;

namespace Storage.Points;

/// <summary>Reads ledgers; the journal writes them. Throws <see cref="System.Data.Common.DbException"/> while the database is away.</summary>
public sealed class LedgerStore(HubDatabase database) : ILedgerStore
{
    private const string HeadSql = "select coalesce(max(seq), 0) from ledger where member = @Member";

    private const string DaySql = """
        select member, seq, rule, rule_version, source, points, local_date, at, reversal
        from ledger where member = @Member and local_date = @Day order by seq
        """;

    private const string BySourceSql = """
        select member, seq, rule, rule_version, source, points, local_date, at, reversal
        from ledger where member = @Member and rule = @Rule and source = @Source order by seq
        """;

    // An award over a cap gave nothing and so takes no place; its reversal takes nothing off either.
    private const string CountInGroupSql = """
        select cast(coalesce(sum(case when reversal = 0 then 1 else -1 end), 0) as bigint)
        from ledger
        where member = @Member and rule = @Rule and source >= @First and source < @End and points <> 0
        """;

    private const string AfterSql = """
        select member, seq, rule, rule_version, source, points, local_date, at, reversal
        from ledger where member = @Member and seq > @Seq order by seq limit @Count
        """;

    private const string RulesSql = """
        select id, version, points, daily_cap, per_source, from_date, to_date, zh, en
        from point_rule order by id, version
        """;

    /// <summary>How long rules are believed: they change with a new version of the hub, hardly ever otherwise.</summary>
    public static readonly TimeSpan RulesTrust = TimeSpan.FromMinutes(1);

    private volatile HeldRules? _rules;

    public Task<long> Head(string member, CancellationToken cancellation) =>
        database.FirstAsync<long>(HeadSql, new { Member = member }, cancellation);

    public Task<IReadOnlyList<LedgerEntry>> Day(string member, DateOnly localDate, CancellationToken cancellation) =>
        Entries(DaySql, new { Member = member, Day = localDate }, cancellation);

    public Task<IReadOnlyList<LedgerEntry>> BySource(
        string member, string rule, string source, CancellationToken cancellation) =>
        Entries(BySourceSql, new { Member = member, Rule = rule, Source = source }, cancellation);

    public async Task<int> CountInGroup(string member, string rule, string group, CancellationToken cancellation) =>
        (int)await database.FirstAsync<long>(
            CountInGroupSql,
            // '0' follows '/': everything that begins with the group and a slash lies between.
            new { Member = member, Rule = rule, First = group + "/", End = group + "0" },
            cancellation);

    public Task<IReadOnlyList<LedgerEntry>> After(string member, long seq, int count, CancellationToken cancellation) =>
        Entries(AfterSql, new { Member = member, Seq = seq, Count = count }, cancellation);

    /// <summary>Read once for all members of a minute, who share the list: each of thousands who come in asks for it.</summary>
    public async Task<IReadOnlyList<PointRule>> Rules(CancellationToken cancellation)
    {
        if (_rules is { } held && TimeProvider.System.GetElapsedTime(held.At) < RulesTrust)
        {
            return held.Rules;
        }

        var at = TimeProvider.System.GetTimestamp();
        PointRule[] rules = [.. (await database.QueryAsync<RuleRow>(RulesSql, null, cancellation)).Select(row => row.Rule)];
        _rules = new HeldRules(at, rules);
        return rules;
    }

    private async Task<IReadOnlyList<LedgerEntry>> Entries(string sql, object parameters, CancellationToken cancellation) =>
        [.. (await database.QueryAsync<LedgerRow>(sql, parameters, cancellation)).Select(row => row.Entry)];

    private sealed record HeldRules(long At, IReadOnlyList<PointRule> Rules);
}

[method: ExplicitConstructor]
internal sealed record LedgerRow(
    string Member, long Seq, string Rule, long RuleVersion, string Source, long Points, DateOnly LocalDate, DateTimeOffset At, long Reversal)
{
    public LedgerEntry Entry => new(
        Member, Seq, Rule, (int)RuleVersion, Source, (int)Points, LocalDate, At, Reversal != 0);
}

[method: ExplicitConstructor]
internal sealed record RuleRow(
    string Id, long Version, long Points, long? DailyCap, long? PerSource, DateOnly FromDate, DateOnly? ToDate, string Zh, string En)
{
    public PointRule Rule => new(
        Id, (int)Version, (int)Points, (int?)DailyCap, (int?)PerSource, FromDate, ToDate, Zh, En);
}

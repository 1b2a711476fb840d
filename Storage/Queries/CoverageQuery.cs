using Dapper;
using Grains.Coverage;
using Storage.Coverage;

namespace Storage.Queries;

/// <summary>A demonstration unit with the name of its node.</summary>
public sealed record NamedUnit(Demonstration Unit, string NodeName, string Path);

/// <summary>Targets with their days, and demonstration units of a subtree. Throws where the database is away.</summary>
public sealed class CoverageQuery(HubDatabase database)
{
    private const string TargetsSql = "select " + TargetData.Columns + """

        from coverage_target where node = @Node order by case when next_at is not null then 0 else 1 end, set_at desc, id limit @Count
        """;

    private const string SamplesSql = """
        select target, day, at, numerator, denominator from coverage_sample where target in @Targets order by target, day
        """;

    private const string UnitsSql = """
        select d.id, d.node, d.title, d.reason, d.since, d.until, d.version, d.awarded_by, d.reviewed_at, d.review, d.ended_at, d.why,
            n.name as node_name, n.path
        from demonstration d join node n on n.id = d.node
        where n.path >= @Path and n.path < @PathEnd and n.dissolved_at is null and d.ended_at is null and d.until > @Now
        order by d.since desc, d.id limit @Count
        """;

    private const string CountsSql = """
        select c.id, count(*) as count
        from node c
            join node n on n.path >= c.path and n.path < substr(c.path, 1, length(c.path) - 1) || '0'
            join demonstration d on d.node = n.id and d.ended_at is null and d.until > @Now
        where c.parent = @Node and c.dissolved_at is null and n.dissolved_at is null
        group by c.id
        """;

    private const string TotalSql = """
        select count(*)
        from demonstration d join node n on n.id = d.node
        where n.path >= @Path and n.path < @PathEnd and n.dissolved_at is null and d.ended_at is null and d.until > @Now
        """;

    /// <summary>Targets of the node, those that run first.</summary>
    public async Task<IReadOnlyList<CoverageTarget>> TargetsAsync(string node, CancellationToken cancellation = default) =>
        [.. (await database.QueryAsync<TargetData>(TargetsSql, new { Node = node, Count = Paging.Default }, cancellation)).Select(static row => row.Target)];

    public async Task<ILookup<string, CoverageSample>> SamplesAsync(IReadOnlyCollection<string> targets, CancellationToken cancellation = default)
    {
        var rows = targets.Count == 0
            ? []
            : await database.QueryAsync<SampleRow>(SamplesSql, new { Targets = targets.ToArray() }, cancellation);
        return rows.ToLookup(static row => row.Target, static row => new CoverageSample(row.Target, row.Day, row.At, row.Numerator, row.Denominator));
    }

    /// <summary>Units of the subtree that run, the latest first, at most <see cref="Paging.Most"/>.</summary>
    public async Task<IReadOnlyList<NamedUnit>> UnitsAsync(string path, DateTimeOffset now, CancellationToken cancellation = default) =>
    [
        .. (await database.QueryAsync<UnitRow>(
            UnitsSql, new { Path = path, PathEnd = Paths.End(path), Now = now, Count = Paging.Most }, cancellation)).Select(static row => row.Named),
    ];

    /// <summary>How many run in the whole subtree.</summary>
    public async Task<long> TotalAsync(string path, DateTimeOffset now, CancellationToken cancellation = default) =>
        await database.FirstAsync<long>(TotalSql, new { Path = path, PathEnd = Paths.End(path), Now = now }, cancellation);

    /// <summary>How many run below each of the nodes right below; nodes without one are left out.</summary>
    public async Task<IReadOnlyDictionary<string, long>> ByChildAsync(string node, DateTimeOffset now, CancellationToken cancellation = default) =>
        (await database.QueryAsync<CountRow>(CountsSql, new { Node = node, Now = now }, cancellation)).ToDictionary(static row => row.Id, static row => row.Count);

    [method: ExplicitConstructor]
    private sealed record SampleRow(string Target, DateOnly Day, DateTimeOffset At, long Numerator, long Denominator);

    [method: ExplicitConstructor]
    private sealed record CountRow(string Id, long Count);

    private sealed class UnitRow : DemonstrationData
    {
        public string NodeName { get; set; } = "";
        public string Path { get; set; } = "";

        public NamedUnit Named => new(Unit, NodeName, Path);
    }
}

using Grains.Coverage;
using Grains.Statistics;
using Storage.Queries;

namespace Storage.Coverage;

/// <summary>Targets and demonstration units for decisions. Throws where the database is away.</summary>
public sealed class CoverageStore(HubDatabase database) : ICoverageStore
{
    private const string TargetSql = "select " + TargetData.Columns + " from coverage_target where id = @Id";

    private const string RunningSql = "select " + TargetData.Columns + " from coverage_target where node = @Node and next_at is not null order by set_at, id";

    private const string DueSql = """
        select distinct node from coverage_target where next_at is not null and next_at <= @Now order by node limit @Count
        """;

    private const string UnitSql = "select " + DemonstrationData.Columns + " from demonstration where id = @Id";

    private const string UnitOfSql = "select " + DemonstrationData.Columns + " from demonstration where node = @Node and ended_at is null";

    private readonly EnterpriseFiguresQuery _enterprises = new(database);

    public async Task<CoverageTarget?> Target(string id, CancellationToken cancellation) =>
        (await database.FirstAsync<TargetData>(TargetSql, new { Id = id }, cancellation))?.Target;

    public async Task<IReadOnlyList<CoverageTarget>> Running(string node, CancellationToken cancellation) =>
        [.. (await database.QueryAsync<TargetData>(RunningSql, new { Node = node }, cancellation)).Select(static row => row.Target)];

    public Task<IReadOnlyList<string>> Due(DateTimeOffset now, int count, CancellationToken cancellation) =>
        database.QueryAsync<string>(DueSql, new { Now = now, Count = count }, cancellation);

    public async Task<Demonstration?> Unit(string id, CancellationToken cancellation) =>
        (await database.FirstAsync<DemonstrationData>(UnitSql, new { Id = id }, cancellation))?.Unit;

    public async Task<Demonstration?> UnitOf(string node, CancellationToken cancellation) =>
        (await database.FirstAsync<DemonstrationData>(UnitOfSql, new { Node = node }, cancellation))?.Unit;

    public Task<EnterpriseFigures?> Enterprises(string path, CancellationToken cancellation) => _enterprises.OfAsync(path, cancellation);
}

internal sealed class TargetData
{
    public const string Columns =
        "id, node, measure, goal, since, until, source, set_by, set_at, base_numerator, base_denominator, next_at, dropped_at, why";

    public string Id { get; set; } = "";
    public string Node { get; set; } = "";
    public string Measure { get; set; } = "";
    public long Goal { get; set; }
    public DateOnly Since { get; set; }
    public DateOnly Until { get; set; }
    public string Source { get; set; } = "";
    public string SetBy { get; set; } = "";
    public DateTimeOffset SetAt { get; set; }
    public long BaseNumerator { get; set; }
    public long BaseDenominator { get; set; }
    public DateTimeOffset? NextAt { get; set; }
    public DateTimeOffset? DroppedAt { get; set; }
    public string? Why { get; set; }

    public CoverageTarget Target => new(Id, Node, Measure, (int)Goal, Since, Until, Source, SetBy, SetAt, BaseNumerator, BaseDenominator)
    {
        NextAt = NextAt, DroppedAt = DroppedAt, Why = Why,
    };
}

internal class DemonstrationData
{
    public const string Columns = "id, node, title, reason, since, until, version, awarded_by, reviewed_at, review, ended_at, why";

    public string Id { get; set; } = "";
    public string Node { get; set; } = "";
    public string Title { get; set; } = "";
    public string Reason { get; set; } = "";
    public DateTimeOffset Since { get; set; }
    public DateTimeOffset Until { get; set; }
    public long Version { get; set; }
    public string AwardedBy { get; set; } = "";
    public DateTimeOffset? ReviewedAt { get; set; }
    public string? Review { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public string? Why { get; set; }

    public Demonstration Unit => new(Id, Node, Title, Reason, Since, Until, Version, AwardedBy)
    {
        ReviewedAt = ReviewedAt, Review = Review, EndedAt = EndedAt, Why = Why,
    };
}

using Dapper;
using Grains.Censuses;
using Grains.Rules;
using Storage.Censuses;

namespace Storage.Queries;

/// <summary>A census in which a member is asked, with the member's own line.</summary>
public sealed record OwnCensus(Census Census, string NodeName, Relation Register, Relation? Answer, CensusEvidence? Evidence);

/// <summary>A member's line, for officers.</summary>
public sealed record NamedCensusLine(
    string Member, string Name, string NodeName, Category Category, Relation Register, Relation? Answer, CensusEvidence? Evidence, bool ByOfficer, bool Applied);

/// <summary>How far the nodes right below are.</summary>
[method: ExplicitConstructor]
public sealed record CensusPart(string Id, string Name, long Headcount, long Answered);

/// <summary>Which lines a list shows.</summary>
public enum CensusList { Unanswered, Conflicts, All }

/// <summary>Lists of censuses. Throws where the database is away.</summary>
public sealed class CensusQuery(HubDatabase database)
{
    // Those of the node, of nodes below and of nodes above reach into it.
    private const string OfNodeSql = """
        select id, node, path, title, opened_by, opened_at, closes_at, closed_at
        from census
        where (path >= @Path and path < @PathEnd) or substr(@Path, 1, length(path)) = path
        order by opened_at desc, id limit @Count
        """;

    private const string OwnSql = """
        select c.id, c.node, c.path, c.title, c.opened_by, c.opened_at, c.closes_at, c.closed_at,
            n.name as node_name, l.relation, l.answer, l.evidence
        from census_line l join census c on c.id = l.census join node n on n.id = c.node
        where l.member = @Member and c.closed_at is null and c.closes_at > @Now and (@Census = '' or c.id = @Census)
        order by c.closes_at, c.id limit @Count
        """;

    private const string LinesSql = """
        select l.member, m.name, n.name as node_name, l.category, l.relation, l.answer, l.evidence, l.applied_at,
            case when l.answered_by is not null and l.answered_by <> l.member then 1 else 0 end as by_officer
        from census_line l join member m on m.id = l.member join node n on n.id = l.node
        where l.census = @Census and l.member > @After and n.path >= @Path and n.path < @PathEnd
            and (@List = 'All' or (@List = 'Unanswered' and l.answer is null) or (@List = 'Conflicts' and l.answer <> l.relation))
        order by l.member limit @Count
        """;

    private const string CellsSql = """
        select l.category, l.relation, l.answer, count(*) as count
        from census_line l join node n on n.id = l.node
        where l.census = @Census and n.path >= @Path and n.path < @PathEnd
        group by l.category, l.relation, l.answer
        """;

    private const string PartsSql = """
        select c.id, c.name, count(*) as headcount, count(l.answer) as answered
        from node c
            join node n on n.path >= c.path and n.path < substr(c.path, 1, length(c.path) - 1) || '0'
            join census_line l on l.node = n.id and l.census = @Census
        where c.parent = @Node and c.dissolved_at is null
        group by c.id, c.name order by c.name, c.id
        """;

    public async Task<IReadOnlyList<Census>> OfNodeAsync(string path, CancellationToken cancellation = default) =>
    [
        .. (await database.QueryAsync<CensusStore.CensusData>(
            OfNodeSql, new { Path = path, PathEnd = Paths.End(path), Count = Paging.Default }, cancellation)).Select(static row => row.Census()),
    ];

    /// <summary>Censuses that wait for the member's answer, or hold one that may still be changed; only the one named, where one is.</summary>
    public async Task<IReadOnlyList<OwnCensus>> OwnAsync(
        string member, DateTimeOffset now, string? census = null, CancellationToken cancellation = default) =>
    [
        .. (await database.QueryAsync<OwnData>(
            OwnSql, new { Member = member, Now = now, Census = census ?? "", Count = Paging.Default }, cancellation))
            .Select(static row => row.Own()),
    ];

    public async Task<IReadOnlyList<NamedCensusLine>> LinesAsync(
        string census, string path, CensusList list, string? after, CancellationToken cancellation = default) =>
    [
        .. (await database.QueryAsync<LineData>(
            LinesSql,
            new { Census = census, Path = path, PathEnd = Paths.End(path), List = Names.Of(list), After = after ?? "", Count = Paging.Default },
            cancellation)).Select(static row => row.Line()),
    ];

    /// <summary>The lines of one subtree, counted.</summary>
    public async Task<IReadOnlyList<CensusCell>> CellsAsync(string census, string path, CancellationToken cancellation = default) =>
    [
        .. (await database.QueryAsync<CensusStore.CellData>(CellsSql, new { Census = census, Path = path, PathEnd = Paths.End(path) }, cancellation))
            .Select(static row => row.Cell()),
    ];

    public Task<IReadOnlyList<CensusPart>> PartsAsync(string census, string node, CancellationToken cancellation = default) =>
        database.QueryAsync<CensusPart>(PartsSql, new { Census = census, Node = node }, cancellation);

    [method: ExplicitConstructor]
    private sealed record OwnData(
        string Id, string Node, string Path, string Title, string OpenedBy, long OpenedAt, long ClosesAt, long? ClosedAt,
        string NodeName, string Relation, string? Answer, string? Evidence)
    {
        public OwnCensus Own() => new(
            new CensusStore.CensusData(Id, Node, Path, Title, OpenedBy, OpenedAt, ClosesAt, ClosedAt).Census(),
            NodeName, Enum.Parse<Relation>(Relation), CensusStore.AnswerOf(Answer), EvidenceOf(Evidence));
    }

    [method: ExplicitConstructor]
    private sealed record LineData(
        string Member, string Name, string NodeName, string Category, string Relation, string? Answer, string? Evidence, long? AppliedAt, long ByOfficer)
    {
        public NamedCensusLine Line() => new(
            Member, Name, NodeName, Enum.Parse<Category>(Category), Enum.Parse<Relation>(Relation), CensusStore.AnswerOf(Answer),
            EvidenceOf(Evidence), ByOfficer != 0, AppliedAt is not null);
    }

    private static CensusEvidence? EvidenceOf(string? evidence) => evidence is null ? null : Enum.Parse<CensusEvidence>(evidence);
}

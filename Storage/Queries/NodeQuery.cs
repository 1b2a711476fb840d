using Dapper;
using Grains.Organisation;
using Grains.Rules;

namespace Storage.Queries;

/// <summary>A node on a list. <paramref name="Members"/>: on its own roster; <paramref name="Subtree"/>: with all below.</summary>
[method: ExplicitConstructor]
public sealed record NodeSummary(
    string Id, string? Parent, NodeKind Kind, string Name, string Path, int Members, int Subtree, int Children);

/// <summary>Members of one category and relation: on the node's own roster, and with all below.</summary>
[method: ExplicitConstructor]
public sealed record Headcount(Category Category, Relation Relation, int Own, int Subtree);

/// <summary>Nodes and their headcounts. Throws where the database is away.</summary>
public sealed class NodeQuery(HubDatabase database)
{
    private const string ByIdSql = """
        select n.id, n.parent, n.kind, n.name, n.path,
            (select count(*) from member m where m.node = n.id) as members,
            (select count(*) from member m join node s on s.id = m.node
                where s.path >= @Path and s.path < @PathEnd and s.dissolved_at is null) as subtree,
            (select count(*) from node c where c.parent = n.id and c.dissolved_at is null) as children
        from node n where n.id = @Id and n.dissolved_at is null
        """;

    private const string PathSql = "select path from node where id = @Id and dissolved_at is null";

    private const string HeadcountsSql = """
        select m.category, m.relation,
            cast(sum(case when m.node = @Id then 1 else 0 end) as bigint) as own, count(*) as subtree
        from member m join node n on n.id = m.node
        where n.path >= @Path and n.path < @PathEnd and n.dissolved_at is null
        group by m.category, m.relation
        order by m.category, m.relation
        """;

    private const string ChildrenSql = """
        select n.id, n.parent, n.kind, n.name, n.path,
            (select count(*) from member m where m.node = n.id) as members,
            (select count(*) from member m join node s on s.id = m.node
                where s.path >= n.path and s.path < substr(n.path, 1, length(n.path) - 1) || '0'
                    and s.dissolved_at is null) as subtree,
            (select count(*) from node c where c.parent = n.id and c.dissolved_at is null) as children
        from node n
        where n.parent = @Id and n.dissolved_at is null and n.id > @After
        order by n.id limit @Count
        """;

    private const string RootsSql = """
        select n.id, n.parent, n.kind, n.name, n.path,
            (select count(*) from member m where m.node = n.id) as members,
            (select count(*) from member m join node s on s.id = m.node
                where s.path >= n.path and s.path < substr(n.path, 1, length(n.path) - 1) || '0'
                    and s.dissolved_at is null) as subtree,
            (select count(*) from node c where c.parent = n.id and c.dissolved_at is null) as children
        from node n
        where n.parent is null and n.dissolved_at is null and n.kind not in ('Virtual', 'LifeGroup')
        order by n.id
        """;

    private const string OfOfficerSql = """
        select n.id, n.parent, n.kind, n.name, n.path,
            (select count(*) from member m where m.node = n.id) as members,
            (select count(*) from member m join node s on s.id = m.node
                where s.path >= n.path and s.path < substr(n.path, 1, length(n.path) - 1) || '0'
                    and s.dissolved_at is null) as subtree,
            (select count(*) from node c where c.parent = n.id and c.dissolved_at is null) as children
        from node n
        where n.dissolved_at is null and n.id in (
            select o.node from office o
            where o.member = @Member and o.since <= @Now and (o.until is null or o.until > @Now))
        order by n.path
        """;

    /// <summary>The node; null where there is none or it is dissolved.</summary>
    public async Task<NodeSummary?> ByIdAsync(string id, CancellationToken cancellation = default) =>
        await PathAsync(id, cancellation) is { } path
            ? await database.FirstAsync<NodeSummary>(ByIdSql, new { Id = id, Path = path, PathEnd = Paths.End(path) }, cancellation)
            : null;

    /// <summary>Who is there, by category and relation; empty where the node is unknown.</summary>
    public async Task<IReadOnlyList<Headcount>> HeadcountsAsync(string id, CancellationToken cancellation = default) =>
        await PathAsync(id, cancellation) is { } path
            ? await database.QueryAsync<Headcount>(HeadcountsSql, new { Id = id, Path = path, PathEnd = Paths.End(path) }, cancellation)
            : [];

    /// <summary>A page of children, ordered by id, after the one named.</summary>
    public Task<IReadOnlyList<NodeSummary>> ChildrenAsync(
        string id, string? after = null, int? count = null, CancellationToken cancellation = default) =>
        database.QueryAsync<NodeSummary>(
            ChildrenSql, new { Id = id, After = after ?? "", Count = Paging.Clamp(count) }, cancellation);

    /// <summary>Nodes of the tree without a parent.</summary>
    public Task<IReadOnlyList<NodeSummary>> RootsAsync(CancellationToken cancellation = default) =>
        database.QueryAsync<NodeSummary>(RootsSql, null, cancellation);

    /// <summary>Nodes in which the member holds a running post.</summary>
    public Task<IReadOnlyList<NodeSummary>> OfOfficerAsync(
        string member, DateTimeOffset now, CancellationToken cancellation = default) =>
        database.QueryAsync<NodeSummary>(OfOfficerSql, new { Member = member, Now = now }, cancellation);

    private Task<string?> PathAsync(string id, CancellationToken cancellation) =>
        database.FirstAsync<string>(PathSql, new { Id = id }, cancellation);
}

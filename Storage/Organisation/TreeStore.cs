using Dapper;
using Grains.Organisation;
using Grains.Organisation.Tree;

namespace Storage.Organisation;

/// <summary>The tree for decisions. Throws <see cref="System.Data.Common.DbException"/> while the database is away.</summary>
public sealed class TreeStore(HubDatabase database) : ITreeStore
{
    private const string HeadSql = "select version from organisation_tree where id = 1";

    private const string NodeSql = """
        select id, parent, sector_parent, kind, name, path, region
        from node where id = @Node and dissolved_at is null and kind not in ('Virtual', 'LifeGroup')
        """;

    private const string ReachSql = """
        select count(*) as nodes, coalesce(max(length(path) - length(replace(path, '/', ''))), 1) - 1 as deepest,
            (select count(*) from member m join node s on s.id = m.node where s.path >= @Path and s.path < @PathEnd) as members,
            (select count(*) from member m where m.node = @Node) as own,
            (select count(*) from node c where c.parent = @Node and c.dissolved_at is null) as children,
            (select count(*) from node c where c.sector_parent = @Node and c.dissolved_at is null) as sector_children
        from node where path >= @Path and path < @PathEnd and dissolved_at is null
        """;

    private const string TakenSql =
        "select id from node where parent = @Parent and name = @Name and id <> @Except and dissolved_at is null limit 1";

    private const string SharedSql = """
        select a.id from node a join node b on b.name = a.name
        where a.parent = @Node and b.parent = @Other and a.id <> @Other and b.id <> @Node
            and a.dissolved_at is null and b.dissolved_at is null limit 1
        """;

    private const string KindsSql = "select distinct kind from node where parent = @Node and dissolved_at is null";

    // Union, not union all: a loop would end it instead of running for ever.
    private const string LineSql = """
        with recursive line (id, above) as (
            select id, coalesce(sector_parent, parent) from node where id = @Node
            union
            select n.id, coalesce(n.sector_parent, n.parent) from line l join node n on n.id = l.above
        )
        select id from line
        """;

    public Task<long> Head(CancellationToken cancellation) => database.FirstAsync<long>(HeadSql, null, cancellation);

    public Task<TreeNode?> Node(string node, CancellationToken cancellation) =>
        database.FirstAsync<TreeNode>(NodeSql, new { Node = node }, cancellation);

    public async Task<TreeReach> Reach(TreeNode node, CancellationToken cancellation)
    {
        var parameters = new { Node = node.Id, node.Path, PathEnd = Paths.End(node.Path) };
        var row = (await database.FirstAsync<ReachRow>(ReachSql, parameters, cancellation))!;
        return new TreeReach((int)row.Nodes, (int)row.Members, (int)row.Own, (int)row.Children, (int)row.SectorChildren, (int)row.Deepest);
    }

    public async Task<bool> IsNameTaken(string parent, string name, string except, CancellationToken cancellation) =>
        await database.FirstAsync<string>(TakenSql, new { Parent = parent, Name = name, Except = except }, cancellation) is not null;

    public async Task<bool> ShareChildName(string node, string other, CancellationToken cancellation) =>
        await database.FirstAsync<string>(SharedSql, new { Node = node, Other = other }, cancellation) is not null;

    public async Task<IReadOnlyList<NodeKind>> ChildKinds(string node, CancellationToken cancellation) =>
        [.. (await database.QueryAsync<string>(KindsSql, new { Node = node }, cancellation)).Select(Enum.Parse<NodeKind>)];

    public Task<IReadOnlyList<string>> SectorLine(string node, CancellationToken cancellation) =>
        database.QueryAsync<string>(LineSql, new { Node = node }, cancellation);

    [method: ExplicitConstructor]
    private sealed record ReachRow(long Nodes, long Deepest, long Members, long Own, long Children, long SectorChildren);
}

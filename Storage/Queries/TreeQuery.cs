using Dapper;
using Grains.Organisation;

namespace Storage.Queries;

/// <summary>A node on a list. <paramref name="Members"/>: on its own roster; <paramref name="Below"/>: whether nodes stand below on the line asked for.</summary>
[method: ExplicitConstructor]
public sealed record TreeItem(
    string Id, string? Parent, string? ParentName, string? SectorParent, NodeKind Kind, string Name, string Path, string? Region,
    long Members, bool Below);

/// <summary>A step of a line, from the top down.</summary>
[method: ExplicitConstructor]
public sealed record TreeStep(string Id, NodeKind Kind, string Name);

/// <summary>
/// The tree for screens, page by page: what is counted is a node's own roster, through an index; nothing walks a subtree.
/// Throws where the database is away.
/// </summary>
public sealed class TreeQuery(HubDatabase database)
{
    private const string SelectSql = """
        select n.id, n.parent, (select p.name from node p where p.id = n.parent) as parent_name, n.sector_parent, n.kind, n.name,
            n.path, n.region,
            (select count(*) from member m where m.node = n.id) as members,
            case when exists (select 1 from node c where c.dissolved_at is null
                and (c.parent = n.id or c.sector_parent = n.id)) then 1 else 0 end as below
        from node n

        """;

    private const string OneSql = SelectSql + "where n.id = @Id and n.dissolved_at is null and n.kind not in ('Virtual', 'LifeGroup')";

    // Keyset by name and id: a page costs the same wherever it stands.
    private const string PageSql = """
         and n.dissolved_at is null and n.kind not in ('Virtual', 'LifeGroup')
            and (n.name > @Name or (n.name = @Name and n.id > @After))
        order by n.name, n.id limit @Count
        """;

    private const string ChildrenSql = SelectSql + "where n.parent = @Parent" + PageSql;

    private const string SectorChildrenSql =
        SelectSql + "where (n.sector_parent = @Parent or (n.parent = @Parent and n.sector_parent is null))" + PageSql;

    private const string SearchSql =
        SelectSql + "where n.path >= @Path and n.path < @PathEnd and lower(n.name) like @Text escape '!'" + PageSql;

    private const string StepsSql = "select id, kind, name from node where id in @Ids";

    private const string SectorLineSql = """
        with recursive line (id, above, depth) as (
            select id, coalesce(sector_parent, parent), 0 from node where id = @Id
            union
            select n.id, coalesce(n.sector_parent, n.parent), l.depth + 1
            from line l join node n on n.id = l.above where l.depth < 32
        )
        select n.id, n.kind, n.name from line l join node n on n.id = l.id order by l.depth desc
        """;

    /// <summary>The node; null where there is none, it is dissolved or stands outside the tree.</summary>
    public Task<TreeItem?> OneAsync(string id, CancellationToken cancellation = default) =>
        database.FirstAsync<TreeItem>(OneSql, new { Id = id }, cancellation);

    /// <summary>Nodes right below along a line, by name, after the one named.</summary>
    public Task<IReadOnlyList<TreeItem>> ChildrenAsync(
        string parent, bool sector, string? name, string? after, int? count, CancellationToken cancellation = default) =>
        database.QueryAsync<TreeItem>(
            sector ? SectorChildrenSql : ChildrenSql,
            new { Parent = parent, Name = name ?? "", After = after ?? "", Count = Paging.Clamp(count) },
            cancellation);

    /// <summary>Nodes of a subtree whose name holds the text, by name, after the one named.</summary>
    public Task<IReadOnlyList<TreeItem>> SearchAsync(
        string path, string text, string? name, string? after, int? count, CancellationToken cancellation = default) =>
        database.QueryAsync<TreeItem>(
            SearchSql,
            new
            {
                Path = path,
                PathEnd = Paths.End(path),
                Text = Like.Holding(text),
                Name = name ?? "",
                After = after ?? "",
                Count = Paging.Clamp(count),
            },
            cancellation);

    /// <summary>The nodes of a path, from the root down.</summary>
    public async Task<IReadOnlyList<TreeStep>> LineAsync(string path, CancellationToken cancellation = default)
    {
        var ids = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var steps = (await database.QueryAsync<TreeStep>(StepsSql, new { Ids = ids }, cancellation)).ToDictionary(static s => s.Id);
        return [.. ids.Where(steps.ContainsKey).Select(id => steps[id])];
    }

    /// <summary>The sector's line of a node from its top down: the sector parent where there is one, else the parent.</summary>
    public Task<IReadOnlyList<TreeStep>> SectorLineAsync(string id, CancellationToken cancellation = default) =>
        database.QueryAsync<TreeStep>(SectorLineSql, new { Id = id }, cancellation);
}

using Dapper;
using Grains.Rules;

namespace Storage.Queries;

/// <summary>A member as officers of the node see it: no registration number, no phone.</summary>
[method: ExplicitConstructor]
public sealed record MemberRow(string Id, string Name, Category Category, Relation Relation, string Node, string NodeName, DateOnly? JoinedOn, string Path);

/// <summary>Members of a node, for officers. Throws where the database is away.</summary>
public sealed class MemberQuery(HubDatabase database)
{
    // Keyset paging by (name, id): a page costs the same wherever it stands.
    private const string OfNodeSql = """
        select m.id, m.name, m.category, m.relation, m.node, n.name as node_name, m.joined_on, n.path
        from member m join node n on n.id = m.node
        where m.node = @Node and (m.name > @AfterName or (m.name = @AfterName and m.id > @AfterId))
            and (@Search = '' or m.name like @Pattern escape '!')
        order by m.name, m.id limit @Count
        """;

    private const string OfSubtreeSql = """
        select m.id, m.name, m.category, m.relation, m.node, n.name as node_name, m.joined_on, n.path
        from member m join node n on n.id = m.node
        where n.path >= @Path and n.path < @PathEnd and n.dissolved_at is null
            and (m.name > @AfterName or (m.name = @AfterName and m.id > @AfterId))
            and (@Search = '' or m.name like @Pattern escape '!')
        order by m.name, m.id limit @Count
        """;

    private const string ByIdSql = """
        select m.id, m.name, m.category, m.relation, m.node, n.name as node_name, m.joined_on, n.path
        from member m join node n on n.id = m.node where m.id = @Id
        """;

    /// <summary>A page of the node's own roster whose names contain <paramref name="search"/>, after a row of the page before.</summary>
    public Task<IReadOnlyList<MemberRow>> OfNodeAsync(
        string node, string? search = null, MemberRow? after = null, int? count = null, CancellationToken cancellation = default) =>
        database.QueryAsync<MemberRow>(OfNodeSql, Parameters(node, "/", search, after, count), cancellation);

    /// <summary>The same over the node at <paramref name="path"/> and everything below it.</summary>
    public Task<IReadOnlyList<MemberRow>> OfSubtreeAsync(
        string path, string? search = null, MemberRow? after = null, int? count = null, CancellationToken cancellation = default) =>
        database.QueryAsync<MemberRow>(OfSubtreeSql, Parameters("", path, search, after, count), cancellation);

    /// <summary>One member; null where there is none.</summary>
    public Task<MemberRow?> ByIdAsync(string id, CancellationToken cancellation = default) =>
        database.FirstAsync<MemberRow>(ByIdSql, new { Id = id }, cancellation);

    private static object Parameters(string node, string path, string? search, MemberRow? after, int? count) => new
    {
        Node = node,
        Path = path,
        PathEnd = Paths.End(path),
        Search = search ?? "",
        Pattern = LikeText.Holding(search ?? ""),
        AfterName = after?.Name ?? "",
        AfterId = after?.Id ?? "",
        Count = Paging.Clamp(count),
    };
}

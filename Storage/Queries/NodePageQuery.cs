using Dapper;
using Grains.Organisation;
using Grains.Rules;

namespace Storage.Queries;

/// <summary>A node with its Party members (activists and guests are counted apart): its own, and with all below.</summary>
[method: ExplicitConstructor]
public sealed record NodeMembers(string Id, string? Parent, NodeKind Kind, string Name, string Path, int Members, int Subtree);

/// <summary>Who holds which post.</summary>
[method: ExplicitConstructor]
public sealed record PostHolder(string Name, Role Role);

/// <summary>What a node's page shows beside its headcounts. Throws where the database is away.</summary>
public sealed class NodePageQuery(HubDatabase database)
{
    private const string SelectSql = """
        select n.id, n.parent, n.kind, n.name, n.path,
            (select count(*) from member m where m.node = n.id and m.category in ('Full', 'Probationary', 'Disciplined')) as members,
            (select count(*) from member m join node s on s.id = m.node
                where s.path >= n.path and s.path < substr(n.path, 1, length(n.path) - 1) || '0' and s.dissolved_at is null
                    and m.category in ('Full', 'Probationary', 'Disciplined')) as subtree
        from node n

        """;

    private const string NameSql = "select name from node where id = @Id";

    private const string BelowSql = SelectSql + "where n.parent = @Id and n.dissolved_at is null order by n.name, n.id limit @Count";

    private const string WithBelowSql = SelectSql + """
        where n.dissolved_at is null and (n.id in @Ids or n.parent in @Ids) order by n.path limit @Count
        """;

    private const string OfficersSql = """
        select m.name, o.role
        from office o join member m on m.id = o.member
        where o.node = @Node and o.since <= @Now and (o.until is null or o.until > @Now)
        order by o.role, m.name, m.id limit @Count
        """;

    /// <summary>The node's name; null where there is none.</summary>
    public Task<string?> NameAsync(string id, CancellationToken cancellation = default) =>
        database.FirstAsync<string>(NameSql, new { Id = id }, cancellation);

    /// <summary>The nodes directly below, by name, at most <see cref="Paging.Most"/>.</summary>
    public Task<IReadOnlyList<NodeMembers>> BelowAsync(string id, CancellationToken cancellation = default) =>
        database.QueryAsync<NodeMembers>(BelowSql, new { Id = id, Count = Paging.Most }, cancellation);

    /// <summary>These nodes and those directly below them, from the top down, at most <see cref="Paging.Most"/>.</summary>
    public Task<IReadOnlyList<NodeMembers>> WithBelowAsync(IReadOnlyCollection<string> ids, CancellationToken cancellation = default) =>
        ids.Count == 0
            ? Task.FromResult<IReadOnlyList<NodeMembers>>([])
            : database.QueryAsync<NodeMembers>(WithBelowSql, new { Ids = ids.ToArray(), Count = Paging.Most }, cancellation);

    /// <summary>Who holds a running post on the node, at most <see cref="Paging.Default"/>.</summary>
    public Task<IReadOnlyList<PostHolder>> OfficersAsync(string node, DateTimeOffset now, CancellationToken cancellation = default) =>
        database.QueryAsync<PostHolder>(OfficersSql, new { Node = node, Now = now, Count = Paging.Default }, cancellation);
}

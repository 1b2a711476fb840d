using Dapper;
using Grains.Organisation;

namespace Storage.Queries;

/// <summary>A node as it was.</summary>
[method: ExplicitConstructor]
public sealed record PastNode(string Id, string? Parent, string? SectorParent, NodeKind Kind, string Name);

/// <summary>A member and the node on whose roster the member stood, under the name it had.</summary>
[method: ExplicitConstructor]
public sealed record PastMember(string Member, string Name, string Node, string NodeName, DateTimeOffset Since);

/// <summary>One change of a node, newest first.</summary>
/// <param name="Node">The node itself, or one that went up in it.</param>
/// <param name="Was">The name before; null where the node was founded by it.</param>
[method: ExplicitConstructor]
public sealed record NodeChangeRow(
    long Seq, DateTimeOffset At, string Node, string NodeName, string Cause, string Source, string? SourceName, string? ActorName,
    string? FromName, string? ToName, string? Was);

/// <summary>
/// Who belonged where on any past day, from memberships and the history of nodes. A moment is asked for; a day's is its
/// last. Throws where the database is away.
/// </summary>
public sealed class PastQuery(HubDatabase database)
{
    private const string HomeSql = """
        select s.node from membership s
        where s.member = @Member and s.kind = 'Home' and s.since <= @At and (s.until is null or s.until > @At)
        order by s.since desc limit 1
        """;

    // The history of a node has no gaps: the first row that ends later is how it was, and where there is none it is as now.
    private const string NodeSql = """
        select h.node as id, h.parent, h.sector_parent, h.kind, h.name
        from node_history h where h.node = @Node and h.until > @At and h.since <= @At
        union all
        select n.id, n.parent, n.sector_parent, n.kind, n.name
        from node n
        where n.id = @Node and n.created_at <= @At and n.changed_at <= @At and (n.dissolved_at is null or n.dissolved_at > @At)
        """;

    private const string RosterSql = """
        with recursive place (id, parent, name) as (
            select h.node, h.parent, h.name from node_history h where h.since <= @At and h.until > @At
            union all
            select n.id, n.parent, n.name from node n
            where n.created_at <= @At and n.changed_at <= @At and (n.dissolved_at is null or n.dissolved_at > @At)
        ),
        below (id) as (
            select p.id from place p where p.id = @Node
            union
            select p.id from below b join place p on p.parent = b.id
        )
        select m.id as member, m.name, p.id as node, p.name as node_name, s.since
        from below b
        join place p on p.id = b.id
        join membership s on s.node = b.id
        join member m on m.id = s.member
        where s.kind = 'Home' and s.since <= @At and (s.until is null or s.until > @At) and m.id > @After
        order by m.id limit @Count
        """;

    private const string ChangesSql = """
        select c.seq, c.at, c.subject as node, n.name as node_name, c.cause, c.source, o.name as source_name, m.name as actor_name,
            f.name as from_name, t.name as to_name, h.name as was
        from organisation_change c
        join node n on n.id = c.subject
        left join node o on o.id = c.source
        left join node f on f.id = c.from_node
        left join node t on t.id = c.to_node
        left join member m on m.id = c.actor
        left join node_history h on h.node = c.subject and h.version = c.version
        where c.kind = 'Node' and c.seq < @Before
            and (c.subject = @Node or (c.source = @Node and c.cause in ('merged', 'dissolved')))
        order by c.seq desc limit @Count
        """;

    /// <summary>The way from the root to where the member belonged at that moment; empty where nowhere yet.</summary>
    public async Task<IReadOnlyList<PastNode>> PlaceOfAsync(string member, DateTimeOffset at, CancellationToken cancellation = default)
    {
        var next = await database.FirstAsync<string>(HomeSql, new { Member = member, At = at }, cancellation);
        return await LineOfAsync(next, at, cancellation);
    }

    /// <summary>The way from the root to the node as it was at that moment; empty where there was none.</summary>
    public async Task<IReadOnlyList<PastNode>> LineOfAsync(string? node, DateTimeOffset at, CancellationToken cancellation = default)
    {
        var line = new List<PastNode>();
        while (node is not null && line.Count < 64
            && await database.FirstAsync<PastNode>(NodeSql, new { Node = node, At = at }, cancellation) is { } step)
        {
            line.Add(step);
            node = step.Parent;
        }

        line.Reverse();
        return line;
    }

    /// <summary>Who stood at that moment on the node's roster or on one below it then, ordered by member, after the one named.</summary>
    public Task<IReadOnlyList<PastMember>> MembersOnAsync(
        string node, DateTimeOffset at, string? after = null, int? count = null, CancellationToken cancellation = default) =>
        database.QueryAsync<PastMember>(
            RosterSql, new { Node = node, At = at, After = after ?? "", Count = Paging.Clamp(count) }, cancellation);

    /// <summary>What happened to a node, those that went up in it included, newest first.</summary>
    public Task<IReadOnlyList<NodeChangeRow>> ChangesAsync(
        string node, long? before = null, int? count = null, CancellationToken cancellation = default) =>
        database.QueryAsync<NodeChangeRow>(
            ChangesSql, new { Node = node, Before = before ?? long.MaxValue, Count = Paging.Clamp(count) }, cancellation);
}

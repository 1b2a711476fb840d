using Dapper;
using Grains.Organisation;
using Grains.Rules;

namespace Storage.Queries;

/// <summary>A post with its holder; <paramref name="EndedAt"/> and <paramref name="EndedWhy"/> where it was ended.</summary>
[method: ExplicitConstructor]
public sealed record OfficeLine(
    string Member, string Name, Role Role, string Node, string NodeName, DateTimeOffset Since, DateTimeOffset? Until, DateTimeOffset? EndedAt, string? EndedWhy);

/// <summary>A post that somebody holds, with its place in the tree.</summary>
[method: ExplicitConstructor]
public sealed record OwnOffice(Role Role, string Node, string NodeName, NodeKind Kind, string Path, DateTimeOffset Since, DateTimeOffset? Until);

/// <summary>Who holds what, who held it, and which terms end soon. Throws where the database is away.</summary>
public sealed class OfficeQuery(HubDatabase database)
{
    private const string SelectSql = """
        select o.member, m.name, o.role, o.node, n.name as node_name, o.since, o.until, o.ended_at, o.ended_why
        from office o join member m on m.id = o.member join node n on n.id = o.node

        """;

    private const string RunningSql = SelectSql + """
        where o.node = @Node and o.since <= @Now and (o.until is null or o.until > @Now)
        order by o.role, m.name, m.id limit @Count
        """;

    private const string PastSql = SelectSql + """
        where o.node = @Node and o.until <= @Now
        order by o.until desc, o.role, m.id limit @Count
        """;

    private const string DueSql = SelectSql + """
        where n.path >= @Path and n.path < @PathEnd and n.dissolved_at is null
            and o.ended_at is null and o.until is not null and o.until > @Now and o.until <= @Ahead
        order by o.until, n.path, o.role, m.id limit @Count
        """;

    private const string OfMemberSql = """
        select o.role, o.node, n.name as node_name, n.kind, n.path, o.since, o.until
        from office o join node n on n.id = o.node
        where o.member = @Member and o.since <= @Now and (o.until is null or o.until > @Now) and n.dissolved_at is null
        order by n.path, o.role
        """;

    /// <summary>Posts of the node that run now, at most <see cref="Paging.Most"/>.</summary>
    public Task<IReadOnlyList<OfficeLine>> RunningAsync(string node, DateTimeOffset now, CancellationToken cancellation = default) =>
        database.QueryAsync<OfficeLine>(RunningSql, new { Node = node, Now = now, Count = Paging.Most }, cancellation);

    /// <summary>The last posts of the node that are over.</summary>
    public Task<IReadOnlyList<OfficeLine>> PastAsync(string node, DateTimeOffset now, CancellationToken cancellation = default) =>
        database.QueryAsync<OfficeLine>(PastSql, new { Node = node, Now = now, Count = Paging.Default }, cancellation);

    /// <summary>Terms in the subtree that end up to <paramref name="ahead"/>, the first to end first.</summary>
    public Task<IReadOnlyList<OfficeLine>> DueAsync(
        string path, DateTimeOffset now, DateTimeOffset ahead, CancellationToken cancellation = default) =>
        database.QueryAsync<OfficeLine>(
            DueSql, new { Path = path, PathEnd = Paths.End(path), Now = now, Ahead = ahead, Count = Paging.Most }, cancellation);

    /// <summary>The running posts of a member.</summary>
    public Task<IReadOnlyList<OwnOffice>> OfMemberAsync(string member, DateTimeOffset now, CancellationToken cancellation = default) =>
        database.QueryAsync<OwnOffice>(OfMemberSql, new { Member = member, Now = now }, cancellation);
}

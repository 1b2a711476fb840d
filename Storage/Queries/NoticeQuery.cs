using Dapper;
using Grains.Rules;

namespace Storage.Queries;

/// <summary>A census that runs over a subtree, with how many of the subtree have not answered.</summary>
[method: ExplicitConstructor]
public sealed record WaitingCensus(string Id, string Node, string NodeName, string Title, DateTimeOffset OpenedAt, DateTimeOffset ClosesAt, long Waiting);

/// <summary>A term that ran out by itself.</summary>
[method: ExplicitConstructor]
public sealed record EndedTerm(string Member, string Name, Role Role, string Node, string NodeName, string Path, DateTimeOffset Until);

/// <summary>An open correction of which those who decide were reminded; without whose it is.</summary>
[method: ExplicitConstructor]
public sealed record WaitingCorrection(string Id, string Member, string Field, string Node, string NodeName, string Path, DateTimeOffset RemindedAt);

/// <summary>
/// What notices told of, read back for who was offline: from the rows themselves, so it cannot differ from them. Throws
/// where the database is away.
/// </summary>
public sealed class NoticeQuery(HubDatabase database)
{
    // A census of the node or of one above it asks the node's members too.
    private const string CensusesSql = """
        select c.id, c.node, n.name as node_name, c.title, c.opened_at, c.closes_at,
            (select count(*) from census_line l join node x on x.id = l.node
                where l.census = c.id and l.answer is null and x.path >= @Path and x.path < @PathEnd) as waiting
        from census c join node n on n.id = c.node
        where c.closed_at is null and c.closes_at > @Now and substr(@Path, 1, length(c.path)) = c.path
        order by c.closes_at, c.id limit @Count
        """;

    private const string TermsSql = """
        select o.member, m.name, o.role, o.node, n.name as node_name, n.path, o.until
        from office o join member m on m.id = o.member join node n on n.id = o.node

        """;

    private const string OwnTermsSql = TermsSql + """
        where o.member = @Member and o.ended_why = 'expired' and o.ended_at > @Since
        order by o.ended_at desc, o.role limit @Count
        """;

    private const string TermsBelowSql = TermsSql + """
        where n.path >= @Path and n.path < @PathEnd and n.dissolved_at is null and o.ended_why = 'expired' and o.ended_at > @Since
        order by o.ended_at desc, o.node, o.role, o.member limit @Count
        """;

    private const string CorrectionsSql = """
        select c.id, c.member, c.field, m.node, n.name as node_name, n.path, c.reminded_at
        from correction c join member m on m.id = c.member join node n on n.id = m.node
        where c.state = 'Open' and c.reminded_at is not null and n.path >= @Path and n.path < @PathEnd
        order by c.reminded_at desc, c.id limit @Count
        """;

    public Task<IReadOnlyList<WaitingCensus>> CensusesAsync(string path, DateTimeOffset now, CancellationToken cancellation = default) =>
        database.QueryAsync<WaitingCensus>(CensusesSql, new { Path = path, PathEnd = Paths.End(path), Now = now, Count = Paging.Default }, cancellation);

    public Task<IReadOnlyList<EndedTerm>> OwnTermsAsync(string member, DateTimeOffset since, CancellationToken cancellation = default) =>
        database.QueryAsync<EndedTerm>(OwnTermsSql, new { Member = member, Since = since, Count = Paging.Default }, cancellation);

    public Task<IReadOnlyList<EndedTerm>> TermsAsync(string path, DateTimeOffset since, CancellationToken cancellation = default) =>
        database.QueryAsync<EndedTerm>(TermsBelowSql, new { Path = path, PathEnd = Paths.End(path), Since = since, Count = Paging.Most }, cancellation);

    public Task<IReadOnlyList<WaitingCorrection>> CorrectionsAsync(string path, CancellationToken cancellation = default) =>
        database.QueryAsync<WaitingCorrection>(CorrectionsSql, new { Path = path, PathEnd = Paths.End(path), Count = Paging.Most }, cancellation);
}

using Dapper;

namespace Storage.Queries;

/// <summary>An entry of the audit with the names that its ids stand for today; empty where there are none.</summary>
/// <param name="Actor">Empty where retention has taken the content.</param>
[method: ExplicitConstructor]
public sealed record AuditRow(
    long Id, DateTimeOffset At, string Actor, string ActorName, string Action, string Subject, string SubjectName, string Detail,
    string Place, string PlaceName, long Removed);

/// <summary>What is looked for. <paramref name="Kind"/>: an action or what stands before its dot; empty: everything.</summary>
/// <param name="Path">Path of the node whose subtree is read.</param>
/// <param name="Before">Position below which the page begins; null: from the newest.</param>
public sealed record AuditSearch(string Path, string Kind, DateTimeOffset? From, DateTimeOffset? To, long? Before);

/// <summary>
/// Reads the audit for officers above and for those whom it concerns. What members ask their branch in confidence
/// (<c>consultation.*</c>) is not for offices above: it is left out. Throws where the database is away.
/// </summary>
public sealed class AuditQuery(HubDatabase database)
{
    public const int Page = 50;

    private const string OfSubtreeSql = """
        select a.id, a.at, a.actor, coalesce(who.name, '') as actor_name, a.action, a.subject,
            coalesce(m.name, n.name, g.topic, e.name, c.title, t.member_name, k.member_name, '') as subject_name,
            a.detail, a.place, coalesce(p.name, '') as place_name,
            case when a.salt = '' then 1 else 0 end as removed
        from audit a
        join node p on p.id = a.place
        left join member who on who.id = a.actor
        left join member m on m.id = a.subject
        left join node n on n.id = a.subject
        left join gathering g on g.id = a.subject
        left join enterprise e on e.id = a.subject
        left join census c on c.id = a.subject
        left join transfer t on t.id = a.subject
        left join card k on k.id = a.subject
        where p.path >= @Path and p.path < @PathEnd and a.id < @Before and a.at >= @From and a.at < @To
            and (@Kind = '' or a.action = @Kind or (a.action >= @KindFrom and a.action < @KindEnd))
            and not (a.action >= 'consultation.' and a.action < 'consultation/')
        order by a.id desc limit @Count
        """;

    // A list is looked at by its gathering or by its organisation; of both the member was on the list.
    private const string OfMemberSql = """
        with recursive mine (id, parent) as (
            select n.id, n.parent from node n join member m on m.node = n.id where m.id = @Member
            union all
            select n.id, n.parent from node n join mine on n.id = mine.parent)
        select a.id, a.at, a.actor, coalesce(who.name, '') as actor_name, a.action, a.subject,
            coalesce(n.name, g.topic, '') as subject_name, '' as detail, a.place, coalesce(p.name, '') as place_name, 0 as removed
        from audit a
        left join node p on p.id = a.place
        left join member who on who.id = a.actor
        left join node n on n.id = a.subject
        left join gathering g on g.id = a.subject
        where a.actor <> @Member and a.id < @Before and (a.action like '%.look' or a.action like '%.export')
            and (a.subject = @Member
                or a.subject in (select gathering from roster_line where member = @Member)
                or (a.action in ('people.look', 'people.export') and a.subject in (select id from mine)))
        order by a.id desc limit @Count
        """;

    // Units are no secret; a person is named to those whose audit covers the person's branch.
    private const string NamesSql = """
        select id, name from node where id in @Ids
        union all select id, name from enterprise where id in @Ids
        union all select id, title as name from census where id in @Ids
        union all
        select m.id, m.name from member m join node n on n.id = m.node
        where m.id in @Ids and n.path >= @Path and n.path < @PathEnd
        """;

    private const string NodesSql = "select id, name, path from node where dissolved_at is null and id in @Ids order by path";

    /// <summary>Newest first.</summary>
    public Task<IReadOnlyList<AuditRow>> OfSubtreeAsync(AuditSearch search, CancellationToken cancellation = default) =>
        database.QueryAsync<AuditRow>(
            OfSubtreeSql,
            new
            {
                search.Path,
                PathEnd = Paths.End(search.Path),
                search.Kind,
                KindFrom = search.Kind + ".",
                KindEnd = search.Kind + "/",
                From = search.From?.Ms() ?? 0,
                To = search.To?.Ms() ?? long.MaxValue,
                Before = search.Before ?? long.MaxValue,
                Count = Page,
            },
            cancellation);

    /// <summary>Looks of others at lists with the member on them, newest first, as far as they can be told.</summary>
    public Task<IReadOnlyList<AuditRow>> LooksAtAsync(string member, long? before, int count, CancellationToken cancellation = default) =>
        database.QueryAsync<AuditRow>(
            OfMemberSql, new { Member = member, Before = before ?? long.MaxValue, Count = count }, cancellation);

    /// <summary>Names for the ids among <paramref name="ids"/>, as far as whoever reads the audit below <paramref name="path"/> may know them.</summary>
    public Task<IReadOnlyList<AuditName>> NamesAsync(IReadOnlyCollection<string> ids, string path, CancellationToken cancellation = default) =>
        database.QueryAsync<AuditName>(NamesSql, new { Ids = ids, Path = path, PathEnd = Paths.End(path) }, cancellation);

    /// <summary>Names of the nodes whose audit an officer may read.</summary>
    public Task<IReadOnlyList<AuditNode>> NodesAsync(IReadOnlyCollection<string> ids, CancellationToken cancellation = default) =>
        database.QueryAsync<AuditNode>(NodesSql, new { Ids = ids }, cancellation);
}

/// <summary>What an id stands for.</summary>
public sealed record AuditName(string Id, string Name);

/// <summary>A node by name.</summary>
public sealed record AuditNode(string Id, string Name, string Path);

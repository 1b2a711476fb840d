using Dapper;
using Grains.Rules;

namespace Storage.Queries;

/// <summary>Somebody behind a figure.</summary>
[method: ExplicitConstructor]
public sealed record CountedPerson(string Member, string Name, Category Category, Relation Relation, string NodeName);

/// <summary>People who came onto the rosters of a subtree and who left them, on a day counted from 1970 in the hub's calendar.</summary>
[method: ExplicitConstructor]
public sealed record RosterDay(long Day, long Came, long Gone);

/// <summary>What the counts in memory do not hold: names and history. Throws where the database is away.</summary>
public sealed class StatisticsQuery(HubDatabase database)
{
    private const string PeopleSql = """
        select m.id as member, m.name, m.category, m.relation, n.name as node_name
        from node n join member m on m.node = n.id
        where n.path >= @Path and n.path < @PathEnd and n.dissolved_at is null
            and m.category = @Category and m.relation = @Relation and m.id > @After
        order by m.id limit @Count
        """;

    // Who moves from one roster of the subtree to another came and left on one day: together that is nothing.
    private const string DaysSql = """
        select day, cast(sum(came) as bigint) as came, cast(sum(gone) as bigint) as gone
        from (
            select (s.since + @OffsetMs) / 86400000 as day, count(*) as came, 0 as gone
            from node n join membership s on s.node = n.id
            where n.path >= @Path and n.path < @PathEnd and n.dissolved_at is null and s.kind = 'Home'
            group by (s.since + @OffsetMs) / 86400000
            union all
            select (s.until + @OffsetMs) / 86400000 as day, 0 as came, count(*) as gone
            from node n join membership s on s.node = n.id
            where n.path >= @Path and n.path < @PathEnd and n.dissolved_at is null and s.kind = 'Home' and s.until is not null
            group by (s.until + @OffsetMs) / 86400000
        ) moves
        group by day order by day
        """;

    private const string ConvertedSql = """
        select count(distinct m.id)
        from organisation_change c join member m on m.id = c.subject join node n on n.id = m.node
        where c.kind = 'Standing' and c.at >= @Since and c.from_relation <> 'Registered' and c.to_relation = 'Registered'
            and m.relation = 'Registered' and m.category in ('Full', 'Probationary', 'Disciplined')
            and n.path >= @Path and n.path < @PathEnd and n.dissolved_at is null
        """;

    private const string SeatsSql = """
        select count(distinct s.member)
        from membership s join node n on n.id = s.node
        where s.kind = 'Seat' and s.until is null and n.path >= @Path and n.path < @PathEnd and n.dissolved_at is null
        """;

    /// <summary>A page of the people behind one figure, by id.</summary>
    public Task<IReadOnlyList<CountedPerson>> PeopleAsync(
        string path, Category category, Relation relation, string? after = null, int? count = null, CancellationToken cancellation = default) =>
        database.QueryAsync<CountedPerson>(
            PeopleSql,
            new { Path = path, PathEnd = Paths.End(path), Category = Names.Of(category), Relation = Names.Of(relation), After = after ?? "", Count = Paging.Clamp(count) },
            cancellation);

    /// <summary>The days on which the rosters changed, in today's tree; the first import is a day like any other.</summary>
    public Task<IReadOnlyList<RosterDay>> DaysAsync(string path, TimeSpan offset, CancellationToken cancellation = default) =>
        database.QueryAsync<RosterDay>(
            DaysSql, new { Path = path, PathEnd = Paths.End(path), OffsetMs = (long)offset.TotalMilliseconds }, cancellation);

    /// <summary>Party members who became registered since, and are.</summary>
    public async Task<int> ConvertedAsync(string path, DateTimeOffset since, CancellationToken cancellation = default) =>
        (int)await database.FirstAsync<long>(ConvertedSql, new { Path = path, PathEnd = Paths.End(path), Since = since }, cancellation);

    /// <summary>People who hold a seat.</summary>
    public async Task<int> SeatsAsync(string path, CancellationToken cancellation = default) =>
        (int)await database.FirstAsync<long>(SeatsSql, new { Path = path, PathEnd = Paths.End(path) }, cancellation);
}

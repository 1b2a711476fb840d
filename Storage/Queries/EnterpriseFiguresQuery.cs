using Grains.Statistics;

namespace Storage.Queries;

/// <summary>Figures of the registry of enterprises along the territorial line. Throws where the database is away.</summary>
public sealed class EnterpriseFiguresQuery(HubDatabase database)
{
    // Three full members make a branch due (rules §2). A declaration counts while the person is there.
    private const string FiguresSql = """
        select count(*) as enterprises,
            coalesce(sum(case when e.cover = 'Own' then 1 else 0 end), 0) as own,
            coalesce(sum(case when e.cover = 'Joint' then 1 else 0 end), 0) as joint,
            coalesce(sum(case when e.full_members >= 3 then 1 else 0 end), 0) as due,
            coalesce(sum(case when e.full_members >= 3 and e.cover = 'Own' then 1 else 0 end), 0) as due_founded,
            coalesce(sum(case when e.cover <> 'Own' and e.seat is not null then 1 else 0 end), 0) as seats,
            cast(coalesce(sum(e.staff), 0) as bigint) as staff,
            cast(coalesce(sum(e.declared), 0) as bigint) as declared
        from (
            select r.cover, r.seat, r.staff,
                (select count(*) from enterprise_member d
                    where d.enterprise = r.id and d.ended_at is null and d.category = 'Full') as full_members,
                (select count(*) from enterprise_member d
                    where d.enterprise = r.id and d.ended_at is null and d.category in ('Full', 'Probationary', 'Disciplined')) as declared
            from enterprise r join node n on n.id = r.node
            where r.state = 'Active' and n.dissolved_at is null and n.path >= @Path and n.path < @PathEnd
        ) e
        """;

    /// <summary>The enterprises of the subtree that are in business; null where there is none, so that no ratio has a denominator.</summary>
    public async Task<EnterpriseFigures?> OfAsync(string path, CancellationToken cancellation)
    {
        var row = (await database.FirstAsync<FiguresRow>(FiguresSql, new { Path = path, PathEnd = Paths.End(path) }, cancellation))!;
        return row.Enterprises == 0 ? null : new EnterpriseFigures(
            (int)row.Enterprises, (int)row.Own, (int)row.Joint, (int)row.Due, (int)row.DueFounded, (int)row.Seats, row.Staff, row.Declared);
    }

    private sealed class FiguresRow
    {
        public long Enterprises { get; init; }
        public long Own { get; init; }
        public long Joint { get; init; }
        public long Due { get; init; }
        public long DueFounded { get; init; }
        public long Seats { get; init; }
        public long Staff { get; init; }
        public long Declared { get; init; }
    }
}

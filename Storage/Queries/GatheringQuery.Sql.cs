namespace Storage.Queries;

public sealed partial class GatheringQuery
{
    private const string SelectSql = """
        select g.id, g.node, g.node_path, g.node_name, g.subtree, g.type, g.topic, g.activists, g.summoner, g.summoner_name,
            g.opens_at, g.summoned_at, g.state, g.opened_at, g.closes_at, g.closed_at, g.slow_seconds, g.epoch, g.head,
            (select count(*) from roster_line r where r.gathering = g.id and r.expected = 1) as expected,
            (select count(*) from roster_line r where r.gathering = g.id and r.expected = 1 and exists (
                select 1 from attendance_mark a where a.gathering = g.id and a.member = r.member and a.inside = 1)) as present,
            (select count(*) from roster_line r
                join excuse e on e.gathering = r.gathering and e.member = r.member
                where r.gathering = g.id and r.expected = 1 and not exists (
                    select 1 from attendance_mark a where a.gathering = g.id and a.member = r.member and a.inside = 1)) as excused
        from gathering g

        """;

    // Once frozen the roster decides; before, the member's place in the tree and the categories that attend (rules §1).
    private const string CoveredSql = """
        (
            (g.frozen = 1 and exists (select 1 from roster_line r where r.gathering = g.id and r.member = @Member))
            or (g.frozen = 0 and exists (
                select 1 from member m join node n on n.id = m.node
                where m.id = @Member and n.dissolved_at is null
                    and (n.id = g.node or (g.subtree = 1 and n.path >= g.node_path
                        and n.path < substr(g.node_path, 1, length(g.node_path) - 1) || '0'))
                    and (m.category in ('Full', 'Probationary', 'Disciplined')
                        or (g.activists = 1 and m.category in ('Activist', 'Applicant', 'Candidate')))))
            or (g.frozen = 0 and exists (
                select 1 from membership s join node n on n.id = s.node join member m on m.id = s.member
                where s.member = @Member and s.until is null and s.kind <> 'Home' and n.dissolved_at is null
                    and (n.id = g.node or (g.subtree = 1 and n.path >= g.node_path
                        and n.path < substr(g.node_path, 1, length(g.node_path) - 1) || '0'))
                    and (s.kind = 'Seat' or m.category in ('Full', 'Probationary', 'Disciplined')
                        or (g.activists = 1 and m.category in ('Activist', 'Applicant', 'Candidate')))))
        )

        """;

    private const string InSubtreeSql = "g.node_path >= @Path and g.node_path < @PathEnd ";

    private const string LiveOrder = "order by g.opens_at desc, g.id limit @Count";
    private const string PlannedOrder = "order by g.opens_at, g.id limit @Count";
    private const string RecentOrder = "and g.opens_at < @Before order by g.opens_at desc, g.id limit @Count";

    private const string ByIdSql = SelectSql + "where g.id = @Id";

    private const string CoversSql = "select count(*) from gathering g where g.id = @Id and " + CoveredSql;

    private const string MemberLiveSql = SelectSql + "where g.state = 'Open' and " + CoveredSql + LiveOrder;
    private const string MemberPlannedSql = SelectSql + "where g.state = 'Planned' and " + CoveredSql + PlannedOrder;

    // What is over is frozen: the member's own lines lead straight to it.
    private const string MemberRecentSql = SelectSql + """
        where g.state in ('Closed', 'Signed')
            and g.id in (select r.gathering from roster_line r where r.member = @Member)

        """ + RecentOrder;

    private const string SubtreeLiveSql = SelectSql + "where g.state = 'Open' and " + InSubtreeSql + LiveOrder;
    private const string SubtreePlannedSql = SelectSql + "where g.state = 'Planned' and " + InSubtreeSql + PlannedOrder;
    private const string SubtreeRecentSql =
        SelectSql + "where g.state in ('Closed', 'Signed') and " + InSubtreeSql + RecentOrder;
}

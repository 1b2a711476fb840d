namespace Storage.Gatherings;

public sealed partial class GatheringStore
{
    private const string CreateSql = """
        insert into gathering (
            id, node, node_path, node_name, subtree, type, topic, activists, summoner, summoner_name, opens_at, summoned_at,
            state, opened_at, closes_at, closed_at, slow_seconds, epoch, head, fence, alive_at, frozen)
        values (
            @Id, @Node, @NodePath, @NodeName, @Subtree, @Type, @Topic, @Activists, @Summoner, @SummonerName, @OpensAt, @SummonedAt,
            @State, @OpenedAt, @ClosesAt, @ClosedAt, @SlowSeconds, @Epoch, 0, 0, @SummonedAt, 0)
        on conflict do nothing
        """;

    private const string TakeSql = """
        update gathering set fence = fence + 1 where id = @Gathering
        returning id, node, node_path, node_name, subtree, type, topic, activists, summoner, summoner_name, opens_at,
            summoned_at, state, opened_at, closes_at, closed_at, slow_seconds, epoch, head, fence, alive_at, frozen
        """;

    private const string FreezeFlagSql = "update gathering set frozen = 1 where id = @Id and frozen = 0";

    // Seat holders, guests and instructors have no place on a roster (rules §1); those under disciplinary probation attend.
    private const string FreezeSql = """
        insert into roster_line (gathering, member, name, unit, category, relation, expected, eligible)
        select @Id, m.id, m.name, n.name, m.category, m.relation,
            case when m.category in ('Full', 'Probationary', 'Disciplined') then 1 else 0 end,
            case when m.category = 'Full' and m.relation = 'Registered' then 1 else 0 end
        from member m
        join node n on n.id = m.node
        where n.dissolved_at is null
            and (n.id = @Node or (@Subtree = 1 and n.path >= @Path and n.path < @PathEnd))
            and (m.category in ('Full', 'Probationary', 'Disciplined')
                or (@Activists = 1 and m.category in ('Activist', 'Applicant', 'Candidate')))
        """;

    // A policy of the organisation above lets full members whose formal relation is elsewhere vote (S0-35): marked on
    // the line. Only those on the node's own roster: a guest votes at home.
    private const string GrantSql = """
        update roster_line set eligible = 1, granted = 1
        where gathering = @Id and category = 'Full' and eligible = 0
            and member in (select m.id from member m where m.node = @Node)
            and exists (
                select 1 from vote_policy p
                where p.node = @Node and p.allowed = 1 and p.since <= @OpensAt and p.until > @OpensAt
                    and p.version = (select max(l.version) from vote_policy l where l.node = p.node))
        """;

    // Who belongs beside a home roster: a card and a seat count for no vote here, a seat is not expected either. Who is on
    // the roster by home stays as that.
    private const string FreezeBesideSql = """
        insert into roster_line (gathering, member, name, unit, category, relation, expected, eligible)
        select @Id, m.id, m.name, h.name, m.category, case when s.kind = 'Card' then 'ActivityCard' else m.relation end,
            case when s.kind <> 'Seat' and m.category in ('Full', 'Probationary', 'Disciplined') then 1 else 0 end, 0
        from node n
        join membership s on s.node = n.id and s.until is null and s.kind <> 'Home'
        join member m on m.id = s.member
        join node h on h.id = m.node
        where n.dissolved_at is null
            and (n.id = @Node or (@Subtree = 1 and n.path >= @Path and n.path < @PathEnd))
            and (s.kind = 'Seat' or m.category in ('Full', 'Probationary', 'Disciplined')
                or (@Activists = 1 and m.category in ('Activist', 'Applicant', 'Candidate')))
        order by case when s.kind = 'Seat' then 1 else 0 end
        on conflict do nothing
        """;

    private const string LinesSql = """
        select member, name, unit, category, relation, expected, eligible, granted
        from roster_line where gathering = @Gathering order by member
        """;

    private const string MarksSql =
        "select member, inside, at from attendance_mark where gathering = @Gathering order by id";

    private const string ExcusesSql =
        "select member, reason, excused_by, at from excuse where gathering = @Gathering order by member";

    private const string ReactionsSql =
        "select seq, member, emoji, at from reaction where gathering = @Gathering order by seq, member, emoji";

    private const string RulesSql = "select node, version, text from posting_rules where node in @Nodes order by version desc";

    private const string ConsentsSql = "select node, version, member, at from posting_consent where node in @Nodes";

    private const string FlagsSql = "select seq, member, settled from flag where gathering = @Gathering order by seq, member";

    private const string AppealsSql = """
        select seq, member, text, at, restored, decided_by, decided_at
        from appeal where gathering = @Gathering order by seq
        """;

    private const string PreparedSql = "select form from prepared_poll where gathering = @Gathering order by poll";

    private const string BallotsSql =
        "select poll, member, id, choices from ballot where gathering = @Gathering order by poll, member";

    private const string BallotCountsSql = "select poll, counts from ballot_count where gathering = @Gathering order by poll";

    private const string LatestMinutesSql = """
        select version, at, body, signed_by, signed_by_name, signed_at, reason
        from minutes where gathering = @Gathering order by version desc limit 1
        """;

    private const string EntriesSql = """
        select seq, kind, at, author, client_id, target, body
        from message where gathering = @Gathering and seq > @After order by seq limit @Count
        """;

    private const string DueSql = """
        select member, rule, source, at, reverses
        from award_due where gathering = @Gathering order by at, member, rule, source, reverses limit @Count
        """;

    private const string PendingSql = """
        select id from gathering where (state = 'Planned' and opens_at <= @Now) or state = 'Open'
        union
        select gathering from award_due where at < @DueBefore
        """;
}

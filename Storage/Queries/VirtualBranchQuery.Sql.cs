namespace Storage.Queries;

public sealed partial class VirtualBranchQuery
{
    private const string SelectSql = """
        select v.node as id, n.kind, n.name, v.topic, c.id as county, c.name as county_name, v.founded_at, v.members, v.state, v.seen_at
        from virtual_branch v
        join node n on n.id = v.node
        left join node c on c.id = v.county and c.dissolved_at is null

        """;

    // The youngest first; (founding, id) continues a page.
    private const string PageSql = """
            and (@Search = '' or n.name like @Pattern escape '!' or v.topic like @Pattern escape '!')
            and (v.founded_at < @Before or (v.founded_at = @Before and v.node > @BeforeId))
        order by v.founded_at desc, v.node limit @Count
        """;

    private const string RegisterSql = SelectSql + """
        where v.state = 'Active' and n.kind = @Kind and (@County = '' or v.county = @County)

        """ + PageSql;

    private const string CountySql = SelectSql + """
        where v.state in ('Active', 'Suspended') and n.kind = @Kind and c.path >= @Path and c.path < @PathEnd

        """ + PageSql;

    private const string QueueSql = SelectSql + """
        where v.state in ('Active', 'Suspended') and c.id is null

        """ + PageSql;

    private const string OneSql = SelectSql + "where v.node = @Id and v.state in ('Active', 'Suspended')";

    private const string OwnSql = """
        select v.node as id, n.kind, n.name, v.topic, v.members, v.state,
            case when exists (select 1 from office o where o.node = v.node and o.member = @Member and o.until is null) then 1 else 0 end as leads,
            mine.requested,
            (select count(*) from join_request r where r.node = v.node) as requests,
            case when v.election is not null then 1 else 0 end as electing
        from (
            select node, since as at, 0 as requested from membership where member = @Member and until is null and kind in ('Virtual', 'Life')
            union all
            select node, at, 1 as requested from join_request where member = @Member) mine
        join virtual_branch v on v.node = mine.node
        join node n on n.id = v.node
        where n.dissolved_at is null
        order by mine.requested desc, mine.at, v.node limit @Count
        """;

    private const string RequestsSql = """
        select r.member, m.name, m.category, r.at
        from join_request r join member m on m.id = r.member
        where r.node = @Node and r.at > @After
        order by r.at, r.member limit @Count
        """;

    private const string RequestCountSql = "select count(*) from join_request where node = @Node";

    private const string RosterSql = """
        select s.member, m.name, m.category, h.name as unit, s.since
        from membership s join member m on m.id = s.member join node h on h.id = m.node
        where s.node = @Node and s.until is null and s.kind in ('Virtual', 'Life')
            and s.since >= @Since and (s.since > @Since or s.member > @Member)
        order by s.since, s.member limit @Count
        """;

    private const string RosterSearchSql = """
        select s.member, m.name, m.category, h.name as unit, s.since
        from membership s join member m on m.id = s.member join node h on h.id = m.node
        where s.node = @Node and s.until is null and s.kind in ('Virtual', 'Life')
            and s.since >= @Since and (s.since > @Since or s.member > @Member)
            and m.name like @Pattern escape '!'
        order by s.since, s.member limit @Count
        """;

    private const string HeadcountsSql = """
        select m.category, m.relation, count(*) as own, count(*) as subtree
        from membership s join member m on m.id = s.member
        where s.node = @Node and s.until is null and s.kind in ('Virtual', 'Life')
        group by m.category, m.relation
        order by m.category, m.relation
        """;

    private const string NamesSql = "select id, name from member where id in @Members";

    private const string VersionsSql = """
        select document, version, title_zh, title_en, text_zh, text_en, sha256, effective_at
        from signed_text order by document desc, version desc
        """;

    private const string SignersSql = """
        select
            (select count(distinct member) from membership where kind = 'Virtual' and until is null) as members,
            (select count(distinct o.member) from office o join virtual_branch v on v.node = o.node
                where o.ended_at is null and o.role = 'Secretary' and o.node like 'v-%') as secretaries
        """;

    private const string CountiesSql = """
        select n.id as node, n.name, p.name as above
        from node n left join node p on p.id = n.parent
        where n.kind = 'Committee' and n.dissolved_at is null and n.name like @Pattern escape '!'
        order by length(n.path), n.name, n.id limit @Count
        """;

    private const string ResolveSql = """
        select n.id as node, n.name, p.name as above
        from node n left join node p on p.id = n.parent
        where n.kind = 'Committee' and n.dissolved_at is null and (n.id = @Key or n.region = @Key or n.name = @Key)
        order by length(n.path), n.id limit 1
        """;
}

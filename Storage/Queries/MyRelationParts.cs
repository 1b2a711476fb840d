namespace Storage.Queries;

/// <summary>What the hub holds about a member's relations and cases, for the member's own file. Officers' names stay out.</summary>
internal static class MyRelationParts
{
    public static readonly MyDataPart[] All =
    [
        new("development", "发展历程", ["development", "development_step"], """
            select s.day, s.step, s.evidence, s.reason, s.months, s.at from development_step s where s.member = @Member order by s.version
            """),
        new("transfers", "组织关系转接", ["transfer", "transfer_member"], """
            select t.kind, t.source_name, t.target_name, t.reason, t.note, t.state, t.opened_at, t.submitted_at, t.accepted_at, t.closed_at
            from transfer t where t.member = @Member or t.id in (select x.transfer from transfer_member x where x.member = @Member)
            order by t.opened_at
            """),
        new("transferSteps", "转接经过", ["transfer_step"], """
            select s.transfer, s.seq, s.at, s.action, s.state, s.place, s.note from transfer_step s join transfer t on t.id = s.transfer
            where t.member = @Member order by s.transfer, s.seq
            """),
        new("outreach", "寻访记录", ["outreach"], """
            select o.way, o.note, o.at from outreach o where o.member = @Member order by o.at
            """),
        new("cards", "活动证", ["card"], """
            select home_name, host_name, note, state, asked_at, since, until, ended_at, why from card where member = @Member order by asked_at
            """),
        new("cardDues", "在活动单位交纳的党费", ["card_dues"], """
            select d.month, d.fen, d.at from card_dues d join card c on c.id = d.card where c.member = @Member order by d.month
            """),
        new("duesRoutes", "党费交纳单位", ["dues_route"], """
            select d.month, n.name as organisation from dues_route d join node n on n.id = d.node where d.member = @Member order by d.month
            """),
        new("signatures", "签署的文书", ["signature"], """
            select document, version, sha256, at from signature where member = @Member order by at
            """),
        new("joinRequests", "加入申请", ["join_request"], """
            select n.name as organisation, j.at from join_request j join node n on n.id = j.node where j.member = @Member order by j.at
            """),
        new("elections", "虚拟党支部选举", ["virtual_candidate", "virtual_ballot"], """
            select n.name as organisation, e.opened_at, e.closed_at,
                (select count(*) from virtual_candidate c where c.election = e.id and c.member = @Member) as stood,
                (select count(*) from virtual_ballot b where b.election = e.id and b.member = @Member) as voted
            from virtual_election e join node n on n.id = e.node
            where e.id in (select election from virtual_candidate where member = @Member
                union select election from virtual_ballot where member = @Member)
            order by e.opened_at
            """),
        new("censuses", "组织关系摸排", ["census_line"], """
            select c.title, l.category, l.relation, l.answer, l.evidence, l.answered_at, l.applied_at
            from census_line l join census c on c.id = l.census where l.member = @Member order by c.opened_at
            """),
        new("declared", "单位申报", ["enterprise_member"], """
            select e.name as enterprise, d.name, d.category, d.at, d.ended_at
            from enterprise_member d join enterprise e on e.id = d.enterprise where d.member = @Member order by d.at
            """),
        new("declarations", "身份申报", ["declaration"], """
            select name, category, joined, region, place, employer, phone, note, at, state, answer, decided_at
            from declaration where member = @Member order by at
            """),
        new("privacy", "公开范围", ["privacy"], """
            select audience, changed_at from privacy where member = @Member
            """),
        new("conflicts", "不愿公开的对象", ["privacy_conflict"], """
            select name from privacy_conflict where member = @Member order by name
            """),
    ];
}

using System.Runtime.CompilerServices;
using Dapper;

namespace Storage.Queries;

/// <summary>A part of what the hub holds about a member. <paramref name="Title"/> names its sheet.</summary>
/// <param name="Tables">Tables that it reads for the member: a test holds that none is forgotten.</param>
public sealed record MyDataPart(string Key, string Title, string[] Tables, string Sql);

/// <summary>
/// Everything the hub holds about one member and nothing of others: officers' answers come without their names, an
/// anonymous ballot without its choice (the hub does not hold it). Columns named <c>at</c>, <c>since</c>, <c>until</c> or
/// ending in <c>_at</c> are moments in Unix milliseconds. Throws where the database is away.
/// </summary>
public sealed class MyDataQuery(HubDatabase database)
{
    /// <summary>A new table that holds something about a member adds its line here.</summary>
    public static readonly MyDataPart[] Parts =
    [
        new("profile", "基本信息", ["member"], """
            select m.number, m.name, m.category, m.relation, m.phone, m.joined_on, n.name as organisation, m.created_at, m.locale
            from member m join node n on n.id = m.node where m.id = @Member
            """),
        new("standings", "身份变动", ["organisation_change"], """
            select c.at, c.cause, f.name as from_organisation, c.from_category, c.from_relation, t.name as to_organisation, c.to_category, c.to_relation
            from organisation_change c left join node f on f.id = c.from_node left join node t on t.id = c.to_node
            where c.subject = @Member and c.kind = 'Standing' order by c.seq
            """),
        new("memberships", "所属组织", ["membership"], """
            select n.name as organisation, s.kind, s.since, s.until from membership s join node n on n.id = s.node
            where s.member = @Member order by s.since
            """),
        new("offices", "职务", ["office"], """
            select n.name as organisation, o.role, o.since, o.until from office o join node n on n.id = o.node
            where o.member = @Member order by o.since
            """),
        new("gatherings", "应到名单", ["roster_line"], """
            select g.topic, g.node_name as organisation, g.opens_at, r.name, r.unit, r.category, r.relation, r.expected, r.eligible
            from roster_line r join gathering g on g.id = r.gathering where r.member = @Member order by g.opens_at
            """),
        new("attendance", "进出记录", ["attendance_mark"], """
            select g.topic, a.inside, a.at from attendance_mark a join gathering g on g.id = a.gathering
            where a.member = @Member order by a.id
            """),
        new("excuses", "请假", ["excuse"], """
            select g.topic, e.reason, e.at from excuse e join gathering g on g.id = e.gathering where e.member = @Member order by e.at
            """),
        new("messages", "发言", ["message"], """
            select g.topic, m.seq, m.kind, m.at, m.target, m.body from message m join gathering g on g.id = m.gathering
            where m.author = @Member order by m.at
            """),
        new("reactions", "表态", ["reaction"], """
            select g.topic, r.seq, r.emoji, r.at from reaction r join gathering g on g.id = r.gathering where r.member = @Member order by r.at
            """),
        new("ballots", "投票", ["ballot"], """
            select g.topic, b.poll, case when b.choices is null then 'anonymous' else b.choices end as choices
            from ballot b join gathering g on g.id = b.gathering where b.member = @Member order by b.gathering, b.poll
            """),
        new("flags", "举报的消息", ["flag"], """
            select g.topic, f.seq, f.reason, f.at, f.settled from flag f join gathering g on g.id = f.gathering where f.member = @Member order by f.at
            """),
        new("appeals", "申诉", ["appeal"], """
            select g.topic, a.seq, a.text, a.at, a.restored, a.decided_at from appeal a join gathering g on g.id = a.gathering
            where a.member = @Member order by a.at
            """),
        new("minutes", "签署的纪要", ["minutes"], """
            select g.topic, m.version, m.signed_at from minutes m join gathering g on g.id = m.gathering where m.signed_by = @Member order by m.signed_at
            """),
        new("summons", "召集的闪聚", ["gathering"], """
            select topic, node_name as organisation, opens_at, closed_at from gathering where summoner = @Member order by opens_at
            """),
        new("consents", "同意的发言规则", ["posting_consent"], """
            select n.name as organisation, c.version, c.at from posting_consent c join node n on n.id = c.node where c.member = @Member order by c.at
            """),
        new("points", "积分", ["ledger", "award_due"], """
            select at, rule, points, local_date, reversal from ledger where member = @Member order by seq
            """),
        new("participation", "参与记录", ["participation"], """
            select kind, key, at from participation where member = @Member order by at
            """),
        new("consultations", "咨询", ["consultation", "consultation_mark"], """
            select id, node_name as organisation, topic, subject, opened_at, state, first_reply_at, closed_at, helped
            from consultation where member = @Member order by opened_at
            """),
        new("consultationEntries", "咨询往来", ["consultation_entry"], """
            select e.consultation, e.seq, e.kind, e.at, case when e.author = c.member then 'me' else 'organisation' end as side,
                case when e.author = c.member then e.body else '' end as body
            from consultation_entry e join consultation c on c.id = e.consultation where c.member = @Member order by e.consultation, e.seq
            """),
        new("media", "图片与录音", ["media"], """
            select purpose, content_type, bytes, width, height, seconds, created_at from media where owner = @Member order by created_at
            """),
        new("corrections", "更正申请", ["correction"], """
            select field, was, wanted, reason, filed_at, state, answer, decided_at from correction where member = @Member order by filed_at
            """),
        new("sessions", "登录设备", ["session"], """
            select device, opened_at, expires_at, seen_at from session where member = @Member order by opened_at
            """),
        new("signIn", "登录凭据", ["credential"], """
            select must_change, failures, locked_until as locked_at from credential where member = @Member
            """),
        new("acts", "操作记录", ["audit", "command"], """
            select at, action, detail from audit where actor = @Member order by id
            """),
        .. MyRelationParts.All,
    ];

    /// <summary>The rows of a part, one after the other: the first is the names of the columns.</summary>
    public async IAsyncEnumerable<object?[]> ReadAsync(
        MyDataPart part, string member, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var lease = await database.ReadAsync(cancellation);
        await using var reader = await lease.Connection.ExecuteReaderAsync(
            new CommandDefinition(part.Sql, new { Member = member }, cancellationToken: cancellation));
        var names = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToArray();
        yield return names;
        while (await reader.ReadAsync(cancellation))
        {
            var row = new object?[names.Length];
            for (var column = 0; column < row.Length; column++)
            {
                row[column] = await reader.IsDBNullAsync(column, cancellation) ? null : reader.GetValue(column);
            }

            yield return row;
        }
    }
}

using Dapper;
using Grains.Gatherings;

namespace Storage.Queries;

/// <summary>One gathering in a member's own record.</summary>
/// <param name="Session">Whole seconds the session lasted.</param>
/// <param name="Seconds">Whole seconds the member was inside.</param>
public sealed record FigureRow(
    string Gathering, string Topic, GatheringType Type, string NodeName, DateTimeOffset OpensAt, bool Expected, Presence Presence,
    DateTimeOffset? FirstIn, int Session, int Seconds, int Messages);

/// <summary>A member's own figures: what is counted of them. Throws where the database is away.</summary>
public sealed class FiguresQuery(HubDatabase database)
{
    private const string GatheringsSql = """
        select g.id, g.topic, g.type, g.node_name, g.opens_at, r.expected,
            coalesce(g.opened_at, g.opens_at) as opened, coalesce(g.closed_at, g.alive_at) as ended,
            case when e.member is null then 0 else 1 end as excused,
            (select count(*) from message m
                where m.gathering = g.id and m.author = @Member and m.client_id is not null and m.kind = 'Message'
                    and not exists (
                        select 1 from message h where h.gathering = m.gathering and h.target = m.seq and h.kind = 'Hidden')) as messages
        from roster_line r
        join gathering g on g.id = r.gathering
        left join excuse e on e.gathering = g.id and e.member = @Member
        where r.member = @Member and g.opens_at < @Before
        order by g.opens_at desc, g.id limit @Count
        """;

    private const string MarksSql = """
        select gathering, inside, at from attendance_mark
        where member = @Member and gathering in (
            select g.id from roster_line r join gathering g on g.id = r.gathering
            where r.member = @Member and g.opens_at < @Before
            order by g.opens_at desc, g.id limit @Count)
        order by id
        """;

    /// <summary>A page of the member's gatherings, the latest first; <paramref name="before"/> is the last page's last opening.</summary>
    public async Task<IReadOnlyList<FigureRow>> AttendanceAsync(
        string member, DateTimeOffset? before = null, int? count = null, CancellationToken cancellation = default)
    {
        var page = new { Member = member, Before = (before ?? DateTimeOffset.MaxValue).Ms(), Count = Paging.Clamp(count) };
        var gatherings = await database.QueryAsync<Row>(GatheringsSql, page, cancellation);
        var marks = (await database.QueryAsync<Mark>(MarksSql, page, cancellation)).ToLookup(mark => mark.Gathering);
        return [.. gatherings.Select(row => row.Figure(marks[row.Id]))];
    }

    [method: ExplicitConstructor]
    private sealed record Mark(string Gathering, long Inside, DateTimeOffset At);

    [method: ExplicitConstructor]
    private sealed record Row(
        string Id, string Topic, GatheringType Type, string NodeName, DateTimeOffset OpensAt, long Expected, DateTimeOffset Opened,
        DateTimeOffset Ended, long Excused, long Messages)
    {
        public FigureRow Figure(IEnumerable<Mark> marks)
        {
            var intervals = new Intervals(Opened, Ended);
            foreach (var mark in marks)
            {
                intervals.Add(mark.Inside != 0, mark.At);
            }

            var seconds = intervals.Finish();
            var presence = intervals.Came ? Presence.Present : Excused != 0 ? Presence.Excused : Presence.Absent;
            var session = Ended > Opened ? Ended - Opened : TimeSpan.Zero;
            return new FigureRow(
                Id, Topic, Type, NodeName, OpensAt, Expected != 0, presence, intervals.FirstIn, (int)session.TotalSeconds, seconds,
                (int)Messages);
        }
    }
}

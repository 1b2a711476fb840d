using System.Runtime.CompilerServices;
using Dapper;
using Grains.Gatherings;
using Grains.Rules;
using Storage.Gatherings;

namespace Storage.Queries;

/// <summary>One line of the attendance list.</summary>
/// <param name="Expected">Counts in 应到.</param>
/// <param name="Present">Present, excused or absent; for those not expected, whether they came.</param>
/// <param name="Seconds">Whole seconds inside, clipped to the session.</param>
/// <param name="Messages">Messages written, hidden ones left out.</param>
/// <param name="Reason">Of the excuse, where there is one.</param>
public sealed record AttendanceRow(
    string Member, string Name, string Unit, Category Category, Relation Relation, bool Expected, bool Eligible, Presence Presence,
    DateTimeOffset? FirstIn, DateTimeOffset? LastOut, int Seconds, int Messages, string? Reason);

/// <summary>The attendance list of a gathering, computed from marks. Throws where the database is away.</summary>
public sealed class AttendanceQuery(HubDatabase database)
{
    // One row a mark, those of a member together and in order; a member without marks gives one row.
    private const string Sql = """
        select r.member, r.name, r.unit, r.category, r.relation, r.expected, r.eligible, a.inside, a.at, e.reason,
            (select count(*) from message m
                where m.gathering = r.gathering and m.author = r.member and m.client_id is not null and m.kind = 'Message'
                    and not exists (
                        select 1 from message h
                        where h.gathering = m.gathering and h.target = m.seq and h.kind = 'Hidden')) as messages
        from roster_line r
        left join attendance_mark a on a.gathering = r.gathering and a.member = r.member
        left join excuse e on e.gathering = r.gathering and e.member = r.member
        where r.gathering = @Gathering
        order by r.unit, r.name, r.member, a.id
        """;

    private const string SessionSql = """
        select coalesce(opened_at, opens_at) as opened, coalesce(closed_at, alive_at) as ended
        from gathering where id = @Gathering
        """;

    /// <summary>Every line of the frozen roster, ordered by unit and name, streamed; empty before the roster is frozen.</summary>
    public async IAsyncEnumerable<AttendanceRow> RowsAsync(
        string gathering, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var lease = await database.ReadAsync(cancellation);
        var parameters = new { Gathering = gathering };
        var session = await lease.Connection.QueryFirstOrDefaultAsync<SessionSpan>(
            new CommandDefinition(SessionSql, parameters, cancellationToken: cancellation));
        if (session is null)
        {
            yield break;
        }

        Line? line = null;
        var intervals = new Intervals(session.Opened, session.Ended);
        await foreach (var row in lease.Connection.QueryUnbufferedAsync<Line>(Sql, parameters).WithCancellation(cancellation))
        {
            if (line is not null && line.Member != row.Member)
            {
                yield return line.Finish(intervals);
                intervals = new Intervals(session.Opened, session.Ended);
            }

            line = row;
            if (row is { Inside: { } inside, At: { } at })
            {
                intervals.Add(inside != 0, at);
            }
        }

        if (line is not null)
        {
            yield return line.Finish(intervals);
        }
    }

    [method: ExplicitConstructor]
    private sealed record SessionSpan(DateTimeOffset Opened, DateTimeOffset Ended);

    [method: ExplicitConstructor]
    private sealed record Line(
        string Member, string Name, string Unit, Category Category, Relation Relation, long Expected, long Eligible, long? Inside,
        DateTimeOffset? At, string? Reason, long Messages)
    {
        public AttendanceRow Finish(Intervals intervals)
        {
            var seconds = intervals.Finish();
            var presence = intervals.Came ? Presence.Present : Reason is not null ? Presence.Excused : Presence.Absent;
            return new AttendanceRow(
                Member, Name, Unit, Category, Relation, Expected != 0, Eligible != 0, presence, intervals.FirstIn, intervals.LastOut,
                seconds, (int)Messages, Reason);
        }
    }
}

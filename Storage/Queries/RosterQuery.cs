using Dapper;
using Grains.Gatherings;
using Grains.Rules;
using Storage.Gatherings;

namespace Storage.Queries;

/// <summary>Pages of a frozen roster with how each member attended. Throws where the database is away.</summary>
public sealed class RosterQuery(HubDatabase database)
{
    // Keyset paging by member: a page costs the same wherever it stands.
    private const string LinesSql = """
        select r.member, r.name, r.unit, r.category, r.relation, r.expected, r.eligible, r.granted, e.reason,
            (select count(*) from message m
                where m.gathering = r.gathering and m.author = r.member and m.client_id is not null and m.kind = 'Message') as messages
        from roster_line r
        left join excuse e on e.gathering = r.gathering and e.member = r.member
        where r.gathering = @Gathering and r.member > @After
            and (@Only = '' or (r.expected = 1 and @Only =
                case when exists (select 1 from attendance_mark a
                        where a.gathering = r.gathering and a.member = r.member and a.inside = 1) then 'Present'
                    when e.member is not null then 'Excused'
                    else 'Absent' end))
        order by r.member limit @Count
        """;

    private const string MarksSql = """
        select member, inside, at from attendance_mark
        where gathering = @Gathering and member in @Members order by id
        """;

    /// <summary>Lines after the member <paramref name="after"/>, ordered by member id, at most <paramref name="count"/>.</summary>
    public async Task<IReadOnlyList<RosterStatus>> PageAsync(
        GatheringSummary gathering, string? after, int count, Presence? only, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(gathering);
        var id = gathering.Charter.Id;
        var lines = await database.QueryAsync<LineRow>(
            LinesSql,
            new { Gathering = id, After = after ?? "", Only = only is { } wanted ? Names.Of(wanted) : "", Count = Paging.Clamp(count) },
            cancellation);
        if (lines.Count == 0)
        {
            return [];
        }

        var members = lines.Select(static line => line.Member).ToArray();
        var marks = (await database.QueryAsync<MarkRow>(MarksSql, new { Gathering = id, Members = members }, cancellation))
            .ToLookup(static mark => mark.Member);
        var opened = gathering.Terms.OpenedAt ?? gathering.Charter.OpensAt;
        var ended = gathering.Terms.ClosedAt ?? gathering.Terms.ClosesAt;
        return [.. lines.Select(line => line.Status(marks[line.Member], new Intervals(opened, ended)))];
    }

    [method: ExplicitConstructor]
    private sealed record LineRow(
        string Member, string Name, string Unit, Category Category, Relation Relation, long Expected, long Eligible, long Granted, string? Reason,
        long Messages)
    {
        public RosterStatus Status(IEnumerable<MarkRow> marks, Intervals intervals)
        {
            var inside = false;
            foreach (var mark in marks)
            {
                inside = mark.Inside != 0;
                intervals.Add(inside, mark.At);
            }

            var seconds = intervals.Finish();
            var presence = intervals.Came ? Presence.Present : Reason is not null ? Presence.Excused : Presence.Absent;
            var line = new RosterLine(Member, Name, Unit, Category, Relation, Expected != 0, Eligible != 0) { Granted = Granted != 0 };
            return new RosterStatus(line, presence, inside, intervals.FirstIn, seconds, (int)Messages, Reason);
        }
    }
}

using Dapper;

namespace Storage.Queries;

/// <summary>One minute of a gathering. <paramref name="Inside"/>: members inside at the minute's end.</summary>
public readonly record struct TimelineMinute(DateTimeOffset At, int Messages, int Inside);

/// <summary>Participation over time, for charts. Throws where the database is away.</summary>
public sealed class TimelineQuery(HubDatabase database)
{
    private const long MinuteMs = 60_000;
    /// <summary>A gathering lasts four hours at most; a day is a bound nobody meets.</summary>
    private const int MostMinutes = 24 * 60;

    private const string SpanSql = """
        select coalesce(opened_at, opens_at) as opened, coalesce(closed_at, alive_at) as ended
        from gathering where id = @Gathering
        """;

    private const string MessagesSql = """
        select at / 60000 as minute, count(*) as number
        from message where gathering = @Gathering and kind = 'Message'
        group by at / 60000
        """;

    // Marks are the union over devices, so ins and outs of a member alternate and their difference is who is inside.
    private const string MovesSql = """
        select at / 60000 as minute, cast(sum(case when inside = 1 then 1 else -1 end) as bigint) as number
        from attendance_mark where gathering = @Gathering
        group by at / 60000 order by minute
        """;

    /// <summary>Every minute from opening to closing (or to the last sign of life), empty ones too.</summary>
    public async Task<IReadOnlyList<TimelineMinute>> OfAsync(string gathering, CancellationToken cancellation = default)
    {
        using var lease = await database.ReadAsync(cancellation);
        CommandDefinition Command(string sql) => new(sql, new { Gathering = gathering }, cancellationToken: cancellation);

        var span = await lease.Connection.QueryFirstOrDefaultAsync<Span>(Command(SpanSql));
        if (span is null)
        {
            return [];
        }

        var messages = (await lease.Connection.QueryAsync<PerMinute>(Command(MessagesSql))).ToDictionary(row => row.Minute, row => row.Number);
        var moves = (await lease.Connection.QueryAsync<PerMinute>(Command(MovesSql))).AsList();
        var first = span.Opened / MinuteMs;
        var last = Math.Min(Math.Max(span.Ended / MinuteMs, first), first + MostMinutes - 1);
        var minutes = new List<TimelineMinute>((int)(last - first + 1));
        long inside = 0;
        var next = 0;
        for (var minute = first; minute <= last; minute++)
        {
            for (; next < moves.Count && moves[next].Minute <= minute; next++)
            {
                inside += moves[next].Number;
            }

            minutes.Add(new TimelineMinute((minute * MinuteMs).Moment(), (int)messages.GetValueOrDefault(minute), (int)inside));
        }

        return minutes;
    }

    [method: ExplicitConstructor]
    private sealed record Span(long Opened, long Ended);

    [method: ExplicitConstructor]
    private sealed record PerMinute(long Minute, long Number);
}

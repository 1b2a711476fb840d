using Dapper;

namespace Storage.Queries;

/// <summary>How long the members of a desk wait for a first reply: numbers only.</summary>
/// <param name="Asked">Consultations opened in the period.</param>
/// <param name="Replied">Those of them that have a first reply.</param>
/// <param name="InTime">Those of them whose first reply came within the limit.</param>
/// <param name="Median">Of the replied; null where there is none. Nearest rank, as is <paramref name="P90"/>.</param>
/// <param name="Waiting">Waiting for an answer now, whenever opened.</param>
/// <param name="Overdue">Those of the waiting that wait longer than the limit.</param>
public sealed record ConsultationFigures(
    int Asked, int Replied, int InTime, TimeSpan? Median, TimeSpan? P90, int Waiting, int Overdue);

/// <summary>Figures of a desk's consultations. Throws where the database is away.</summary>
public sealed class ConsultationFiguresQuery(HubDatabase database)
{
    private const string RepliesSql = """
        select opened_at, first_reply_at from consultation
        where node = @Node and head > 0 and opened_at >= @Since
        """;

    // Who has moved on waits no more.
    private const string WaitingSql = """
        select waiting_since from consultation c
        where c.node = @Node and c.head > 0 and c.state <> 'Closed' and c.waiting_since is not null and exists (
            select 1 from member asker join node own on own.id = asker.node join node d on d.id = c.node
            where asker.id = c.member and substr(own.path, 1, length(d.path)) = d.path)
        """;

    public async Task<ConsultationFigures> OfAsync(
        string node, DateTimeOffset since, DateTimeOffset now, TimeSpan limit, CancellationToken cancellation = default)
    {
        var rows = await database.QueryAsync<Reply>(RepliesSql, new { Node = node, Since = since }, cancellation);
        var waiting = await database.QueryAsync<long>(WaitingSql, new { Node = node }, cancellation);
        var waits = rows.Where(static r => r.FirstReplyAt is not null).Select(static r => r.FirstReplyAt!.Value - r.OpenedAt).Order().ToArray();
        return new ConsultationFigures(
            rows.Count, waits.Length, waits.Count(w => w <= limit), Rank(waits, 50), Rank(waits, 90),
            waiting.Count, waiting.Count(w => now - w.Moment() > limit));
    }

    private static TimeSpan? Rank(TimeSpan[] sorted, int percent) =>
        sorted.Length == 0 ? null : sorted[(((sorted.Length * percent) + 99) / 100) - 1];

    private sealed class Reply
    {
        public DateTimeOffset OpenedAt { get; set; }
        public DateTimeOffset? FirstReplyAt { get; set; }
    }
}

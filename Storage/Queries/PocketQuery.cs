using Dapper;
using Grains.Transfers;

namespace Storage.Queries;

/// <summary>A letter that was issued and not presented. <paramref name="Sought"/>: how often somebody went to see the member.</summary>
[method: ExplicitConstructor]
public sealed record PocketRow(
    string Id, string MemberName, string SourceName, string TargetName, TransferState State, DateTimeOffset IssuedAt, DateTimeOffset? LetterUntil, long Sought,
    DateTimeOffset? SoughtAt);

/// <summary>Somebody was sought: a line of the list on a case's page.</summary>
[method: ExplicitConstructor]
public sealed record OutreachRow(DateTimeOffset At, OutreachWay Way, string Note, string MadeByName);

/// <summary>Figures of a subtree.</summary>
/// <param name="Counts">Letters not presented for 30, 60 and 90 days and more; each stands in the last that fits.</param>
/// <param name="Visits">How often somebody was sought.</param>
/// <param name="Returned">Members who were sought and whose relation was taken in afterwards.</param>
/// <param name="NeverStarted">Members whose relation is elsewhere and who never began a transfer.</param>
/// <param name="LongAway">Those of them who have been here for six months and longer.</param>
/// <param name="Elsewhere">Members whose relation is elsewhere now; <paramref name="Converted"/>: became registered by a transfer.</param>
public sealed record PocketFigures(int[] Counts, int Visits, int Returned, int NeverStarted, int LongAway, int Elsewhere, int Converted);

/// <summary>Letters in pockets, the outreach to those who hold them, and those who never began (B5). Throws where the database is away.</summary>
public sealed class PocketQuery(HubDatabase database)
{
    // An expired letter stays on the list until its member begins anew.
    private const string OpenSql = """
        from transfer t join node s on s.id = t.source
        where s.path >= @Path and s.path < @PathEnd and t.issued_at is not null and t.received_at is null
            and (t.state = 'InTransit' or (t.state = 'Expired' and not exists (
                select 1 from transfer later where later.member = t.member and later.opened_at > t.opened_at)))
        """;

    private const string ListSql = """
        select t.id, t.member_name, t.source_name, t.target_name, t.state, t.issued_at, t.letter_until,
            (select count(*) from outreach o where o.transfer = t.id) as sought,
            (select max(o.at) from outreach o where o.transfer = t.id) as sought_at

        """ + OpenSql + " order by t.issued_at, t.id limit @Count";

    private const string IssuedSql = "select t.issued_at " + OpenSql;

    private const string VisitsSql = """
        select count(*) from outreach o join node s on s.id = o.node where s.path >= @Path and s.path < @PathEnd
        """;

    private const string ReturnedSql = """
        select count(distinct o.member) from outreach o join node s on s.id = o.node
        where s.path >= @Path and s.path < @PathEnd and exists (
            select 1 from transfer_member m join transfer t on t.id = m.transfer where m.member = o.member and t.received_at >= o.at)
        """;

    private const string ElsewhereSql = """
        select count(*) as elsewhere,
            cast(coalesce(sum(case when begun > 0 then 0 else 1 end), 0) as bigint) as never,
            cast(coalesce(sum(case when begun > 0 then 0 when since <= @LongAgo then 1 else 0 end), 0) as bigint) as long_away
        from (
            select (select count(*) from transfer_member t where t.member = m.id) as begun,
                (select h.since from membership h where h.member = m.id and h.kind = 'Home' and h.until is null) as since
            from member m join node n on n.id = m.node
            where n.path >= @Path and n.path < @PathEnd and m.category in ('Full', 'Probationary', 'Disciplined')
                and m.relation in ('TemporaryLetter', 'Pocket', 'Unknown')) members
        """;

    private const string ConvertedSql = """
        select count(*) from transfer t join node n on n.id = t.target
        where n.path >= @Path and n.path < @PathEnd and t.kind = 'In' and t.accepted_at is not null
        """;

    private const string OutreachSql =
        "select at, way, note, made_by_name from outreach where transfer = @Id order by at, id limit @Count";

    public Task<IReadOnlyList<PocketRow>> ListAsync(string path, CancellationToken cancellation = default) =>
        database.QueryAsync<PocketRow>(ListSql, new { Path = path, PathEnd = Paths.End(path), Count = Paging.Most }, cancellation);

    public async Task<PocketFigures> FiguresAsync(string path, DateTimeOffset now, CancellationToken cancellation = default)
    {
        var under = new { Path = path, PathEnd = Paths.End(path), LongAgo = now.AddDays(-TransferLimits.LongAwayDays) };
        var issued = await database.QueryAsync<long>(IssuedSql, under, cancellation);
        var counts = new int[TransferLimits.PocketDays.Length];
        foreach (var at in issued)
        {
            var days = (now - at.Moment()).TotalDays;
            var bar = Array.FindLastIndex(TransferLimits.PocketDays, limit => days >= limit);
            if (bar >= 0)
            {
                counts[bar]++;
            }
        }

        var elsewhere = (await database.FirstAsync<ElsewhereRow>(ElsewhereSql, under, cancellation))!;
        return new PocketFigures(
            counts,
            (int)await database.FirstAsync<long>(VisitsSql, under, cancellation),
            (int)await database.FirstAsync<long>(ReturnedSql, under, cancellation),
            (int)elsewhere.Never,
            (int)elsewhere.LongAway,
            (int)elsewhere.Elsewhere,
            (int)await database.FirstAsync<long>(ConvertedSql, under, cancellation));
    }

    public Task<IReadOnlyList<OutreachRow>> OutreachAsync(string id, CancellationToken cancellation = default) =>
        database.QueryAsync<OutreachRow>(OutreachSql, new { Id = id, Count = Paging.Most }, cancellation);

    private sealed class ElsewhereRow
    {
        public long Elsewhere { get; set; }
        public long Never { get; set; }
        public long LongAway { get; set; }
    }
}

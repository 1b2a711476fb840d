using System.Data.Common;
using Dapper;

namespace Storage.Audit;

/// <summary>
/// Walks over the whole chain, page by page, also while hubs append to it, and hashes every row again. Memory does not
/// grow with the audit. Throws <see cref="DbException"/> while the database is away.
/// </summary>
public sealed class AuditVerifier(HubDatabase database)
{
    /// <summary>Rows read at once; no snapshot is held longer than one page takes.</summary>
    private const int Page = 5_000;

    private const string PageSql = """
        select id, at, actor, action, subject, detail, place, salt, digest, hash
        from audit where id > @After order by id limit @Count
        """;

    private const string HeadSql = "select id, hash from audit_head";

    /// <param name="expected">A head noted earlier: its row must still be in the chain. Null: not asked.</param>
    /// <param name="told">Told the rows read so far.</param>
    public async Task<AuditVerdict> RunAsync(string? expected = null, Action<long>? told = null, CancellationToken cancellation = default)
    {
        // Read first: the chain only grows, so it must reach at least this far.
        var head = (await database.FirstAsync<HeadRow>(HeadSql, null, cancellation))!;
        var removals = await AuditRemovals.ReadAsync(database, cancellation);
        var (previous, last, removed) = (AuditHash.Zero, 0L, 0L);
        var found = expected is null || Same(expected, AuditHash.Zero);
        while (true)
        {
            var page = await database.QueryAsync<Row>(PageSql, new { After = last, Count = Page }, cancellation);
            foreach (var row in page)
            {
                if (Break(row, previous, last + 1, removals) is { } broken)
                {
                    return new AuditVerdict(last, removed, previous, broken);
                }

                (previous, last) = (row.Hash, row.Id);
                removed += row.IsRemoved ? 1 : 0;
                found |= expected is not null && Same(expected, previous);
                if (last == head.Id && previous != head.Hash)
                {
                    return new AuditVerdict(last, removed, previous, new AuditBreak(last, "head"));
                }
            }

            told?.Invoke(last);
            if (page.Count < Page)
            {
                break;
            }
        }

        var end = last < head.Id || !found ? new AuditBreak(last + 1, "tail") : null;
        return new AuditVerdict(last, removed, previous, end);
    }

    private static AuditBreak? Break(Row row, string previous, long expected, AuditRemovals removals)
    {
        if (row.Id != expected)
        {
            return new AuditBreak(expected, "missing");
        }

        if (row.IsRemoved ? !removals.Cover(row.Action, row.At)
            : AuditHash.Digest(row.Salt, row.Actor, row.Subject, row.Detail) != row.Digest)
        {
            return new AuditBreak(expected, row.IsRemoved ? "removed" : "content");
        }

        return AuditHash.Link(previous, row.Id, row.At, row.Action, row.Place, row.Digest) == row.Hash
            ? null
            : new AuditBreak(expected, "link");
    }

    private static bool Same(string one, string other) => string.Equals(one.Trim(), other, StringComparison.OrdinalIgnoreCase);

    private sealed record HeadRow(long Id, string Hash);

    private sealed record Row(
        long Id, long At, string Actor, string Action, string Subject, string Detail, string Place, string Salt, string Digest, string Hash)
    {
        public bool IsRemoved => Salt.Length == 0 && Actor.Length == 0 && Subject.Length == 0 && Detail.Length == 0;
    }
}

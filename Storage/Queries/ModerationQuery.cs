using Grains.Gatherings;
using Storage.Gatherings;

namespace Storage.Queries;

/// <summary>What officers did to messages and members of a gathering. Throws where the database is away.</summary>
public sealed class ModerationQuery(HubDatabase database)
{
    private const string AboutSql = """
        select seq, kind, at, author, client_id, target, body
        from message
        where gathering = @Gathering and kind in ('Hidden', 'Restored', 'Edited') and target in @Targets order by seq
        """;

    private const string MutesSql = """
        select seq, kind, at, author, client_id, target, body
        from message where gathering = @Gathering and kind in ('Muted', 'Unmuted') order by seq desc
        """;

    /// <summary>What a page of the log may not tell any more: read after the page, so that nothing slips through.</summary>
    public async Task<Retractions> AboutAsync(string gathering, IReadOnlyList<Entry> page, CancellationToken cancellation = default)
    {
        var retractions = new Retractions();
        long[] targets = [.. page.Select(static e => e.Seq).Concat(page.Select(static e => e.Target).OfType<long>()).Distinct()];
        if (targets.Length > 0)
        {
            foreach (var row in await database.QueryAsync<EntryRow>(AboutSql, new { Gathering = gathering, Targets = targets }, cancellation))
            {
                retractions.Note(row.Entry);
            }
        }

        return retractions;
    }

    /// <summary>The edits of one message, oldest first, and whether it is hidden.</summary>
    public async Task<(bool Hidden, IReadOnlyList<Entry> Edits)> OfAsync(string gathering, long seq, CancellationToken cancellation = default)
    {
        var about = (await database.QueryAsync<EntryRow>(AboutSql, new { Gathering = gathering, Targets = new[] { seq } }, cancellation))
            .Select(static row => row.Entry).ToList();
        var last = about.FindLast(static e => e.Kind is EntryKind.Hidden or EntryKind.Restored);
        return (last?.Kind == EntryKind.Hidden, [.. about.Where(static e => e.Kind == EntryKind.Edited)]);
    }

    /// <summary>Whether the member may not post now.</summary>
    public async Task<bool> IsMutedAsync(string gathering, string member, CancellationToken cancellation = default) =>
        (await database.QueryAsync<EntryRow>(MutesSql, new { Gathering = gathering }, cancellation))
            .Select(static row => row.Entry)
            .FirstOrDefault(entry => entry.Subject == member)?.Kind == EntryKind.Muted;
}

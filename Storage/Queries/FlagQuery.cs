using Grains.Gatherings;
using Storage.Gatherings;

namespace Storage.Queries;

/// <summary>What officers have to decide on: flagged messages and appeals, with the text as it stood. Throws where the database is away.</summary>
public sealed class FlagQuery(HubDatabase database)
{
    private const string FlagsSql = """
        select f.seq, f.reason, f.at, f.settled, m.kind, m.at as written, m.author, m.client_id, m.target, m.body
        from flag f
        join message m on m.gathering = f.gathering and m.seq = f.seq
        where f.gathering = @Gathering
        order by f.seq, f.at
        """;

    private const string AppealsSql = """
        select a.seq, a.text, a.at, a.restored, a.decided_at, h.author as hidden_by, h.body as hidden_body, m.body
        from appeal a
        join message m on m.gathering = a.gathering and m.seq = a.seq
        join message h on h.gathering = a.gathering and h.kind = 'Hidden' and h.target = a.seq
        where a.gathering = @Gathering
        order by a.seq
        """;

    private const string EditsSql = """
        select seq, kind, at, author, client_id, target, body
        from message
        where gathering = @Gathering and kind = 'Edited' and target in (
            select seq from flag where gathering = @Gathering union select seq from appeal where gathering = @Gathering)
        order by seq
        """;

    /// <summary>Flagged messages by seq, each with the reasons given; who flagged is not told.</summary>
    public async Task<IReadOnlyList<FlaggedMessage>> FlagsAsync(string gathering, CancellationToken cancellation = default)
    {
        var flags = await database.QueryAsync<FlaggedRow>(FlagsSql, new { Gathering = gathering }, cancellation);
        var edits = await EditsAsync(gathering, cancellation);
        return
        [
            .. flags.GroupBy(static row => row.Seq)
                .Select(rows => new FlaggedMessage(
                    edits.TryGetValue(rows.Key, out var edit) ? rows.First().Entry.ChangedBy(edit) : rows.First().Entry,
                    [.. rows.Select(static row => row.Reason)],
                    rows.Max(static row => row.At),
                    rows.Any(static row => row.Settled is null) ? null : rows.Last().Settled)),
        ];
    }

    /// <summary>Appeals by seq.</summary>
    public async Task<IReadOnlyList<AppealedMessage>> AppealsAsync(string gathering, CancellationToken cancellation = default)
    {
        var appeals = await database.QueryAsync<AppealedRow>(AppealsSql, new { Gathering = gathering }, cancellation);
        var edits = await EditsAsync(gathering, cancellation);
        return [.. appeals.Select(row => edits.TryGetValue(row.Seq, out var edit) ? row.Appeal with { Text = edit.Text ?? "" } : row.Appeal)];
    }

    // The latest edit of each message that was flagged or appealed for.
    private async Task<Dictionary<long, Entry>> EditsAsync(string gathering, CancellationToken cancellation)
    {
        var latest = new Dictionary<long, Entry>();
        foreach (var row in await database.QueryAsync<EntryRow>(EditsSql, new { Gathering = gathering }, cancellation))
        {
            latest[row.Entry.Target!.Value] = row.Entry;
        }

        return latest;
    }
}

/// <summary>A flagged message; <paramref name="Settled"/> is null while an officer has to decide.</summary>
public sealed record FlaggedMessage(Entry Message, string[] Reasons, DateTimeOffset At, string? Settled);

/// <summary>An appeal with the message as it stood and why it was hidden.</summary>
/// <param name="Restored">Null while an officer has to decide.</param>
public sealed record AppealedMessage(
    long Seq, string Author, string Text, ClipKind? Clip, string Appeal, DateTimeOffset At, string? HiddenBy, string HiddenWhy, bool? Restored);

[method: Dapper.ExplicitConstructor]
internal sealed record FlaggedRow(
    long Seq, string Reason, DateTimeOffset At, string? Settled, EntryKind Kind, DateTimeOffset Written, string? Author, string? ClientId, long? Target, string Body)
{
    public Entry Entry => new EntryRow(Seq, Kind, Written, Author, ClientId, Target, Body).Entry;
}

[method: Dapper.ExplicitConstructor]
internal sealed record AppealedRow(
    long Seq, string Text, DateTimeOffset At, long? Restored, DateTimeOffset? DecidedAt, string? HiddenBy, string HiddenBody, string Body)
{
    public AppealedMessage Appeal
    {
        get
        {
            var (message, hidden) = (EntryBody.Read(Body), EntryBody.Read(HiddenBody));
            return new AppealedMessage(
                Seq, message.AuthorName ?? "", message.Text ?? "", message.Clip?.Kind, Text, At, HiddenBy, hidden.Text ?? "", Restored is null ? null : Restored != 0);
        }
    }
}

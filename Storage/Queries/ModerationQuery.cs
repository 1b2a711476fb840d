using Grains.Gatherings;
using Storage.Gatherings;

namespace Storage.Queries;

/// <summary>What officers did to messages and members of a gathering. Throws where the database is away.</summary>
public sealed class ModerationQuery(HubDatabase database)
{
    private const string HiddenSql = """
        select target from message
        where gathering = @Gathering and kind = 'Hidden' and target >= @First and target <= @Last
        """;

    private const string MutesSql = """
        select seq, kind, at, author, client_id, target, body
        from message where gathering = @Gathering and kind in ('Muted', 'Unmuted') order by seq desc
        """;

    /// <summary>Seqs of the hidden messages from <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    public async Task<IReadOnlySet<long>> HiddenAsync(
        string gathering, long first, long last, CancellationToken cancellation = default) =>
        (await database.QueryAsync<long>(HiddenSql, new { Gathering = gathering, First = first, Last = last }, cancellation)).ToHashSet();

    /// <summary>Whether the member may not post now.</summary>
    public async Task<bool> IsMutedAsync(string gathering, string member, CancellationToken cancellation = default) =>
        (await database.QueryAsync<EntryRow>(MutesSql, new { Gathering = gathering }, cancellation))
            .Select(static row => row.Entry)
            .FirstOrDefault(entry => entry.Subject == member)?.Kind == EntryKind.Muted;
}

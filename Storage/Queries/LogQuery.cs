using Grains.Gatherings;
using Storage.Gatherings;

namespace Storage.Queries;

/// <summary>Pages of a gathering's log, in order of seq. Throws where the database is away.</summary>
public sealed class LogQuery(HubDatabase database)
{
    /// <summary>Entries that one catch-up may carry (design §5).</summary>
    public const int Most = 500;

    private const string AfterSql = """
        select seq, kind, at, author, client_id, target, body
        from message where gathering = @Gathering and seq > @Seq order by seq limit @Count
        """;

    private const string BeforeSql = """
        select seq, kind, at, author, client_id, target, body
        from message where gathering = @Gathering and seq < @Seq order by seq desc limit @Count
        """;

    private const string OneSql = """
        select seq, kind, at, author, client_id, target, body
        from message where gathering = @Gathering and seq = @Seq
        """;

    /// <summary>Entries after <paramref name="seq"/>, at most <paramref name="count"/> (≤<see cref="Most"/>).</summary>
    public Task<IReadOnlyList<Entry>> AfterAsync(string gathering, long seq, int count, CancellationToken cancellation = default) =>
        Read(AfterSql, gathering, seq, count, cancellation);

    /// <summary>The last entries before <paramref name="seq"/>, ascending, at most <paramref name="count"/> (≤<see cref="Most"/>).</summary>
    public async Task<IReadOnlyList<Entry>> BeforeAsync(
        string gathering, long seq, int count, CancellationToken cancellation = default) =>
        [.. (await Read(BeforeSql, gathering, seq, count, cancellation)).Reverse()];

    /// <summary>One entry; null where there is none: what a ledger entry's source opens.</summary>
    public async Task<Entry?> OneAsync(string gathering, long seq, CancellationToken cancellation = default) =>
        (await Read(OneSql, gathering, seq, 1, cancellation)) is [var entry] ? entry : null;

    private async Task<IReadOnlyList<Entry>> Read(
        string sql, string gathering, long seq, int count, CancellationToken cancellation)
    {
        var parameters = new { Gathering = gathering, Seq = seq, Count = Math.Clamp(count, 1, Most) };
        return [.. (await database.QueryAsync<EntryRow>(sql, parameters, cancellation)).Select(row => row.Entry)];
    }
}

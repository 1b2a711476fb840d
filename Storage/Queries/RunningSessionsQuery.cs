namespace Storage.Queries;

/// <summary>Which of many sign-in sessions still run, read together. Throws where the database is away.</summary>
public sealed class RunningSessionsQuery(HubDatabase database)
{
    /// <summary>Sessions asked for in one statement.</summary>
    public const int ChunkMost = 500;

    private const string Sql = "select id from session where id in @Ids and expires_at > @Now";

    /// <summary>Those of <paramref name="sessions"/> that run.</summary>
    public async Task<IReadOnlySet<string>> OfAsync(
        IEnumerable<string> sessions, DateTimeOffset now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        var running = new HashSet<string>(StringComparer.Ordinal);
        foreach (var chunk in sessions.Chunk(ChunkMost))
        {
            running.UnionWith(await database.QueryAsync<string>(Sql, new { Ids = chunk, Now = now }, cancellation));
        }

        return running;
    }
}

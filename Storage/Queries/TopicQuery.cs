using Dapper;

namespace Storage.Queries;

/// <summary>Topics of gatherings by id, for lists that only name them. Throws where the database is away.</summary>
public sealed class TopicQuery(HubDatabase database)
{
    private const string Sql = "select id, topic from gathering where id in @Ids";

    public async Task<IReadOnlyDictionary<string, string>> OfAsync(
        IReadOnlyCollection<string> ids, CancellationToken cancellation = default) =>
        ids.Count == 0
            ? new Dictionary<string, string>()
            : (await database.QueryAsync<TopicRow>(Sql, new { Ids = ids.ToArray() }, cancellation))
                .ToDictionary(static row => row.Id, static row => row.Topic, StringComparer.Ordinal);

    [method: ExplicitConstructor]
    private sealed record TopicRow(string Id, string Topic);
}

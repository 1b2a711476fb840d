using Grains.Gatherings;
using Storage.Gatherings;

namespace Storage.Queries;

/// <summary>The versions of a gathering's minutes. Throws where the database is away.</summary>
public sealed class MinutesQuery(HubDatabase database)
{
    private const string Sql = """
        select version, at, body, signed_by, signed_by_name, signed_at, reason
        from minutes where gathering = @Gathering order by version
        """;

    /// <summary>All versions, the first first; drafts have no signature.</summary>
    public async Task<IReadOnlyList<MinutesVersion>> OfAsync(string gathering, CancellationToken cancellation = default) =>
        [.. (await database.QueryAsync<MinutesRow>(Sql, new { Gathering = gathering }, cancellation)).Select(row => row.Minutes)];
}

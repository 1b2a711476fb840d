using Dapper;
using Grains.Organisation;

namespace Storage.Organisation;

/// <summary>Reads what a roster can collide with. Throws <see cref="System.Data.Common.DbException"/> while the database is away.</summary>
public sealed class RosterBookReader(HubDatabase database, TimeProvider time)
{
    // What members founded themselves stands outside the tree that a roster describes.
    private const string NodesSql = """
        select id, parent, kind, name, path from node
        where dissolved_at is null and kind not in ('Virtual', 'LifeGroup') order by path
        """;

    private const string LinesSql =
        "select id, region, sector_parent from node where (region is not null or sector_parent is not null) and dissolved_at is null";

    private const string PeopleSql = "select number, name, phone, node, joined_on from member";

    private const string SecretariesSql = """
        select distinct node from office
        where role = 'Secretary' and ended_at is null
        """;

    /// <summary>The whole book: some 100 bytes a member, so 260,000 members are a few tens of megabytes for a moment.</summary>
    public async Task<RosterBook> ReadAsync(CancellationToken cancellation = default)
    {
        using var lease = await database.ReadAsync(cancellation);
        CommandDefinition Command(string sql, object? parameters = null) => new(sql, parameters, cancellationToken: cancellation);

        var nodes = (await lease.Connection.QueryAsync<NodeRow>(Command(NodesSql))).AsList();
        var secretaries = await lease.Connection.QueryAsync<string>(Command(SecretariesSql, new { Now = time.GetUtcNow() }));
        var lines = await lease.Connection.QueryAsync<(string Id, string? Region, string? Sector)>(Command(LinesSql));
        var numbers = new HashSet<string>();
        var people = new HashSet<string>();
        await using var reader = await lease.Connection.ExecuteReaderAsync(Command(PeopleSql));
        while (await reader.ReadAsync(cancellation))
        {
            numbers.Add(reader.GetString(0));
            people.Add(!await reader.IsDBNullAsync(2, cancellation)
                ? RosterBook.PersonKey(reader.GetString(1), reader.GetString(2))
                : RosterBook.PersonKey(
                    reader.GetString(1), reader.GetString(3), await reader.IsDBNullAsync(4, cancellation) ? null : reader.GetString(4)));
        }

        return new RosterBook(nodes, numbers, people, secretaries.ToHashSet())
        {
            Lines = lines.ToDictionary(static line => line.Id, static line => (line.Region, line.Sector)),
        };
    }
}

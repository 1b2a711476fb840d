using Dapper;
using Grains.Enterprises;
using Grains.Organisation;
using Grains.Rules;

namespace Storage.Organisation;

/// <summary>Reads what a roster can collide with. Throws <see cref="System.Data.Common.DbException"/> while the database is away.</summary>
public sealed class RosterBookReader(HubDatabase database, TimeProvider time)
{
    // What members founded themselves, and who has left, stands outside the tree that a roster describes.
    private const string NodesSql = """
        select id, parent, kind, name, path from node
        where dissolved_at is null and kind not in ('Virtual', 'LifeGroup') and id <> 'x-outside' order by path
        """;

    private const string LinesSql =
        "select id, region, sector_parent from node where (region is not null or sector_parent is not null) and dissolved_at is null";

    private const string PeopleSql = "select number, name, phone, node, joined_on from member";

    private const string SecretariesSql = """
        select distinct node from office
        where role = 'Secretary' and ended_at is null
        """;

    private const string HeadSql = "select version from organisation_tree where id = 1";

    private const string EnterprisesSql =
        "select id, name, region, industry, staff, node, cover from enterprise where state = 'Active' order by id";

    private const string DeclaredSql = """
        select d.enterprise, d.name, d.category from enterprise_member d join enterprise e on e.id = d.enterprise
        where d.ended_at is null and e.state = 'Active'
        """;

    /// <summary>The whole book at one moment: some 100 bytes a member, so 260,000 members are a few tens of megabytes for a moment.</summary>
    public async Task<RosterBook> ReadAsync(CancellationToken cancellation = default)
    {
        using var lease = await database.ReadAsync(cancellation);
        await using var snapshot = await database.SnapshotAsync(lease.Connection, cancellation);
        CommandDefinition Command(string sql, object? parameters = null) => new(sql, parameters, snapshot, cancellationToken: cancellation);

        var head = await lease.Connection.ExecuteScalarAsync<long>(Command(HeadSql));
        var nodes = (await lease.Connection.QueryAsync<NodeRow>(Command(NodesSql))).AsList();
        var secretaries = await lease.Connection.QueryAsync<string>(Command(SecretariesSql, new { Now = time.GetUtcNow() }));
        var lines = await lease.Connection.QueryAsync<(string Id, string? Region, string? Sector)>(Command(LinesSql));
        var declared = (await lease.Connection.QueryAsync<(string Enterprise, string Name, string Category)>(Command(DeclaredSql)))
            .ToLookup(static row => row.Enterprise, static row => new RosterDeclared(row.Name, Enum.Parse<Category>(row.Category)));
        var enterprises = (await lease.Connection.QueryAsync<(string Id, string Name, string Region, string Industry, long Staff, string Node, string Cover)>(Command(EnterprisesSql)))
            .Select(row => new RosterEnterprise(
                row.Id, row.Name, row.Region, row.Industry, (int)row.Staff, row.Node, Enum.Parse<UnitCover>(row.Cover), [.. declared[row.Id]])).ToList();
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
            Tree = head,
            Enterprises = enterprises,
            Lines = lines.ToDictionary(static line => line.Id, static line => (line.Region, line.Sector)),
        };
    }
}

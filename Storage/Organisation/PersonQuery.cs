using System.Runtime.CompilerServices;
using Dapper;
using Grains.Enterprises;
using Grains.Organisation;
using Grains.Rules;
using Storage.Queries;

namespace Storage.Organisation;

/// <summary>An organisation as an export writes it; <paramref name="Path"/> holds ids, from the root.</summary>
[method: ExplicitConstructor]
public sealed record ExportNode(string Id, string Name, NodeKind Kind, string Path, string? Region, string? Sector);

/// <summary>What is read page by page, in the order of these three.</summary>
internal interface IExportRow
{
    string Path { get; }
    string Name { get; }
    string Id { get; }
}

/// <summary>A running enterprise as an export writes it; <paramref name="Path"/> is that of the node which covers it.</summary>
[method: ExplicitConstructor]
public sealed record ExportEnterprise(string Id, string Name, string Region, string Industry, long Staff, UnitCover Cover, string Path) : IExportRow;

/// <summary>A member as an export writes it.</summary>
[method: ExplicitConstructor]
public sealed record ExportPerson(
    string Id, string Number, string Name, Category Category, Relation Relation, string? Phone, DateOnly? JoinedOn, string Path) : IExportRow;

/// <summary>A running post; <paramref name="Path"/> is that of its node.</summary>
[method: ExplicitConstructor]
public sealed record ExportOffice(string Member, Role Role, string Node, string Path);

/// <summary>
/// Reads tree and rolls of a subtree for export, page by page: memory holds the nodes of the subtree and those above it,
/// and one page of people. Throws where the database is away.
/// </summary>
public sealed class PersonQuery(HubDatabase database, TimeProvider time)
{
    private const int Page = 2_000;

    private const string NodesSql = """
        select id, name, kind, path, region, sector_parent as sector from node
        where path >= @Path and path < @PathEnd and dissolved_at is null order by path
        """;

    private const string ByIdsSql =
        "select id, name, kind, path, region, sector_parent as sector from node where id in @Ids";

    // By path, so that those of one organisation stand together; a page costs the same wherever it stands.
    private const string PeopleSql = """
        select m.id, m.number, m.name, m.category, m.relation, m.phone, m.joined_on, n.path
        from member m join node n on n.id = m.node
        where n.path >= @Path and n.path < @PathEnd and n.dissolved_at is null
            and (n.path > @AfterPath or (n.path = @AfterPath and (m.name > @AfterName or (m.name = @AfterName and m.id > @AfterId))))
        order by n.path, m.name, m.id limit @Count
        """;

    private const string OfficesSql = """
        select o.member, o.role, o.node, n.path from office o join node n on n.id = o.node
        where o.member in @Members and o.since <= @Now and (o.until is null or o.until > @Now) and n.dissolved_at is null
        order by o.member, n.path
        """;

    private const string EnterprisesSql = """
        select e.id, e.name, e.region, e.industry, e.staff, e.cover, n.path
        from enterprise e join node n on n.id = e.node
        where n.path >= @Path and n.path < @PathEnd and n.dissolved_at is null and e.state = 'Active'
            and (n.path > @AfterPath or (n.path = @AfterPath and (e.name > @AfterName or (e.name = @AfterName and e.id > @AfterId))))
        order by n.path, e.name, e.id limit @Count
        """;

    private const string DeclaredSql = """
        select enterprise, name, category from enterprise_member
        where enterprise in @Ids and ended_at is null order by enterprise, name, id
        """;

    /// <summary>Every running enterprise that the subtree covers, with whom it declares, by path and name.</summary>
    public async IAsyncEnumerable<(ExportEnterprise Enterprise, IReadOnlyList<RosterDeclared> Declared)> EnterprisesAsync(
        string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var page in PagesAsync<ExportEnterprise>(EnterprisesSql, path, Paging.Most, cancellation))
        {
            var declared = (await database.QueryAsync<DeclaredRow>(
                DeclaredSql, new { Ids = page.Select(static one => one.Id).ToArray() }, cancellation)).ToLookup(static row => row.Enterprise);
            foreach (var one in page)
            {
                yield return (one, [.. declared[one.Id].Select(static row => new RosterDeclared(row.Name, row.Category))]);
            }
        }
    }

    [method: ExplicitConstructor]
    private sealed record DeclaredRow(string Enterprise, string Name, Category Category);

    /// <summary>The node, all below it and all above it, and those on whose sector's line they hang.</summary>
    public async Task<IReadOnlyDictionary<string, ExportNode>> NodesAsync(string path, CancellationToken cancellation = default)
    {
        var nodes = (await database.QueryAsync<ExportNode>(NodesSql, new { Path = path, PathEnd = Paths.End(path) }, cancellation))
            .ToDictionary(static node => node.Id);
        // Sectors may hang on sectors elsewhere; each round reads what the last one named.
        for (var missing = Missing(path.Split('/', StringSplitOptions.RemoveEmptyEntries)); missing.Length > 0;)
        {
            foreach (var node in await database.QueryAsync<ExportNode>(ByIdsSql, new { Ids = missing }, cancellation))
            {
                nodes[node.Id] = node;
            }

            var left = Missing(nodes.Values.SelectMany(static node => node.Path.Split('/', StringSplitOptions.RemoveEmptyEntries)
                .Append(node.Sector ?? node.Id)));
            missing = left.SequenceEqual(missing) ? [] : left;
        }

        return nodes;

        string[] Missing(IEnumerable<string> ids) => [.. ids.Where(id => !nodes.ContainsKey(id)).Distinct().Order(StringComparer.Ordinal).Take(Paging.Most)];
    }

    /// <summary>Every member of the subtree with the posts that run, by path and name.</summary>
    public async IAsyncEnumerable<(ExportPerson Person, IReadOnlyList<ExportOffice> Offices)> PeopleAsync(
        string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var page in PagesAsync<ExportPerson>(PeopleSql, path, Page, cancellation))
        {
            var offices = (await database.QueryAsync<ExportOffice>(
                OfficesSql, new { Members = page.Select(static person => person.Id).ToArray(), Now = time.GetUtcNow() }, cancellation))
                .ToLookup(static office => office.Member);
            foreach (var person in page)
            {
                yield return (person, [.. offices[person.Id]]);
            }
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<T>> PagesAsync<T>(
        string sql, string path, int count, [EnumeratorCancellation] CancellationToken cancellation)
        where T : class, IExportRow
    {
        for (T? last = null; ;)
        {
            var page = await database.QueryAsync<T>(
                sql,
                new
                {
                    Path = path,
                    PathEnd = Paths.End(path),
                    AfterPath = last?.Path ?? "",
                    AfterName = last?.Name ?? "",
                    AfterId = last?.Id ?? "",
                    Count = count,
                },
                cancellation);
            yield return page;
            if (page.Count < count)
            {
                yield break;
            }

            last = page[^1];
        }
    }
}

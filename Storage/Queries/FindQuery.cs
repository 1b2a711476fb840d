using Dapper;
using Grains.Organisation;

namespace Storage.Queries;

/// <summary>An organisation as anyone signed in may find it: where it stands, nobody who belongs to it.</summary>
[method: ExplicitConstructor]
public sealed record NodeHit(string Id, string Name, NodeKind Kind, string? Above, string? Region);

/// <summary>A virtual branch or life group as its register shows it.</summary>
[method: ExplicitConstructor]
public sealed record FoundedHit(string Id, string Name, string Topic, string? County);

/// <summary>An enterprise as anyone signed in may find it, with the organisation that covers it.</summary>
[method: ExplicitConstructor]
public sealed record EnterpriseHit(string Id, string Name, string Industry, string Region, string NodeName);

/// <summary>A county that has a committee of its own.</summary>
[method: ExplicitConstructor]
public sealed record RegionRow(string Region, string Name);

/// <summary>Finds organisations of the tree, and what a member's places are called. Throws where the database is away.</summary>
public sealed class FindQuery(HubDatabase database)
{
    // The region of a node is its own or that of the nearest node above that names one.
    private const string NodesSql = """
        select n.id, n.name, n.kind, a.name as above,
            coalesce(n.region, (
                select u.region from node u
                where u.region is not null and n.path >= u.path and n.path < substr(u.path, 1, length(u.path) - 1) || '0'
                order by length(u.path) desc limit 1)) as region
        from node n left join node a on a.id = n.parent
        where n.dissolved_at is null and n.kind not in ('Virtual', 'LifeGroup') and n.id <> 'x-outside' and n.id > @After
            and (@Search = '' or n.name like @Pattern escape '!')
            and (@Region = '' or exists (
                select 1 from node r
                where r.region like @RegionPattern escape '!' and n.path >= r.path and n.path < substr(r.path, 1, length(r.path) - 1) || '0'))
        order by n.id limit @Count
        """;

    private const string FoundedSql = """
        select v.node as id, n.name, v.topic, c.name as county
        from virtual_branch v join node n on n.id = v.node left join node c on c.id = v.county and c.dissolved_at is null
        where v.state = 'Active' and n.kind = @Kind and n.dissolved_at is null and v.node > @After
            and (@Search = '' or n.name like @Pattern escape '!' or v.topic like @Pattern escape '!')
            and (@Region = '' or exists (
                select 1 from node r
                where r.region like @RegionPattern escape '!' and c.path >= r.path and c.path < substr(r.path, 1, length(r.path) - 1) || '0'))
        order by v.node limit @Count
        """;

    private const string EnterprisesSql = """
        select e.id, e.name, e.industry, e.region, n.name as node_name
        from enterprise e join node n on n.id = e.node
        where e.state = 'Active' and n.dissolved_at is null and e.id > @After
            and (@Search = '' or e.industry like @Pattern escape '!' or e.name like @Pattern escape '!')
            and (@Region = '' or exists (
                select 1 from node r
                where r.region like @RegionPattern escape '!' and n.path >= r.path and n.path < substr(r.path, 1, length(r.path) - 1) || '0'))
        order by e.id limit @Count
        """;

    private const string CountiesSql = """
        select region, min(name) as name from node
        where region is not null and kind = 'Committee' and dissolved_at is null
        group by region order by region limit @Count
        """;

    private const string NamesSql = "select id, name from node where id in @Ids";

    /// <summary>Organisations whose name contains the words, in counties whose six digits begin so; a page after an id.</summary>
    public Task<IReadOnlyList<NodeHit>> NodesAsync(
        string search, string region, string? after, int? count, CancellationToken cancellation = default) =>
        database.QueryAsync<NodeHit>(NodesSql, Asked(search, region, after, count), cancellation);

    /// <summary>Active ones of the kind whose name or topic holds the words, in counties whose digits begin so; a page after an id.</summary>
    public Task<IReadOnlyList<FoundedHit>> FoundedAsync(
        NodeKind kind, string search, string region, string? after, int? count, CancellationToken cancellation = default) =>
        database.QueryAsync<FoundedHit>(FoundedSql, Asked(search, region, after, count, Names.Of(kind)), cancellation);

    /// <summary>Running enterprises whose industry or name holds the words, covered in counties whose digits begin so; a page after an id.</summary>
    public Task<IReadOnlyList<EnterpriseHit>> EnterprisesAsync(
        string search, string region, string? after, int? count, CancellationToken cancellation = default) =>
        database.QueryAsync<EnterpriseHit>(EnterprisesSql, Asked(search, region, after, count), cancellation);

    private static object Asked(string search, string region, string? after, int? count, string kind = "") => new
    {
        Search = search,
        Pattern = "%" + Escape(search) + "%",
        Region = region,
        RegionPattern = Escape(region) + "%",
        After = after ?? "",
        Count = Paging.Clamp(count),
        Kind = kind,
    };

    /// <summary>Counties with a committee, at most <paramref name="count"/>.</summary>
    public Task<IReadOnlyList<RegionRow>> CountiesAsync(int count, CancellationToken cancellation = default) =>
        database.QueryAsync<RegionRow>(CountiesSql, new { Count = count }, cancellation);

    /// <summary>What these nodes are called.</summary>
    public async Task<IReadOnlyDictionary<string, string>> NamesAsync(IReadOnlyCollection<string> ids, CancellationToken cancellation = default) =>
        ids.Count == 0
            ? new Dictionary<string, string>()
            : (await database.QueryAsync<NameRow>(NamesSql, new { Ids = ids.ToArray() }, cancellation))
                .ToDictionary(static row => row.Id, static row => row.Name, StringComparer.Ordinal);

    private static string Escape(string text) => text
        .Replace("!", "!!", StringComparison.Ordinal)
        .Replace("%", "!%", StringComparison.Ordinal)
        .Replace("_", "!_", StringComparison.Ordinal);

    [method: ExplicitConstructor]
    private sealed record NameRow(string Id, string Name);
}

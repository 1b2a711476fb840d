using Dapper;
using Grains.Enterprises;
using Grains.Organisation;
using Grains.Rules;

namespace Storage.Queries;

/// <summary>An enterprise on a list, with what the rules ask of it.</summary>
[method: ExplicitConstructor]
public sealed record EnterpriseSummary(
    string Id, string Name, string Region, string Industry, int Staff, EnterpriseState State, string Node, string NodeName,
    NodeKind NodeKind, string NodePath, UnitCover Cover, string? HolderName, string? MergedInto, string? MergedIntoName,
    DateTimeOffset RegisteredAt, int Party, int FullMembers);

[method: ExplicitConstructor]
public sealed record DeclarationRow(string Id, string Name, Category Category, bool Linked, bool Here, DateTimeOffset At);

/// <summary>What happened to an enterprise, and its name and cover before it.</summary>
[method: ExplicitConstructor]
public sealed record EnterpriseChangeRow(DateTimeOffset At, string Cause, string? ActorName, string Name, string NodeName);

/// <summary>How many running enterprises of a subtree are covered how; seats are counted apart.</summary>
[method: ExplicitConstructor]
public sealed record CoverageRow(UnitCover Cover, int Enterprises, int Seats);

/// <summary>The registry of enterprises for screens. Throws where the database is away.</summary>
public sealed class EnterpriseQuery(HubDatabase database)
{
    private const string SelectSql = """
        select e.id, e.name, e.region, e.industry, e.staff, e.state, e.node, n.name as node_name, n.kind as node_kind,
            n.path as node_path, e.cover, h.name as holder_name, e.merged_into, i.name as merged_into_name, e.registered_at,
            (select count(*) from enterprise_member d where d.enterprise = e.id and d.ended_at is null
                and d.category in ('Full', 'Probationary', 'Disciplined')) as party,
            (select count(*) from enterprise_member d where d.enterprise = e.id and d.ended_at is null and d.category = 'Full') as full_members
        from enterprise e join node n on n.id = e.node
        left join member h on h.id = e.holder
        left join enterprise i on i.id = e.merged_into

        """;

    private const string OneSql = SelectSql + "where e.id = @Id";

    private const string PageSql = SelectSql + """
        where n.path >= @Path and n.path < @PathEnd
            and (@State = '' or e.state = @State) and (@Cover = '' or e.cover = @Cover) and (@Seat = 0 or e.holder is not null)
            and lower(e.name) like @Text escape '!'
            and (e.name > @Name or (e.name = @Name and e.id > @After))
        order by e.name, e.id limit @Count
        """;

    private const string DeclaredSql = """
        select d.id, d.name, d.category, case when d.member is null then 0 else 1 end as linked,
            case when m.node = e.node then 1 else 0 end as here, d.at
        from enterprise_member d join enterprise e on e.id = d.enterprise left join member m on m.id = d.member
        where d.enterprise = @Id and d.ended_at is null order by d.at, d.id
        """;

    private const string ChangesSql = """
        select c.at, c.cause, m.name as actor_name, c.name, n.name as node_name
        from enterprise_change c join node n on n.id = c.node left join member m on m.id = c.actor
        where c.enterprise = @Id order by c.version desc, c.cause limit @Count
        """;

    private const string JointSql = """
        select n.id as node, n.name, (select count(*) from enterprise e where e.node = n.id and e.state = 'Active') as units
        from node n
        where n.kind = 'JointBranch' and n.region = @Region and n.dissolved_at is null
        order by 3, n.name limit 1
        """;

    private const string NeighboursSql = """
        select count(*) from enterprise e
        where e.region = @Region and e.state = 'Active' and e.cover = 'Regional' and e.id <> @Id
            and exists (select 1 from enterprise_member d where d.enterprise = e.id and d.ended_at is null
                and d.category in ('Full', 'Probationary', 'Disciplined'))
        """;

    private const string CoverageSql = """
        select e.cover, count(*) as enterprises, count(e.holder) as seats
        from enterprise e join node n on n.id = e.node
        where n.path >= @Path and n.path < @PathEnd and e.state = 'Active'
        group by e.cover order by e.cover
        """;

    public Task<EnterpriseSummary?> OneAsync(string id, CancellationToken cancellation = default) =>
        database.FirstAsync<EnterpriseSummary>(OneSql, new { Id = id }, cancellation);

    /// <summary>Enterprises covered by nodes of a subtree, by name, after the one named.</summary>
    public Task<IReadOnlyList<EnterpriseSummary>> PageAsync(
        string path, EnterpriseFilter filter, string? name, string? after, CancellationToken cancellation = default) =>
        database.QueryAsync<EnterpriseSummary>(
            PageSql,
            new
            {
                Path = path,
                PathEnd = Paths.End(path),
                State = filter.State is { } state ? Names.Of(state) : "",
                Cover = filter.Cover is { } cover ? Names.Of(cover) : "",
                Seat = filter.Seated ? 1L : 0L,
                Text = Like.Holding(filter.Text),
                Name = name ?? "",
                After = after ?? "",
                Count = filter.Count,
            },
            cancellation);

    public Task<IReadOnlyList<DeclarationRow>> DeclaredAsync(string id, CancellationToken cancellation = default) =>
        database.QueryAsync<DeclarationRow>(DeclaredSql, new { Id = id }, cancellation);

    public Task<IReadOnlyList<EnterpriseChangeRow>> ChangesAsync(string id, CancellationToken cancellation = default) =>
        database.QueryAsync<EnterpriseChangeRow>(ChangesSql, new { Id = id, Count = Paging.Most }, cancellation);

    /// <summary>What the rules are asked with.</summary>
    public async Task<UnitFacts> FactsAsync(EnterpriseSummary enterprise, CancellationToken cancellation = default)
    {
        var region = new { enterprise.Region, enterprise.Id };
        var joint = enterprise.Region.Length == 0 ? null : await database.FirstAsync<JointRow>(JointSql, region, cancellation);
        var neighbours = enterprise.Region.Length == 0 ? 0 : await database.FirstAsync<long>(NeighboursSql, region, cancellation);
        return new UnitFacts(
            enterprise.Party,
            enterprise.FullMembers,
            enterprise.Cover,
            enterprise.HolderName is not null,
            joint is null ? null : new JointCandidate(joint.Node, joint.Name, (int)joint.Units),
            (int)neighbours);
    }

    public Task<IReadOnlyList<CoverageRow>> CoverageAsync(string path, CancellationToken cancellation = default) =>
        database.QueryAsync<CoverageRow>(CoverageSql, new { Path = path, PathEnd = Paths.End(path) }, cancellation);

    [method: ExplicitConstructor]
    private sealed record JointRow(string Node, string Name, long Units);
}

/// <summary>Which enterprises are wanted. Null and empty: all.</summary>
public sealed record EnterpriseFilter(EnterpriseState? State, UnitCover? Cover, bool Seated, string Text, int Count);

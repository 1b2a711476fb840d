using Grains.Organisation;
using Grains.Rules;

namespace Storage.Organisation;

/// <summary>People and nodes for decisions. Throws <see cref="System.Data.Common.DbException"/> while the database is away.</summary>
public sealed class OrganisationStore(HubDatabase database, TimeProvider time) : IOrganisationStore
{
    private const string ActorsSql = """
        select m.id, m.name, m.category, m.relation, m.node, n.path
        from member m join node n on n.id = m.node
        where m.id in @Members
        """;

    private const string OfficesSql = """
        select o.member, o.role, o.node, n.path
        from office o join node n on n.id = o.node
        where o.member in @Members and o.since <= @Now and (o.until is null or o.until > @Now) and n.dissolved_at is null
        order by n.path, o.role
        """;

    private const string MembershipsSql = """
        select s.member, s.kind, s.node, n.path
        from membership s join node n on n.id = s.node
        where s.member in @Members and s.kind <> 'Home' and s.until is null and n.dissolved_at is null
        order by n.path
        """;

    private const string StandingSql = "select id as member, version, node, category, relation from member where id = @Member";

    private const string NodeSql =
        "select id, parent, kind, name, path from node where id = @Node and dissolved_at is null";

    public async Task<Actor?> Actor(string member, CancellationToken cancellation) =>
        (await Actors([member], cancellation)).GetValueOrDefault(member);

    public async Task<IReadOnlyDictionary<string, Actor>> Actors(IReadOnlyCollection<string> members, CancellationToken cancellation)
    {
        var parameters = new { Members = members.ToArray(), Now = time.GetUtcNow() };
        var rows = await database.QueryAsync<ActorRow>(ActorsSql, new { parameters.Members }, cancellation);
        var offices = (await database.QueryAsync<OfficeRow>(OfficesSql, parameters, cancellation)).ToLookup(static o => o.Member, StringComparer.Ordinal);
        var memberships = (await database.QueryAsync<MembershipRow>(MembershipsSql, new { parameters.Members }, cancellation)).ToLookup(static m => m.Member, StringComparer.Ordinal);
        return rows.ToDictionary(
            static row => row.Id,
            row => new Actor(row.Id, row.Name, row.Category, row.Relation, row.Node, row.Path, [.. offices[row.Id].Select(static o => o.Office)])
            {
                Memberships = [.. memberships[row.Id].Select(static m => m.Membership)],
            },
            StringComparer.Ordinal);
    }

    public Task<Standing?> Standing(string member, CancellationToken cancellation) =>
        database.FirstAsync<Standing>(StandingSql, new { Member = member }, cancellation);

    public Task<NodeRow?> Node(string node, CancellationToken cancellation) =>
        database.FirstAsync<NodeRow>(NodeSql, new { Node = node }, cancellation);

    [method: Dapper.ExplicitConstructor]
    private sealed record ActorRow(string Id, string Name, Category Category, Relation Relation, string Node, string Path);

    [method: Dapper.ExplicitConstructor]
    private sealed record OfficeRow(string Member, Role Role, string Node, string Path)
    {
        public Office Office => new(Role, Node, Path);
    }

    [method: Dapper.ExplicitConstructor]
    private sealed record MembershipRow(string Member, MembershipKind Kind, string Node, string Path)
    {
        public Membership Membership => new(Kind, Node, Path);
    }
}

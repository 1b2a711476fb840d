using Dapper;
using Grains.Organisation;
using Grains.Rules;

namespace Storage.Organisation;

/// <summary>People and nodes for decisions. Throws <see cref="System.Data.Common.DbException"/> while the database is away.</summary>
public sealed class OrganisationStore(HubDatabase database, TimeProvider time) : IOrganisationStore
{
    private const string ActorSql = """
        select m.id, m.name, m.category, m.relation, m.node, n.path
        from member m join node n on n.id = m.node
        where m.id = @Member
        """;

    private const string OfficesSql = """
        select o.role, o.node, n.path, o.until
        from office o join node n on n.id = o.node
        where o.member = @Member and o.since <= @Now and (o.until is null or o.until > @Now) and n.dissolved_at is null
        order by n.path, o.role
        """;

    private const string MembershipsSql = """
        select s.kind, s.node, n.path
        from membership s join node n on n.id = s.node
        where s.member = @Member and s.kind <> 'Home' and s.until is null and n.dissolved_at is null
        order by n.path
        """;

    private const string StandingSql = "select id as member, version, node, category, relation from member where id = @Member";

    private const string NodeSql =
        "select id, parent, kind, name, path from node where id = @Node and dissolved_at is null";

    public async Task<Actor?> Actor(string member, CancellationToken cancellation)
    {
        using var lease = await database.ReadAsync(cancellation);
        var parameters = new { Member = member, Now = time.GetUtcNow() };
        var row = await lease.Connection.QueryFirstOrDefaultAsync<ActorRow>(
            new CommandDefinition(ActorSql, parameters, cancellationToken: cancellation));
        if (row is null)
        {
            return null;
        }

        var offices = await lease.Connection.QueryAsync<OfficeRow>(
            new CommandDefinition(OfficesSql, parameters, cancellationToken: cancellation));
        var memberships = await lease.Connection.QueryAsync<Membership>(
            new CommandDefinition(MembershipsSql, parameters, cancellationToken: cancellation));
        return new Actor(row.Id, row.Name, row.Category, row.Relation, row.Node, row.Path, [.. offices.Select(static o => o.Office)]) { Memberships = [.. memberships] };
    }

    public Task<Standing?> Standing(string member, CancellationToken cancellation) =>
        database.FirstAsync<Standing>(StandingSql, new { Member = member }, cancellation);

    public Task<NodeRow?> Node(string node, CancellationToken cancellation) =>
        database.FirstAsync<NodeRow>(NodeSql, new { Node = node }, cancellation);

    [method: ExplicitConstructor]
    private sealed record OfficeRow(Role Role, string Node, string Path, DateTimeOffset? Until)
    {
        public Office Office => new(Role, Node, Path) { Until = Until };
    }

    [method: ExplicitConstructor]
    private sealed record ActorRow(string Id, string Name, Category Category, Relation Relation, string Node, string Path);
}

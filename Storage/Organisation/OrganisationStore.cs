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
        select o.role, o.node, n.path
        from office o join node n on n.id = o.node
        where o.member = @Member and o.since <= @Now and (o.until is null or o.until > @Now) and n.dissolved_at is null
        order by n.path, o.role
        """;

    private const string ActorsSql = """
        select m.id, m.name, m.category, m.relation, m.node, n.path
        from member m join node n on n.id = m.node
        where m.id in @Members
        """;

    private const string OfficesOfSql = """
        select o.member, o.role, o.node, n.path
        from office o join node n on n.id = o.node
        where o.member in @Members and o.since <= @Now and (o.until is null or o.until > @Now) and n.dissolved_at is null
        order by n.path, o.role
        """;

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

        var offices = await lease.Connection.QueryAsync<Office>(
            new CommandDefinition(OfficesSql, parameters, cancellationToken: cancellation));
        return new Actor(row.Id, row.Name, row.Category, row.Relation, row.Node, row.Path, [.. offices]);
    }

    public async Task<IReadOnlyDictionary<string, Actor>> Actors(IReadOnlyCollection<string> members, CancellationToken cancellation)
    {
        var parameters = new { Members = members.ToArray(), Now = time.GetUtcNow() };
        var rows = await database.QueryAsync<ActorRow>(ActorsSql, new { parameters.Members }, cancellation);
        var offices = (await database.QueryAsync<OfficeRow>(OfficesOfSql, parameters, cancellation)).ToLookup(static o => o.Member, StringComparer.Ordinal);
        return rows.ToDictionary(
            static row => row.Id,
            row => new Actor(row.Id, row.Name, row.Category, row.Relation, row.Node, row.Path, [.. offices[row.Id].Select(static o => new Office(o.Role, o.Node, o.Path))]),
            StringComparer.Ordinal);
    }

    public Task<NodeRow?> Node(string node, CancellationToken cancellation) =>
        database.FirstAsync<NodeRow>(NodeSql, new { Node = node }, cancellation);

    [method: ExplicitConstructor]
    private sealed record ActorRow(string Id, string Name, Category Category, Relation Relation, string Node, string Path);

    [method: ExplicitConstructor]
    private sealed record OfficeRow(string Member, Role Role, string Node, string Path);
}

using Dapper;
using Grains.Rules;

namespace Storage.Queries;

/// <summary>A member's own page. <paramref name="NodeNames"/> run from the root to the member's node.</summary>
/// <param name="Number">Shown to its owner only.</param>
public sealed record Profile(
    string Id, string Number, string Name, Category Category, Relation Relation, string? Phone, DateOnly? JoinedOn, string Locale,
    string Node, string Path, IReadOnlyList<string> NodeNames, IReadOnlyList<ProfileOffice> Offices);

/// <summary>A running post.</summary>
[method: ExplicitConstructor]
public sealed record ProfileOffice(Role Role, string Node, string NodeName, DateTimeOffset Since, DateTimeOffset? Until);

/// <summary>Reads a member's own page. Throws where the database is away.</summary>
public sealed class ProfileQuery(HubDatabase database)
{
    private const string MemberSql = """
        select m.id, m.number, m.name, m.category, m.relation, m.phone, m.joined_on, m.locale, m.node, n.path
        from member m join node n on n.id = m.node
        where m.id = @Member
        """;

    private const string OfficesSql = """
        select o.role, o.node, n.name as node_name, o.since, o.until
        from office o join node n on n.id = o.node
        where o.member = @Member and o.since <= @Now and (o.until is null or o.until > @Now) and n.dissolved_at is null
        order by n.path, o.role
        """;

    private const string NamesSql = """
        with recursive up (id, parent, name, path) as (
            select id, parent, name, path from node where id = @Node
            union all
            select n.id, n.parent, n.name, n.path from node n join up on n.id = up.parent)
        select name from up order by length(path)
        """;

    private const string LocaleSql = "update member set locale = @Locale where id = @Member";

    /// <summary>The page; null where there is no such member.</summary>
    public async Task<Profile?> OfAsync(string member, DateTimeOffset now, CancellationToken cancellation = default)
    {
        using var lease = await database.ReadAsync(cancellation);
        CommandDefinition Command(string sql, object parameters) => new(sql, parameters, cancellationToken: cancellation);

        var row = await lease.Connection.QueryFirstOrDefaultAsync<MemberRow>(Command(MemberSql, new { Member = member }));
        if (row is null)
        {
            return null;
        }

        var names = await lease.Connection.QueryAsync<string>(Command(NamesSql, new { row.Node }));
        var offices = await lease.Connection.QueryAsync<ProfileOffice>(Command(OfficesSql, new { Member = member, Now = now }));
        return new Profile(
            row.Id, row.Number, row.Name, row.Category, row.Relation, row.Phone, row.JoinedOn, row.Locale, row.Node, row.Path,
            names.AsList(), offices.AsList());
    }

    /// <summary>Keeps the member's language (<c>zh-CN</c> or <c>en</c>; the caller checks it).</summary>
    public async Task SetLocaleAsync(string member, string locale, CancellationToken cancellation = default)
    {
        using var lease = await database.WriteAsync(cancellation);
        await lease.Connection.ExecuteAsync(
            new CommandDefinition(LocaleSql, new { Member = member, Locale = locale }, cancellationToken: cancellation));
    }

    [method: ExplicitConstructor]
    private sealed record MemberRow(
        string Id, string Number, string Name, Category Category, Relation Relation, string? Phone, DateOnly? JoinedOn, string Locale,
        string Node, string Path);
}

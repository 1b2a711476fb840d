using Dapper;

namespace Storage.Queries;

/// <summary>A person by name, with the path of the roster on which they stand as seen from the node that was asked for.</summary>
[method: ExplicitConstructor]
public sealed record PresentRow(string Id, string Name, string Path);

/// <summary>Names of those who are online in a node. Throws where the database is away.</summary>
public sealed class PresentQuery(HubDatabase database)
{
    // Who belongs to the very node beside their home stands on its roster, all others on their home's.
    private const string Sql = """
        select m.id, m.name, coalesce(
            (select max(p.path) from membership s join node p on p.id = s.node where s.member = m.id and s.node = @Node and s.until is null),
            n.path) as path
        from member m join node n on n.id = m.node where m.id in @Members order by m.id
        """;

    public async Task<IReadOnlyList<PresentRow>> OfAsync(string node, IReadOnlyCollection<string> members, CancellationToken cancellation = default) =>
        members.Count == 0 ? [] : await database.QueryAsync<PresentRow>(Sql, new { Node = node, Members = members.ToArray() }, cancellation);
}

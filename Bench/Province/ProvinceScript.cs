using Dapper;
using Storage;
using Storage.Queries;

namespace Bench.Province;

/// <summary>A member's way from one branch to another of the same city, and everyone whose yes it takes.</summary>
internal sealed record Passage(Signed Member, Signed From, Signed City, Signed To);

/// <summary>A small subtree that gets another node above it, by the secretary of its city.</summary>
internal sealed record Removal(Signed City, string Node, string Parent);

/// <summary>Reads from the database who will be transferred and what will be moved: each member and each node once.</summary>
internal sealed class ProvinceScript(HubDatabase database, Func<string, string, Task<Signed>> sign)
{
    private const string BranchesSql = """
        select n.id as node, n.parent,
            (select min(o.member) from office o where o.node = n.id and o.role = 'Secretary') as secretary,
            (select min(m.id) from member m where m.node = n.id and m.category = 'Full' and m.relation = 'Registered'
                and m.id not in (select h.member from office h where h.node = n.id)) as member
        from node n where n.kind = 'Branch' and n.dissolved_at is null and n.path >= @Path and n.path < @End order by n.id limit @Count
        """;

    private const string GeneralsSql = """
        select id as node, parent from node
        where kind = 'GeneralBranch' and dissolved_at is null and path >= @Path and path < @End order by id limit @Count
        """;

    private const string LastSql = """
        select id from member where category = 'Full' and relation = 'Registered' order by id desc limit @Count
        """;

    public List<Passage> Passages { get; } = [];
    public List<Removal> Removals { get; } = [];

    /// <param name="transfers">How many of a city's members move; <paramref name="moves"/>: of its general branches and branches.</param>
    public async Task AddAsync(string root, Signed city, int transfers, int moves, CancellationToken cancellation)
    {
        var path = $"{root}{city.Node}/";
        // A slash is followed by a nought: what lies between begins with the path.
        var scope = new { Path = path, End = $"{path[..^1]}0", Count = (transfers * 2) + moves + 2 };
        var branches = (await database.QueryAsync<BranchRow>(BranchesSql, scope, cancellation)).ToList();
        var generals = (await database.QueryAsync<NodeParent>(GeneralsSql, scope, cancellation)).ToList();
        var able = branches.Where(static b => b is { Secretary: not null, Member: not null }).ToList();
        for (var i = 0; i < transfers && (2 * i) + 1 < able.Count; i++)
        {
            var (from, to) = (able[2 * i], able[(2 * i) + 1]);
            Passages.Add(new Passage(
                await sign(from.Member!, from.Node), await sign(from.Secretary!, from.Node), city, await sign(to.Secretary!, to.Node)));
        }

        for (var i = 0; i < Math.Min(moves, 2 * Math.Min(generals.Count, branches.Count)); i++)
        {
            var (node, parents) = i % 2 == 0
                ? (generals[i / 2], generals.Select(static g => g.Parent))
                : (new NodeParent(branches[i / 2].Node, branches[i / 2].Parent), generals.Select(static g => g.Node));
            var others = parents.Where(parent => parent != node.Parent).Distinct().ToList();
            Removals.Add(new Removal(city, node.Node, others[i % others.Count]));
        }
    }

    /// <summary>Full registered members, the last by id first.</summary>
    public Task<IReadOnlyList<string>> LastAsync(int count, CancellationToken cancellation) =>
        database.QueryAsync<string>(LastSql, new { Count = count }, cancellation);

    [method: ExplicitConstructor]
    private sealed record BranchRow(string Node, string Parent, string? Secretary, string? Member);

    [method: ExplicitConstructor]
    private sealed record NodeParent(string Node, string Parent);
}

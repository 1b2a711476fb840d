using System.Data.Common;
using Dapper;
using Grains.Organisation;

namespace Storage.Organisation;

/// <summary>
/// Where an import meets the tree: asked once relations are in order (see <see cref="HubDatabase.OrderAsync"/>), so nobody
/// changes the tree between here and the commit.
/// </summary>
internal static class RosterGate
{
    /// <summary>Ids asked for at once.</summary>
    private const int Chunk = 500;

    private const string HeadSql = "select version from organisation_tree where id = 1";

    private const string RaiseSql = "update organisation_tree set version = version + 1 where id = 1";

    private const string RootsSql = "select id, path from node where id in @Ids and dissolved_at is null";

    private const string ChildrenSql = "select id, parent, name from node where parent in @Ids and dissolved_at is null";

    // A hub serves one tree.
    private const string TopSql = """
        select count(*) from node
        where parent is null and dissolved_at is null and kind not in ('Virtual', 'LifeGroup') and id <> 'x-outside' and id <> @Own
        """;

    /// <summary>Raises the version of the tree and answers it; a plan that the tree has left behind is refused.</summary>
    /// <exception cref="RosterConflictException">What the plan hangs on has ended or moved, or somebody founded what it founds.</exception>
    public static async Task<long> EnterAsync(
        HubDatabase database, RosterPlan plan, DbConnection connection, DbTransaction transaction, CancellationToken cancellation)
    {
        CommandDefinition Command(string sql, object? parameters = null) =>
            new(database.Dialect(sql), parameters, transaction, cancellationToken: cancellation);

        var head = await connection.ExecuteScalarAsync<long>(Command(HeadSql));
        // The book was read at this version, and each change of the tree raises it: then everything is as it was.
        if (plan.Tree != head)
        {
            var there = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var ids in plan.Roots().Chunk(Chunk))
            {
                foreach (var (id, path) in await connection.QueryAsync<(string, string)>(Command(RootsSql, new { Ids = ids })))
                {
                    there[id] = path;
                }
            }

            var children = new HashSet<(string, string)>();
            var own = plan.Nodes.Select(static node => node.Id).ToHashSet(StringComparer.Ordinal);
            foreach (var ids in plan.Nodes.Select(static node => node.Parent).OfType<string>().Where(there.ContainsKey).Distinct().Chunk(Chunk))
            {
                foreach (var (id, parent, name) in await connection.QueryAsync<(string, string, string)>(Command(ChildrenSql, new { Ids = ids })))
                {
                    _ = own.Contains(id) || children.Add((parent, name));
                }
            }

            var top = plan.Tree is null ? null : plan.Nodes.FirstOrDefault(static node => node.Parent is null);
            if ((top is not null && await connection.ExecuteScalarAsync<long>(Command(TopSql, new { Own = top.Id })) > 0)
                || !plan.Roots().All(there.ContainsKey)
                || plan.Paths.Any(root => there.GetValueOrDefault(root.Key) != root.Value)
                || plan.Nodes.Any(node => node.Parent is { } parent && there.TryGetValue(parent, out var path)
                    && (node.Path != $"{path}{node.Id}/" || children.Contains((parent, node.Name)))))
            {
                throw new RosterConflictException(isTree: true);
            }
        }

        await connection.ExecuteAsync(Command(RaiseSql));
        return head + 1;
    }
}

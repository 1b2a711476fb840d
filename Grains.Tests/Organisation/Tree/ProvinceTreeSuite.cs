using System.Diagnostics;
using Grains.Organisation;
using Grains.Organisation.Tree;
using Grains.Tests.Relations;
using Grains.Tests.Storage;
using Xunit.Abstractions;

namespace Grains.Tests.Organisation.Tree;

public sealed class SqliteProvinceTreeTests(SqliteGrains hub, ITestOutputHelper output) : ProvinceTreeSuite(hub, output), IClassFixture<SqliteGrains>;

public sealed class PostgresProvinceTreeTests(PostgresGrains hub, ITestOutputHelper output) : ProvinceTreeSuite(hub, output), IClassFixture<PostgresGrains>;

/// <summary>The tree at the size of a province: what is one batch for a leaf is one batch for ten thousand nodes.</summary>
[Trait("Category", "Slow")]
public abstract class ProvinceTreeSuite(GrainsOverStorage hub, ITestOutputHelper output)
{
    private const int Counties = 43;
    private const int Branches = 1_000;
    private const int Merged = 1_000;

    private readonly TreeScene _tree = new(hub);

    [Fact]
    public async Task A_subtree_of_ten_thousand_nodes_moves_and_a_roster_of_a_thousand_merges_in_one_commit()
    {
        await _tree.SetAsync();
        var (nodes, members) = (new List<RosterNode>(), new List<RosterMember>());
        for (var city = 0; city < 4; city++)
        {
            nodes.Add(Below(_tree.Root, NodeKind.Committee, $"市{city}"));
        }

        for (var county = 0; county < Counties; county++)
        {
            var node = Below(nodes[county % 4], NodeKind.Committee, $"县{county}");
            nodes.Add(node);
            nodes.AddRange(Enumerable.Range(0, Branches - 1).Select(i => Below(node, NodeKind.Branch, $"支部{county}-{i}")));
        }

        var (from, to) = (nodes[^1], nodes[^2]);
        members.AddRange(Enumerable.Range(0, Merged).Select(_ => Scene.Person(from.Id)));
        await _tree.Scene.WriteAsync(RosterPlan.Empty with { Nodes = nodes, Members = members });

        var moved = await Timed("move of a quarter", () => _tree.DoAsync(new MoveNode(_tree.Officer, TreeScene.Request(), nodes[0].Id, nodes[1].Id)));
        Assert.Equal((Counties + 1) / 4 * Branches + 1, moved.Nodes);
        Assert.Equal(moved.Nodes, await _tree.ScalarAsync<long>(
            "select count(*) from node where path like @Path", new { Path = $"{nodes[1].Path}{nodes[0].Id}/%" }));
        Assert.Equal(0, await _tree.ScalarAsync<long>(
            "select count(*) from node n join node p on p.id = n.parent where n.path <> p.path || n.id || '/'"));

        var merged = await Timed("merge of a thousand", () => _tree.DoAsync(new MergeNode(_tree.Officer, TreeScene.Request(), from.Id, to.Id)));
        Assert.Equal(Merged, merged.Members);
        Assert.Equal(Merged, await _tree.ScalarAsync<long>("select count(*) from member where node = @To and version = 1", new { To = to.Id }));

        var page = await Timed("page of children", () => _tree.Tree.ChildrenAsync(nodes[4].Id, false, null, null, 50));
        Assert.Equal(50, page.Count);
        var found = await Timed("search in the province", () => _tree.Tree.SearchAsync(_tree.Root.Path, "支部42-99", null, null, 50));
        // 99 and 990 to 997: 998 has gone up in another.
        Assert.Equal(9, found.Count);
        var past = await Timed("roster of a past day", () => _tree.Past.MembersOnAsync(_tree.Root.Id, hub.Clock.GetUtcNow(), count: 200));
        Assert.Equal(200, past.Count);
    }

    private async Task<T> Timed<T>(string what, Func<Task<T>> run)
    {
        var clock = Stopwatch.StartNew();
        var result = await run();
        output.WriteLine($"{what}: {clock.ElapsedMilliseconds} ms");
        return result;
    }

    private static RosterNode Below(RosterNode parent, NodeKind kind, string name)
    {
        var id = Scene.Id("b-");
        return new RosterNode(id, parent.Id, kind, name, $"{parent.Path}{id}/");
    }
}

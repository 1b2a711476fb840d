using Dapper;
using Grains.Journal;
using Grains.Organisation;
using Grains.Organisation.Tree;
using Grains.Rules;
using Grains.Tests.Relations;
using Microsoft.Extensions.DependencyInjection;

namespace Grains.Tests.Organisation.Tree;

public sealed class SqliteTreeModelTests(SqliteGrains hub) : TreeModelSuite(hub), IClassFixture<SqliteGrains>;

public sealed class PostgresTreeModelTests(PostgresGrains hub) : TreeModelSuite(hub), IClassFixture<PostgresGrains>;

/// <summary>Random changes with crashes against a model that is as simple as can be.</summary>
public abstract class TreeModelSuite(GrainsOverStorage hub)
{
    private const int Steps = 400;
    private const int Members = 40;
    private const int SnapshotEvery = 40;
    private const int BreakEvery = 12;

    private static readonly NodeKind[] Kinds =
        [NodeKind.Committee, NodeKind.Committee, NodeKind.GeneralBranch, NodeKind.Branch, NodeKind.Branch, NodeKind.JointBranch, NodeKind.Group, NodeKind.Cluster, NodeKind.Grid, NodeKind.Alliance];

    private readonly TreeScene _tree = new(hub);
    private readonly TreeModel _model = new();
    private readonly List<(DateTimeOffset At, TreeModel Then)> _past = [];
    private int _names;

    [Theory]
    [InlineData(20261125)]
    [InlineData(43_000)]
    public async Task After_every_random_change_and_crash_nobody_is_lost_and_the_past_stands(int seed)
    {
        var random = new Random(seed);
        await _tree.SetAsync();
        _model.Nodes[_tree.Root.Id] = new ModelNode(null, null, NodeKind.Committee, "集团党委");
        _model.Homes[_tree.Officer.Member] = _tree.Root.Id;
        for (var i = 0; i < Members; i++)
        {
            _model.Homes[await _tree.MemberAsync(_tree.Root.Id)] = _tree.Root.Id;
        }

        var (done, refused) = (0, 0);
        for (var step = 0; step < Steps; step++)
        {
            hub.Clock.Advance(TimeSpan.FromHours(7));
            if (random.Next(BreakEvery) == 0)
            {
                (random.Next(2) == 0 ? (Action)hub.Commits.BreakBefore : hub.Commits.BreakAfter)();
            }

            if (random.Next(3) == 0)
            {
                await Transfer(random);
            }

            var command = Command(random);
            var allowed = _model.Allows(command);
            var answer = await _tree.DoAsync(command);
            Assert.True(allowed == (answer.Refusal is null), $"step {step}: {command.Subject} {answer.Refusal?.Rule}");
            if (answer.Refusal is null)
            {
                _model.Apply(command, answer);
                done++;
            }
            else
            {
                Assert.Contains(answer.Refusal, Rulebook.All);
                refused++;
            }

            if (step % SnapshotEvery == 0)
            {
                await Compare(step);
                hub.Clock.Advance(TimeSpan.FromMinutes(1));
                _past.Add((hub.Clock.GetUtcNow(), _model.Copy()));
            }
        }

        Assert.True(done > Steps / 4 && refused > Steps / 20, $"{done} done, {refused} refused");
        await Compare(Steps);
        foreach (var (at, then) in _past)
        {
            await ComparePast(at, then);
        }
    }

    private TreeCommand Command(Random random)
    {
        var nodes = _model.Nodes.Keys.Order(StringComparer.Ordinal).ToArray();
        string Any() => nodes[random.Next(nodes.Length)];
        string Name() => $"组织{(random.Next(4) == 0 ? random.Next(6) : 100 + ++_names)}";
        var (by, id) = (_tree.Officer, TreeScene.Request());
        return random.Next(nodes.Length < 30 ? 18 : 12) switch
        {
            0 => new RenameNode(by, id, Any(), Name()),
            1 or 2 or 3 => new MoveNode(by, id, Any(), Any()),
            4 or 5 => new MergeNode(by, id, Any(), Any()),
            6 => new DissolveNode(by, id, Any(), ""),
            7 => new DissolveNode(by, id, Any(), Any()),
            8 or 9 => new SetSector(by, id, Any(), random.Next(4) == 0 ? "" : Any()),
            _ => new FoundNode(by, id, Kinds[random.Next(Kinds.Length)], Name(), Any(), "", "", ""),
        };
    }

    private async Task Transfer(Random random)
    {
        var members = _model.Homes.Keys.Order(StringComparer.Ordinal).ToArray();
        var targets = _model.Nodes.Where(static n => TreeRules.HoldsMembers(n.Value.Kind)).Select(static n => n.Key).Order(StringComparer.Ordinal).ToArray();
        var (member, target) = (members[random.Next(members.Length)], targets[random.Next(targets.Length)]);
        var journal = hub.Services.GetRequiredService<IJournal>();
        while ((await _tree.Store.Standing(member, default))! is var standing && standing.Node != target)
        {
            await journal.AppendAsync(new RelationFacts
            {
                Writes = [new StandingChange(member, standing.Version, target, standing.Category, standing.Relation, hub.Clock.GetUtcNow(), "test", "", "m-test")],
            });
            SpinWait.SpinUntil(() => journal.IsUp);
        }

        _model.Homes[member] = target;
    }

    private async Task Compare(int step)
    {
        var rows = await hub.Database.QueryAsync<NodeState>(
            "select id, parent, sector_parent, kind, name, path from node where dissolved_at is null and path like @Path", new { Path = $"/{_tree.Root.Id}/%" }, default);
        Assert.Equal(
            _model.Nodes.OrderBy(static n => n.Key, StringComparer.Ordinal)
                .Select(n => new NodeState(n.Key, n.Value.Parent, n.Value.Sector, n.Value.Kind, n.Value.Name, _model.Path(n.Key))),
            rows.OrderBy(static r => r.Id, StringComparer.Ordinal));
        var homes = await hub.Database.QueryAsync<Home>(
            """
            select s.member, s.node from membership s join member m on m.id = s.member and m.node = s.node join node n on n.id = s.node
            where s.kind = 'Home' and s.until is null and n.path like @Path
            """,
            new { Path = $"/{_tree.Root.Id}/%" },
            default);
        Assert.Equal(homes.Count, homes.Select(static h => h.Member).Distinct().Count());
        Assert.True(
            _model.Homes.OrderBy(static h => h.Key, StringComparer.Ordinal).SequenceEqual(
                homes.OrderBy(static h => h.Member, StringComparer.Ordinal).Select(static h => KeyValuePair.Create(h.Member, h.Node))),
            $"step {step}: homes differ");
    }

    private async Task ComparePast(DateTimeOffset at, TreeModel then)
    {
        foreach (var node in then.Nodes.Keys.Order(StringComparer.Ordinal).Take(12))
        {
            var within = then.Subtree(node).ToHashSet();
            var expected = then.Homes.Where(h => within.Contains(h.Value)).OrderBy(static h => h.Key, StringComparer.Ordinal)
                .Select(h => (h.Key, h.Value, then.Nodes[h.Value].Name));
            var found = await _tree.Past.MembersOnAsync(node, at, count: 200);
            Assert.Equal(expected, found.Select(static m => (m.Member, m.Node, m.NodeName)));
        }

        foreach (var (member, home) in then.Homes.OrderBy(static h => h.Key, StringComparer.Ordinal).Take(10))
        {
            Assert.Equal(then.Path(home), $"/{string.Join('/', (await _tree.Past.PlaceOfAsync(member, at)).Select(static n => n.Id))}/");
        }
    }

    [method: ExplicitConstructor]
    private sealed record NodeState(string Id, string? Parent, string? SectorParent, NodeKind Kind, string Name, string Path);

    [method: ExplicitConstructor]
    private sealed record Home(string Member, string Node);
}

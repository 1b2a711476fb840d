using Dapper;
using Grains.Gatherings;
using Grains.Journal;
using Grains.Organisation;
using Grains.Organisation.Tree;
using Grains.Rules;
using Grains.Tests.Relations;
using Grains.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Grains.Tests.Organisation.Tree;

public sealed class SqliteTreeTests(SqliteGrains hub) : TreeSuite(hub), IClassFixture<SqliteGrains>;

public sealed class PostgresTreeTests(PostgresGrains hub) : TreeSuite(hub), IClassFixture<PostgresGrains>;

public abstract class TreeSuite(GrainsOverStorage hub) : IAsyncLifetime
{
    private readonly TreeScene _tree = new(hub);

    public Task InitializeAsync() => _tree.SetAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_moved_subtree_takes_its_nodes_members_and_gatherings_along()
    {
        var (left, right) = (await Found(_tree.Root.Id, "甲党委"), await Found(_tree.Root.Id, "乙党委"));
        var general = await _tree.FoundAsync(left, "研发党总支", NodeKind.GeneralBranch);
        var branch = await _tree.FoundAsync(general, "算法党支部");
        var member = await _tree.MemberAsync(branch);
        var node = (await _tree.Store.Node(branch, default))!;
        var gathering = await _tree.Scene.GatheringAsync(new RosterNode(node.Id, node.Parent, node.Kind, node.Name, node.Path));

        var answer = await _tree.DoAsync(new MoveNode(_tree.Officer, TreeScene.Request(), general, right));

        Assert.Equal((2, 1), (answer.Nodes, answer.Members));
        var path = $"/{_tree.Root.Id}/{right}/{general}/{branch}/";
        Assert.Equal(path, (await _tree.Store.Actor(member, default))!.Path);
        Assert.Equal(path, (await _tree.Scene.Gatherings.Take(gathering.Charter.Id, default))!.Charter.NodePath);
        Assert.Equal(3, (await _tree.Tree.LineAsync(path)).Count - 1);
        // Who ran the gathering until now is fenced out, so that it decides by the new path.
        Assert.Equal(Commit.Fenced, await hub.Services.GetRequiredService<IJournal>().AppendAsync(Scene.Facts(gathering, 0, Scene.Message(1))));
    }

    [Fact]
    public async Task Merging_loses_nobody_and_takes_children_seats_and_planned_gatherings_along()
    {
        var (from, to) = (await Found(_tree.Root.Id, "一党总支", NodeKind.GeneralBranch), await Found(_tree.Root.Id, "二党总支", NodeKind.GeneralBranch));
        var branch = await _tree.FoundAsync(from, "支部甲");
        var members = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            members.Add(await _tree.MemberAsync(i < 10 ? from : branch));
        }

        var guest = await _tree.MemberAsync(_tree.Root.Id);
        using (var lease = await hub.Database.WriteAsync(default))
        {
            await lease.Connection.ExecuteAsync(
                "insert into membership (member, node, since, kind) values (@Guest, @From, 1, 'Seat')", new { Guest = guest, From = from });
        }

        var row = (await _tree.Store.Node(from, default))!;
        var planned = Scene.Charter(new RosterNode(row.Id, row.Parent, row.Kind, row.Name, row.Path));
        Assert.True(await _tree.Scene.Gatherings.Create(planned, Scene.Terms(), "e-1", default));

        var answer = await _tree.DoAsync(new MergeNode(_tree.Officer, TreeScene.Request(), from, to));

        Assert.Equal((1, 10), (answer.Nodes, answer.Members));
        Assert.Null(await _tree.Store.Node(from, default));
        Assert.All(members, member => Assert.Equal(
            members.IndexOf(member) < 10 ? to : branch, _tree.Store.Standing(member, default).Result!.Node));
        Assert.Equal($"/{_tree.Root.Id}/{to}/{branch}/", (await _tree.Store.Node(branch, default))!.Path);
        Assert.Equal(to, (await _tree.Scene.Gatherings.Take(planned.Id, default))!.Charter.Node);
        Assert.Equal(10, await _tree.ScalarAsync<long>(
            "select count(*) from organisation_change where kind = 'Standing' and from_node = @From and to_node = @To", new { From = from, To = to }));
        Assert.Equal(20, await Homes(members));
        Assert.Equal((MembershipKind.Seat, to), (await _tree.Store.Actor(guest, default))!.Memberships.Select(static m => (m.Kind, m.Node)).Single());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_merge_whose_commit_breaks_is_done_once_by_the_retry(bool before)
    {
        var (from, to) = (await Found(_tree.Root.Id, $"甲{before}", NodeKind.Branch), await Found(_tree.Root.Id, $"乙{before}", NodeKind.Branch));
        var members = new List<string> { await _tree.MemberAsync(from), await _tree.MemberAsync(from), await _tree.MemberAsync(to) };
        var command = new MergeNode(_tree.Officer, TreeScene.Request(), from, to);
        Break(before);
        Assert.Equal(Rulebook.Uncertain, (await _tree.Grain.Submit(command)).Refusal);
        var answer = await _tree.DoAsync(command);
        Assert.Equal(2, answer.Members);
        Assert.Equivalent(answer, await _tree.DoAsync(command));
        Assert.Equal(3, await Homes(members));
        Assert.Equal(2, await _tree.ScalarAsync<long>(
            "select count(*) from organisation_change where kind = 'Standing' and from_node = @From", new { From = from }));
    }

    [Fact]
    public async Task Who_is_moved_and_merged_at_once_ends_in_one_place_and_two_merges_are_one()
    {
        var nodes = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            nodes.Add(await Found(_tree.Root.Id, $"并发{i}", NodeKind.Branch));
        }

        var members = new List<string>();
        for (var i = 0; i < 12; i++)
        {
            members.Add(await _tree.MemberAsync(nodes[i % 2]));
        }

        var journal = hub.Services.GetRequiredService<IJournal>();
        var merges = Enumerable.Range(0, 6).Select(i => _tree.DoAsync(new MergeNode(_tree.Officer, TreeScene.Request(), nodes[i % 2], nodes[2])));
        var changes = members.Select(member => journal.AppendAsync(new RelationFacts
        {
            Writes = [new StandingChange(member, 0, nodes[3], Category.Full, Relation.Registered, hub.Clock.GetUtcNow(), "test", "", "m-officer")],
        }));
        // A transfer that was decided on a node which is gone by now reaches nobody.
        var late = await Task.WhenAll(merges);
        await Task.WhenAll(changes);

        Assert.Equal(2, late.Count(static answer => answer.Refusal is null));
        Assert.Equal(12, await Homes(members));
        Assert.Equal(Commit.Fenced, await journal.AppendAsync(new RelationFacts
        {
            Writes = [new StandingChange(members[0], (await _tree.Store.Standing(members[0], default))!.Version, nodes[0], Category.Full, Relation.Registered, hub.Clock.GetUtcNow(), "test", "", "m-officer")],
        }));
    }

    [Fact]
    public async Task Sent_again_a_command_is_done_once_and_another_under_its_id_is_refused()
    {
        var request = TreeScene.Request();
        var command = new FoundNode(_tree.Officer, request, NodeKind.Branch, "一次", _tree.Root.Id, "", "", "");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _tree.DoAsync(command)));
        Assert.Single(answers.Select(static a => a.Id).Distinct());
        await _tree.RefuseAsync(Rulebook.Conflict, command with { Name = "两次" });
        await _tree.RefuseAsync(Rulebook.Invalid, command with { RequestId = "" });
    }

    [Fact]
    public async Task Whatever_breaks_the_tree_is_refused_by_a_rule_of_its_own()
    {
        var committee = await Found(_tree.Root.Id, "规则党委");
        var branch = await _tree.FoundAsync(committee, "规则党支部");
        var other = await _tree.FoundAsync(committee, "另一党支部");
        var member = await _tree.MemberAsync(branch);
        var actor = (await _tree.Store.Actor(member, default))!;
        var by = _tree.Officer;
        static string Id() => TreeScene.Request();
        await _tree.RefuseAsync(Rulebook.TreeOfficer, new RenameNode(actor, Id(), branch, "改"));
        await _tree.RefuseAsync(Rulebook.NotFound, new RenameNode(by, Id(), "b-none", "改"));
        await _tree.RefuseAsync(Rulebook.TreeName, new RenameNode(by, Id(), branch, "甲/乙"));
        await _tree.RefuseAsync(Rulebook.TreeSame, new RenameNode(by, Id(), branch, "规则党支部"));
        await _tree.RefuseAsync(Rulebook.TreeNameTaken, new RenameNode(by, Id(), branch, "另一党支部"));
        await _tree.RefuseAsync(Rulebook.TreeKind, new FoundNode(by, Id(), NodeKind.Committee, "不行", branch, "", "", ""));
        await _tree.RefuseAsync(Rulebook.TreeKind, new MoveNode(by, Id(), other, branch));
        await _tree.RefuseAsync(Rulebook.Invalid, new FoundNode(by, Id(), NodeKind.Virtual, "不行", committee, "", "", ""));
        await _tree.RefuseAsync(Rulebook.TreeRoot, new MergeNode(by, Id(), _tree.Root.Id, committee));
        await _tree.RefuseAsync(Rulebook.TreeNotEmpty, new DissolveNode(by, Id(), branch, ""));
        await _tree.RefuseAsync(Rulebook.TreeNotEmpty, new DissolveNode(by, Id(), committee, ""));
        await _tree.RefuseAsync(Rulebook.TreeSector, new SetSector(by, Id(), branch, other));

        var below = await Found(committee, "下级党委");
        await _tree.RefuseAsync(Rulebook.TreeCycle, new MoveNode(by, Id(), committee, below));
        await _tree.RefuseAsync(Rulebook.TreeCycle, new MergeNode(by, Id(), committee, below));
        await _tree.RefuseAsync(Rulebook.TreeCycle, new SetSector(by, Id(), committee, below));
        var alliance = await _tree.FoundAsync(committee, "联盟", NodeKind.Alliance);
        await _tree.RefuseAsync(Rulebook.TreeTarget, new MergeNode(by, Id(), branch, alliance));
        for (var depth = 4; depth <= TreeRules.DepthMost; depth++)
        {
            below = await Found(below, $"第{depth}级党委");
        }

        await _tree.RefuseAsync(Rulebook.TreeDepth, new FoundNode(by, Id(), NodeKind.Branch, "太深", below, "", "", ""));
    }

    [Fact]
    public async Task A_node_stands_on_two_lines_and_neither_runs_in_a_circle()
    {
        var (area, sector) = (await Found(_tree.Root.Id, "区党委"), await Found(_tree.Root.Id, "行业党委"));
        var branch = await _tree.FoundAsync(area, "两线党支部");
        Assert.Null((await _tree.DoAsync(new SetSector(_tree.Officer, TreeScene.Request(), branch, sector))).Refusal);
        Assert.Equal(["集团党委", "行业党委", "两线党支部"], (await _tree.Tree.SectorLineAsync(branch)).Select(static s => s.Name));
        Assert.Contains(await _tree.Tree.ChildrenAsync(sector, true, null, null, null), node => node.Id == branch);
        Assert.DoesNotContain(await _tree.Tree.ChildrenAsync(area, true, null, null, null), node => node.Id == branch);
        Assert.Contains(await _tree.Tree.ChildrenAsync(area, false, null, null, null), node => node.Id == branch);

        // The sector's line of the first leads to the second; the other way round would close it.
        Assert.Null((await _tree.DoAsync(new SetSector(_tree.Officer, TreeScene.Request(), area, sector))).Refusal);
        await _tree.RefuseAsync(Rulebook.TreeCycle, new SetSector(_tree.Officer, TreeScene.Request(), sector, area));
        await _tree.RefuseAsync(Rulebook.TreeCycle, new MoveNode(_tree.Officer, TreeScene.Request(), sector, area));
        await _tree.RefuseAsync(Rulebook.TreeCycle, new MergeNode(_tree.Officer, TreeScene.Request(), sector, area));
    }

    [Fact]
    public async Task Who_belonged_where_is_answered_for_every_day_that_was()
    {
        var (left, right) = (await Found(_tree.Root.Id, "东党委"), await Found(_tree.Root.Id, "西党委"));
        var branch = await _tree.FoundAsync(left, "老名字");
        hub.Clock.Advance(TimeSpan.FromDays(1));
        var member = await _tree.MemberAsync(branch);
        var days = new List<DateTimeOffset>();
        async Task Day(OrganisationCommand command)
        {
            days.Add(hub.Clock.GetUtcNow());
            hub.Clock.Advance(TimeSpan.FromDays(1));
            Assert.Null((await _tree.DoAsync(command)).Refusal);
        }

        // The import wrote the real time of now; from here on the days go on from it.
        hub.Clock.Advance(TimeSpan.FromDays(1));
        await Day(new RenameNode(_tree.Officer, TreeScene.Request(), branch, "新名字"));
        await Day(new MoveNode(_tree.Officer, TreeScene.Request(), branch, right));
        await Day(new RenameNode(_tree.Officer, TreeScene.Request(), right, "西南党委"));
        var other = await _tree.FoundAsync(right, "别的");
        await Day(new MergeNode(_tree.Officer, TreeScene.Request(), branch, other));
        days.Add(hub.Clock.GetUtcNow());

        Assert.Equal(
            ["集团党委/东党委/老名字", "集团党委/东党委/新名字", "集团党委/西党委/新名字", "集团党委/西南党委/新名字", "集团党委/西南党委/别的"],
            await Task.WhenAll(days.Select(day => _tree.PlaceAsync(member, day))));
        Assert.Equal("老名字", Assert.Single(await _tree.Past.MembersOnAsync(left, days[0])).NodeName);
        Assert.Empty(await _tree.Past.MembersOnAsync(left, days[2]));
        Assert.Equal("别的", Assert.Single(await _tree.Past.MembersOnAsync(right, days[4])).NodeName);
        Assert.Equal(
            ["merged", "moved", "renamed", "founded"],
            (await _tree.Past.ChangesAsync(branch)).Select(static c => c.Cause));
        Assert.Equal("merged", (await _tree.Past.ChangesAsync(other))[0].Cause);
    }

    private void Break(bool before)
    {
        if (before)
        {
            hub.Commits.BreakBefore();
        }
        else
        {
            hub.Commits.BreakAfter();
        }
    }

    private Task<string> Found(string parent, string name, NodeKind kind = NodeKind.Committee) => _tree.FoundAsync(parent, name, kind);

    private async Task<long> Homes(IReadOnlyCollection<string> members) => (await hub.Database.QueryAsync<string>(
        """
        select s.member from membership s join member m on m.id = s.member and m.node = s.node join node n on n.id = s.node
        where s.member in @Members and s.kind = 'Home' and s.until is null and n.dissolved_at is null
        """,
        new { Members = members.ToArray() },
        default)).Count;
}

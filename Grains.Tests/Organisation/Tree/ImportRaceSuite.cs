using Grains.Enterprises;
using Grains.Journal;
using Grains.Organisation;
using Grains.Organisation.Tree;
using Grains.Rules;
using Grains.Tests.Relations;
using Grains.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Storage;
using Storage.Organisation;

namespace Grains.Tests.Organisation.Tree;

public sealed class SqliteImportRaceTests(SqliteGrains hub) : ImportRaceSuite(hub), IClassFixture<SqliteGrains>;

public sealed class PostgresImportRaceTests(PostgresGrains hub) : ImportRaceSuite(hub), IClassFixture<PostgresGrains>;

/// <summary>Imports beside changes of the tree: one of both is first, and the other knows.</summary>
public abstract class ImportRaceSuite(GrainsOverStorage hub) : IAsyncLifetime
{
    private const int Rounds = 12;

    private readonly TreeScene _tree = new(hub);
    private int _minted;

    private RosterWriter Writer => hub.Services.GetRequiredService<RosterWriter>();

    public Task InitializeAsync() => _tree.SetAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task An_import_planned_before_a_dissolution_commits_nothing()
    {
        var branch = await _tree.FoundAsync(_tree.Root.Id, "甲党支部");
        var other = await _tree.FoundAsync(_tree.Root.Id, "乙党支部");
        var plan = await PlanAsync("集团党委/甲党支部,王一,正式党员,2016-07-01,书记\n集团党委/丙党支部,王二,正式党员,2016-07-01,\n");
        await _tree.DoAsync(new DissolveNode(_tree.Officer, TreeScene.Request(), branch, other));

        await AssertRefusedAsync(plan);

        Assert.Equal(0, await MembersAsync(branch));
        Assert.Equal(0, await _tree.ScalarAsync<long>("select count(*) from node where parent = @Id and name = '丙党支部'", new { _tree.Root.Id }));
    }

    [Fact]
    public async Task An_import_planned_before_a_move_commits_nothing()
    {
        var general = await _tree.FoundAsync(_tree.Root.Id, "甲党总支", NodeKind.GeneralBranch);
        var committee = await _tree.FoundAsync(_tree.Root.Id, "乙党委", NodeKind.Committee);
        var plan = await PlanAsync("集团党委/甲党总支/新党支部,王一,正式党员,2016-07-01,\n");
        await _tree.DoAsync(new MoveNode(_tree.Officer, TreeScene.Request(), general, committee));
        await AssertRefusedAsync(plan);
        await Writer.ImportAsync(await PlanAsync("集团党委/乙党委/甲党总支/新党支部,王一,正式党员,2016-07-01,\n"));
        Assert.Equal(
            $"{_tree.Root.Path}{committee}/{general}/",
            await _tree.ScalarAsync<string>("select substr(path, 1, length(path) - length(id) - 1) from node where parent = @Id", new { Id = general }));
    }

    [Fact]
    public async Task An_import_that_founds_what_an_officer_founded_meanwhile_commits_nothing()
    {
        var plan = await PlanAsync("集团党委/甲党支部,王一,正式党员,2016-07-01,\n");
        var branch = await _tree.FoundAsync(_tree.Root.Id, "甲党支部");
        await AssertRefusedAsync(plan);
        await Writer.ImportAsync(await PlanAsync("集团党委/甲党支部,王一,正式党员,2016-07-01,\n"));
        Assert.Equal(1, await MembersAsync(branch));
    }

    [Fact]
    public async Task A_change_elsewhere_stops_no_import_and_each_import_raises_the_version_of_the_tree()
    {
        var branch = await _tree.FoundAsync(_tree.Root.Id, "甲党支部");
        var plan = await PlanAsync("集团党委/甲党支部,王一,正式党员,2016-07-01,\n");
        await _tree.FoundAsync(_tree.Root.Id, "乙党支部");
        var store = hub.Services.GetRequiredService<ITreeStore>();
        var before = await store.Head(default);

        await Writer.ImportAsync(plan);

        Assert.Equal((1, before + 1), (await MembersAsync(branch), await store.Head(default)));
        Assert.Equal(before + 1, await _tree.ScalarAsync<long>("select max(version) from organisation_change where kind = 'Recount'"));
    }

    [Fact]
    public async Task A_change_of_the_tree_decided_before_an_import_is_not_committed_after_it()
    {
        var branch = await _tree.FoundAsync(_tree.Root.Id, "甲党支部");
        var head = await hub.Services.GetRequiredService<ITreeStore>().Head(default);
        await Writer.ImportAsync(await PlanAsync("集团党委/甲党支部,王一,正式党员,2016-07-01,\n"));
        var change = new TreeEvent(head + 1, "", _tree.Officer.Member, hub.Clock.GetUtcNow());
        Assert.Equal(Commit.Fenced, await hub.Services.GetRequiredService<IJournal>().AppendAsync(new RelationFacts
        {
            Writes = [new TreeHead(head), new NodeRenamed(branch, "改名党支部", change)],
        }));
    }

    [Fact]
    public async Task Imports_beside_dissolutions_land_nobody_in_a_dissolved_node()
    {
        var haven = await _tree.FoundAsync(_tree.Root.Id, "归并党支部");
        var imported = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var branch = await _tree.FoundAsync(_tree.Root.Id, $"第{round}党支部");
            var plan = await PlanAsync($"集团党委/第{round}党支部,王{(char)('一' + round)},正式党员,2016-07-01,\n");
            var import = Task.Run(async () =>
            {
                try
                {
                    await Writer.ImportAsync(plan);
                    return 1;
                }
                catch (RosterConflictException conflict) when (conflict.IsTree)
                {
                    return 0;
                }
            });
            var dissolved = await _tree.DoAsync(new DissolveNode(_tree.Officer, TreeScene.Request(), branch, haven));
            Assert.Null(dissolved.Refusal);
            imported += await import;
        }

        Assert.Equal(0, await _tree.ScalarAsync<long>(
            "select count(*) from member m join node n on n.id = m.node where n.dissolved_at is not null and n.path >= @Path and n.path < @End",
            new { _tree.Root.Path, End = _tree.Root.Path[..^1] + '0' }));
        Assert.Equal(imported, await MembersAsync(haven));
    }

    [Fact]
    public async Task Enterprises_come_in_with_whom_they_declare_and_their_history_and_again_nothing_changes()
    {
        const string Sheet = "组织路径,企业名称,行业,所在地区,职工人数,覆盖方式,申报党员\n集团党委,青山软件,软件,西岸,80,,王一(正式党员)、王二(预备党员)\n";
        await Writer.ImportAsync(Plan(Sheet, await BookAsync()));

        var query = hub.Services.GetRequiredService<global::Storage.Queries.EnterpriseQuery>();
        var filter = new global::Storage.Queries.EnterpriseFilter(EnterpriseState.Active, null, false, "", 10);
        var there = Assert.Single(await query.PageAsync(_tree.Root.Path, filter, null, null));
        Assert.Equal(("青山软件", "软件", "西岸", 80, UnitCover.Regional, 2, 1), (there.Name, there.Industry, there.Region, there.Staff, there.Cover, there.Party, there.FullMembers));
        Assert.Equal(["registered"], (await query.ChangesAsync(there.Id)).Select(static change => change.Cause));
        Assert.Equal(["王一", "王二"], (await query.DeclaredAsync(there.Id)).Select(static one => one.Name).Order());
        Assert.Equal(1, await _tree.ScalarAsync<long>(
            "select count(*) from audit where action = 'import.write' and subject = @Id and detail like '%enterprises 1'", new { _tree.Root.Id }));
        Assert.Empty(Plan(Sheet, await BookAsync()).Enterprises);
    }

    private async Task AssertRefusedAsync(RosterPlan plan) =>
        Assert.True((await Assert.ThrowsAsync<RosterConflictException>(() => Writer.ImportAsync(plan))).IsTree);

    private Task<long> MembersAsync(string node) => _tree.ScalarAsync<long>("select count(*) from member where node = @Node", new { Node = node });

    private async Task<RosterPlan> PlanAsync(string rows) => Plan("组织路径,姓名,类别,入党日期,职务\n" + rows, await BookAsync());

    // The tests of the class share a database; each has a tree of its own, as a hub has.
    private async Task<RosterBook> BookAsync()
    {
        var book = await hub.Services.GetRequiredService<RosterBookReader>().ReadAsync();
        return book with { Nodes = [.. book.Nodes.Where(node => node.Path.StartsWith(_tree.Root.Path, StringComparison.Ordinal))] };
    }

    private RosterPlan Plan(string text, RosterBook book)
    {
        string Id(string prefix) => $"{Scene.Id(prefix)}{Interlocked.Increment(ref _minted)}";
        var verdict = RosterCheck.Run(text, book, new RosterOptions(110108, new DateOnly(2026, 7, 1), () => Id("b-"), () => Id("m-")));
        Assert.Empty(verdict.Problems);
        return verdict.Plan!;
    }
}

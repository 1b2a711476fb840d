using Grains.Journal;
using Grains.Organisation;
using Grains.Rules;
using Grains.Statistics;
using Grains.Tests.Relations;
using Grains.Tests.Storage;

namespace Grains.Tests.Statistics;

public sealed class SqliteCountsTests(SqliteGrains hub) : CountsSuite(hub), IClassFixture<SqliteGrains>;

public sealed class PostgresCountsTests(PostgresGrains hub) : CountsSuite(hub), IClassFixture<PostgresGrains>;

public abstract class CountsSuite(GrainsOverStorage hub)
{
    private readonly Province _province = new(hub);

    [Fact]
    public async Task Counts_follow_people_and_nodes_on_both_lines()
    {
        var root = await _province.NodeAsync(null, NodeKind.Committee);
        var sector = await _province.NodeAsync(root, NodeKind.Committee);
        var county = await _province.NodeAsync(root, NodeKind.Committee);
        var branch = await _province.NodeAsync(county);
        var member = await _province.MemberAsync(branch);
        var counts = Grain();
        await _province.CheckAsync(counts);

        await _province.SectorAsync(branch.Id, sector.Id);
        Assert.Equal(Commit.Done, await _province.ChangeAsync(member.Id, branch.Id, Category.Full, Relation.Pocket));
        await _province.CheckAsync(counts);
        Assert.Equal(0, Members(await counts.Read(sector.Id, Line.Territorial)));
        Assert.Equal(1, Members(await counts.Read(sector.Id, Line.Sector)));
        Assert.Equal(0, Members(await counts.Read(county.Id, Line.Sector)));
        Assert.True(await counts.IsBelow(branch.Id, [sector.Id], Line.Sector));
        Assert.False(await counts.IsBelow(branch.Id, [sector.Id], Line.Territorial));
        Assert.Equal([sector.Id], (await counts.Read(root.Id, Line.Sector))!.Children.Where(c => c.Members == 1).Select(c => c.Id));

        await _province.MoveAsync(county.Id, sector.Id);
        await _province.CheckAsync(counts);
        Assert.Equal(1, Members(await counts.Read(sector.Id, Line.Territorial)));
        await _province.UpgradeAsync(branch.Id, NodeKind.GeneralBranch);
        await _province.MergeAsync(county.Id, sector.Id);
        await _province.CheckAsync(counts);
        Assert.Null(await counts.Read(county.Id, Line.Territorial));
        Assert.Equal(0, (await Province.RecountAsync(counts)).Differences);
    }

    [Fact]
    public async Task What_comes_in_bulk_is_counted_anew()
    {
        var root = await _province.NodeAsync(null, NodeKind.Committee);
        var counts = Grain();
        await _province.CheckAsync(counts);
        var branch = await _province.NodeAsync(root);
        await _province.MemberAsync(branch, Category.Activist);
        await _province.MemberAsync(branch, Category.Probationary, Relation.TemporaryLetter);
        await _province.CheckAsync(counts);
        Assert.Equal(1, Members(await counts.Read(root.Id, Line.Territorial)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task After_any_row_of_changes_and_crashes_the_counts_equal_a_full_recount(int seed)
    {
        var random = new Random(seed);
        var root = await _province.NodeAsync(null, NodeKind.Committee);
        var nodes = new List<string> { root.Id };
        var members = new List<RosterMember>();
        for (var i = 0; i < 6; i++)
        {
            var committee = await _province.NodeAsync(root, NodeKind.Committee);
            var branch = await _province.NodeAsync(committee);
            nodes.AddRange([committee.Id, branch.Id]);
            members.Add(await _province.MemberAsync(branch, relation: Relation.Unknown));
            members.Add(await _province.MemberAsync(branch, Category.Probationary));
        }

        var counts = Grain();
        for (var step = 0; step < 150; step++)
        {
            var (one, other) = (nodes[random.Next(1, nodes.Count)], nodes[random.Next(nodes.Count)]);
            switch (random.Next(12))
            {
                case 0:
                    var id = Scene.Id("b-");
                    await _province.FoundAsync(id, other, (NodeKind)random.Next(5));
                    nodes.Add(id);
                    break;
                case 1 when !await counts.IsBelow(other, [one], Line.Territorial) && !await counts.IsBelow(other, [one], Line.Sector):
                    await _province.MoveAsync(one, other);
                    break;
                case 2 when !await counts.IsBelow(other, [one], Line.Territorial) && !await counts.IsBelow(other, [one], Line.Sector):
                    await _province.SectorAsync(one, random.Next(3) == 0 ? null : other);
                    break;
                case 3 when nodes.Count > 8 && !await counts.IsBelow(other, [one], Line.Territorial) && !await counts.IsBelow(other, [one], Line.Sector)
                    && (await counts.Read(one, Line.Sector))!.Children.Length == 0:
                    await _province.MergeAsync(one, other);
                    nodes.Remove(one);
                    break;
                case 4:
                    await _province.UpgradeAsync(one, (NodeKind)random.Next(5));
                    break;
                case 5:
                    // As if the process had died: what counts now begins from the database.
                    counts = Grain();
                    break;
                case 6:
                    hub.Commits.BreakBefore();
                    Assert.NotEqual(Commit.Done, await ChangeAsync());
                    await RecoverAsync();
                    break;
                case 7:
                    hub.Commits.BreakAfter();
                    Assert.NotEqual(Commit.Done, await ChangeAsync());
                    await RecoverAsync();
                    break;
                default:
                    Assert.Equal(Commit.Done, await ChangeAsync());
                    break;
            }

            await _province.CheckAsync(counts);

            Task<Commit> ChangeAsync() => _province.ChangeAsync(
                members[random.Next(members.Count)].Id, other, (Category)random.Next(5), (Relation)random.Next(5));
        }

        Assert.Equal(0, (await Province.RecountAsync(counts)).Differences);
    }

    [Fact]
    public async Task Who_begins_to_count_while_others_write_misses_nothing_and_doubles_nothing()
    {
        var root = await _province.NodeAsync(null, NodeKind.Committee);
        var branches = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _province.NodeAsync(root)));
        var members = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => _province.MemberAsync(branches[i % 4])));
        var begun = new List<ICountsGrain>();
        var writers = members.Select((member, i) => Task.Run(async () =>
        {
            var random = new Random(i);
            for (var turn = 0; turn < 25; turn++)
            {
                Assert.Equal(Commit.Done, await _province.ChangeAsync(
                    member.Id, branches[random.Next(4)].Id, (Category)random.Next(5), (Relation)random.Next(5)));
                if (i == 0 && turn % 5 == 0)
                {
                    await _province.FoundAsync(Scene.Id("b-"), branches[random.Next(4)].Id, NodeKind.Group);
                }
            }
        })).ToArray();
        var all = Task.WhenAll(writers);
        while (!all.IsCompleted)
        {
            begun.Add(Grain());
            await begun[^1].Poke();
            Assert.Equal(0, (await Province.RecountAsync(begun[^1])).Differences);
        }

        await all;
        foreach (var counts in begun)
        {
            await counts.Poke();
            Assert.Equal(0, (await Province.RecountAsync(counts)).Differences);
        }

        await _province.CheckAsync(begun[0]);
    }

    // An activation of its own: it counts what the database holds when it begins.
    private ICountsGrain Grain() => hub.Grains.GetGrain<ICountsGrain>(Scene.Id("counts-"));

    private async Task RecoverAsync()
    {
        while (!((IJournal)hub.Services.GetService(typeof(IJournal))!).IsUp)
        {
            await Task.Yield();
        }
    }

    private static int Members(NodeCounts? counts) => counts!.Cells.Where(static c => Rights.IsPartyMember(c.Category)).Sum(static c => c.Subtree);
}

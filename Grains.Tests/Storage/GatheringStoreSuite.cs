using Grains.Gatherings;
using Grains.Journal;
using Grains.Points;
using Grains.Rules;
using Microsoft.Extensions.Logging.Abstractions;
using Storage.Journal;

namespace Grains.Tests.Storage;

public sealed class SqliteGatheringStoreTests(SqliteFixture fixture) : GatheringStoreSuite(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresGatheringStoreTests(PostgresFixture fixture) : GatheringStoreSuite(fixture), IClassFixture<PostgresFixture>;

public abstract class GatheringStoreSuite(DatabaseFixture fixture)
{
    private readonly Scene _scene = new(fixture.Database);

    [Fact]
    public async Task A_gathering_is_created_once()
    {
        var node = await _scene.NodeAsync();
        var charter = Scene.Charter(node);

        Assert.True(await _scene.Gatherings.Create(charter, Scene.Terms(), "e-1", Scene.None));
        Assert.False(await _scene.Gatherings.Create(charter with { Topic = "other" }, Scene.Terms(), "e-2", Scene.None));

        var row = (await _scene.Gatherings.Take(charter.Id, Scene.None))!;
        Assert.Equal(new GatheringRow(charter, Scene.Terms(), "e-1", 0, 1, charter.SummonedAt), row);
    }

    [Fact]
    public async Task Taking_an_unknown_gathering_answers_nothing() =>
        Assert.Null(await _scene.Gatherings.Take("g-none", Scene.None));

    [Fact]
    public async Task Every_taking_gets_a_fence_of_its_own()
    {
        var row = await _scene.GatheringAsync();

        var fences = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
            (await _scene.Gatherings.Take(row.Charter.Id, Scene.None))!.Fence));

        Assert.Equal(Enumerable.Range(2, 20).Select(fence => (long)fence), fences.Order());
    }

    [Fact]
    public async Task The_roster_holds_who_attends_and_tells_who_counts()
    {
        var committee = await _scene.NodeAsync(name: "街道党工委");
        var branch = await _scene.NodeAsync(committee, "软件园支部");
        var other = await _scene.NodeAsync(name: "别处");
        await _scene.MemberAsync(committee, "甲");
        await _scene.MemberAsync(branch, "乙", relation: Relation.ActivityCard);
        await _scene.MemberAsync(branch, "丙", Category.Probationary);
        await _scene.MemberAsync(branch, "丁", Category.Disciplined);
        await _scene.MemberAsync(branch, "戊", Category.Activist);
        await _scene.MemberAsync(branch, "己", Category.Applicant);
        await _scene.MemberAsync(branch, "庚", Category.Guest);
        await _scene.MemberAsync(branch, "辛", Category.SeatHolder);
        await _scene.MemberAsync(branch, "壬", Category.Instructor);
        await _scene.MemberAsync(other, "癸");

        var own = await FreezeAsync(Scene.Charter(committee, subtree: false));
        var below = await FreezeAsync(Scene.Charter(committee));
        var invited = await FreezeAsync(Scene.Charter(committee, activists: true));

        Assert.Equal(["甲"], own.Select(line => line.Name));
        Assert.Equal(["丁", "丙", "乙", "甲"], below.Select(line => line.Name).Order(StringComparer.Ordinal));
        Assert.All(below, line => Assert.True(line.Expected));
        Assert.Equal(["甲"], below.Where(line => line.Eligible).Select(line => line.Name));
        Assert.Equal("软件园支部", below.Single(line => line.Name == "乙").Unit);
        Assert.Equal(6, invited.Count);
        Assert.Equal(["己", "戊"], invited.Where(line => !line.Expected).Select(line => line.Name).Order(StringComparer.Ordinal));
        Assert.Equal(below.Select(line => line.Member).Order(StringComparer.Ordinal), below.Select(line => line.Member));
    }

    [Fact]
    public async Task A_frozen_roster_never_changes()
    {
        var branch = await _scene.NodeAsync();
        await _scene.MemberAsync(branch, "甲");
        var charter = Scene.Charter(branch);
        var first = await FreezeAsync(charter);

        await _scene.MemberAsync(branch, "乙");
        var again = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _scene.Gatherings.Freeze(charter, Scene.None)));

        Assert.Single(first);
        Assert.All(again, lines => Assert.Equal(first, lines));
    }

    [Fact]
    public async Task What_is_due_is_found_after_a_restart()
    {
        var node = await _scene.NodeAsync();
        var now = Scene.Noon;
        var later = Scene.Charter(node, opens: now.AddMinutes(1));
        var due = Scene.Charter(node, opens: now);
        await _scene.Gatherings.Create(later, Scene.Terms(), "e", Scene.None);
        await _scene.Gatherings.Create(due, Scene.Terms(), "e", Scene.None);
        var open = await _scene.GatheringAsync(node);
        var closed = await _scene.GatheringAsync(node, GatheringState.Closed);
        var owing = await _scene.GatheringAsync(node, GatheringState.Closed);
        await using (var journal = new JournalWriter(fixture.Database, NullLogger<JournalWriter>.Instance))
        {
            await journal.AppendAsync(Scene.Facts(owing, 0) with { Awards = [new Award("m-1", "flash.attended", owing.Charter.Id, now)] });
        }

        var pending = await _scene.Gatherings.Pending(now, Scene.None);
        var afterGrace = await _scene.Gatherings.Pending(now.AddSeconds(11), Scene.None);

        string[] ids = [due.Id, open.Charter.Id];
        Assert.Equal(ids.Order(StringComparer.Ordinal), Mine(pending));
        Assert.Equal(ids.Append(owing.Charter.Id).Order(StringComparer.Ordinal), Mine(afterGrace));

        IEnumerable<string> Mine(IReadOnlyList<string> all) => all
            .Intersect([later.Id, due.Id, open.Charter.Id, closed.Charter.Id, owing.Charter.Id]).Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task Entries_come_in_pages_and_in_order()
    {
        var row = await _scene.GatheringAsync();
        await using (var journal = new JournalWriter(fixture.Database, NullLogger<JournalWriter>.Instance))
        {
            await journal.AppendAsync(Scene.Facts(row, 0, [.. Enumerable.Range(1, 120).Select(seq => Scene.Message(seq))]));
        }

        var page = await _scene.Gatherings.Entries(row.Charter.Id, 100, 50, Scene.None);
        var log = new global::Storage.Queries.LogQuery(fixture.Database);

        Assert.Equal(Enumerable.Range(101, 20).Select(seq => (long)seq), page.Select(entry => entry.Seq));
        Assert.Equal([8L, 9L], (await log.BeforeAsync(row.Charter.Id, 10, 2)).Select(entry => entry.Seq));
        Assert.Equal([11L, 12L], (await log.AfterAsync(row.Charter.Id, 10, 2)).Select(entry => entry.Seq));
        Assert.Equal("c-7", (await log.OneAsync(row.Charter.Id, 7))?.ClientId);
        Assert.Null(await log.OneAsync(row.Charter.Id, 121));
    }

    private async Task<IReadOnlyList<RosterLine>> FreezeAsync(GatheringCharter charter)
    {
        await _scene.Gatherings.Create(charter, Scene.Terms(), "e-1", Scene.None);
        return await _scene.Gatherings.Freeze(charter, Scene.None);
    }
}

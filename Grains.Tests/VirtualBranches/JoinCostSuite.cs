using Grains.Gatherings;
using Grains.Organisation;
using Grains.Rules;
using Grains.Tests.Relations;
using Grains.Tests.Storage;
using Grains.VirtualBranches;
using Microsoft.Extensions.DependencyInjection;
using Storage.Queries;
using Xunit.Abstractions;

namespace Grains.Tests.VirtualBranches;

[Trait("Category", "Slow")]
public sealed class SqliteJoinCostTests(SqliteGrains hub, ITestOutputHelper output) : JoinCostSuite(hub, output), IClassFixture<SqliteGrains>;

[Trait("Category", "Slow")]
public sealed class PostgresJoinCostTests(PostgresGrains hub, ITestOutputHelper output) : JoinCostSuite(hub, output), IClassFixture<PostgresGrains>;

/// <summary>Fifty thousand in one branch: joining, its page and its roster cost what they cost with a few.</summary>
public abstract class JoinCostSuite(GrainsOverStorage hub, ITestOutputHelper output)
{
    private const int Roster = 50_000;
    private const int Joins = 200;

    [Fact]
    public async Task Joining_a_branch_of_fifty_thousand_costs_what_joining_a_small_one_costs()
    {
        var world = await new VirtualWorld(hub).SetAsync();
        var organisation = hub.Services.GetRequiredService<IOrganisationStore>();
        var people = await PeopleAsync(world);
        var small = await world.FoundAsync(await world.MemberAsync(), open: true);
        var large = await world.FoundAsync(await world.MemberAsync(), open: true);
        await JoinLoad.RunAsync(hub.Grains, organisation, small, people[..50], 1);
        var few = await JoinLoad.RunAsync(hub.Grains, organisation, small, people[50..(50 + Joins)], 1);
        Assert.True(await new VirtualBranchBulk(hub.Database).FillAsync(large, Roster, hub.Clock.GetUtcNow()) >= Roster);
        var late = await LateAsync(world);
        var many = await JoinLoad.RunAsync(hub.Grains, organisation, large, late, 1);
        output.WriteLine($"join p50/p95: {few.P50:F1}/{few.P95:F1} ms with {Joins}, {many.P50:F1}/{many.P95:F1} ms with {Roster}");
        // The floor, unless the machine is so busy that a small branch takes as long.
        Assert.True(many.P95 < Math.Max(100, few.P95 * 3), $"p95 {few.P95:F1} ms with a few, {many.P95:F1} ms with {Roster}");
        // The median tells a cost that grows with the roster from a disk that stalls now and then.
        Assert.True(many.P50 < (few.P50 * 3) + 5, $"p50 {few.P50:F1} ms with a few, {many.P50:F1} ms with {Roster}");
        Assert.Equal(await world.RosterAsync(large), (await world.RowAsync(large)).Members);

        var query = new VirtualBranchQuery(hub.Database);
        var (seen, since, after) = (0, DateTimeOffset.UnixEpoch, "");
        while (await query.RosterAsync(large, null, since, after, Paging.Most) is { Count: > 0 } page)
        {
            (seen, since, after) = (seen + page.Count, page[^1].Since, page[^1].Member);
        }

        Assert.Equal((await world.RowAsync(large)).Members, seen);
        var charter = new GatheringCharter(
            VirtualWorld.NewId("g-"), large, $"/{large}/", "大支部", false, GatheringType.Flash, "讨论", false, "m-1", "李雷", Scene.Noon, Scene.Noon);
        Assert.True(await world.Scene.Gatherings.Create(charter, Scene.Terms(), "e-1", Scene.None));
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        Assert.Equal(seen, (await world.Scene.Gatherings.Freeze(charter, Scene.None)).Count);
        output.WriteLine($"roster of {seen} frozen and read in {System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalMilliseconds:F0} ms");
    }

    private static async Task<string[]> PeopleAsync(VirtualWorld world)
    {
        var members = Enumerable.Range(0, Roster).Select(_ => Scene.Person(world.Root.Id)).ToList();
        await world.Scene.WriteAsync(RosterPlan.Empty with { Members = members });
        return [.. members.Select(static m => m.Id)];
    }

    private static async Task<string[]> LateAsync(VirtualWorld world)
    {
        var members = Enumerable.Range(0, Joins).Select(_ => Scene.Person(world.Root.Id)).ToList();
        await world.Scene.WriteAsync(RosterPlan.Empty with { Members = members });
        return [.. members.Select(static m => m.Id)];
    }
}

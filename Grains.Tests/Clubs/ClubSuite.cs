using Grains.Clubs;
using Grains.Gatherings;
using Grains.Organisation;
using Grains.Organisation.Tree;
using Grains.Rules;
using Grains.Tests.Organisation.Tree;
using Grains.Tests.Relations;
using Grains.Tests.Storage;
using Grains.VirtualBranches;
using Storage.Queries;

namespace Grains.Tests.Clubs;

public sealed class SqliteClubTests(SqliteGrains hub) : ClubSuite(hub), IClassFixture<SqliteGrains>;

public sealed class PostgresClubTests(PostgresGrains hub) : ClubSuite(hub), IClassFixture<PostgresGrains>;

/// <summary>Clubs that branches take on, and what counts for the branch.</summary>
public abstract class ClubSuite(GrainsOverStorage hub) : IAsyncLifetime
{
    private readonly TreeScene _tree = new(hub);
    private string _branch = "", _leader = "", _club = "";

    private ClubQuery Clubs => new(hub.Database);

    public async Task InitializeAsync()
    {
        await _tree.SetAsync();
        _branch = await _tree.FoundAsync(_tree.Root.Id, "甲党支部");
        _leader = await _tree.MemberAsync(_branch);
        _club = "l-" + Convert.ToBase64String(Guid.NewGuid().ToByteArray())[..22].Replace('+', '-').Replace('/', '_');
        var founding = new FoundVirtual(await ActorAsync(_leader), TreeScene.Request(), "羽毛球社", "运动", "", null, true, 1, 1);
        Assert.Null((await hub.Grains.GetGrain<IVirtualBranchGrain>(_club).Submit(founding)).Refusal);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task What_a_club_does_while_it_is_linked_counts_as_the_branchs_activity()
    {
        await HoldAsync();
        hub.Clock.Advance(TimeSpan.FromMinutes(1));
        var link = new LinkClub(_tree.Officer, TreeScene.Request(), _club, _branch);
        hub.Commits.BreakAfter();
        Assert.Equal(Rulebook.Uncertain, (await _tree.Grain.Submit(link)).Refusal);
        Assert.Null((await _tree.DoAsync(link)).Refusal);
        await _tree.RefuseAsync(Rulebook.TreeSame, link with { RequestId = TreeScene.Request() });
        await HoldAsync();
        await HoldAsync();
        Assert.Equal((0, 2), await ActivityAsync());
        var linked = Assert.Single(await Clubs.ClubsAsync(_branch, DateTimeOffset.UnixEpoch));
        Assert.Equal((_club, "羽毛球社", "运动", 2L), (linked.Id, linked.Name, linked.Topic, linked.Held));
        Assert.Equal(_branch, Assert.Single(await Clubs.BranchesAsync(_club)).Id);

        // The leader ends it; what was counts, what comes does not.
        hub.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null((await _tree.DoAsync(new UnlinkClub(await ActorAsync(_leader), TreeScene.Request(), _club, _branch))).Refusal);
        await HoldAsync();
        Assert.Equal((0, 2), await ActivityAsync());
        Assert.Empty(await Clubs.ClubsAsync(_branch, DateTimeOffset.UnixEpoch));
        Assert.Equal(2, await _tree.ScalarAsync<long>(
            "select count(*) from audit where subject = @Branch and action in ('club.link', 'club.unlink')", new { Branch = _branch }));
    }

    [Fact]
    public async Task Who_may_not_take_a_club_on_or_let_it_go_hears_the_rule()
    {
        var other = await _tree.FoundAsync(_tree.Root.Id, "乙党支部");
        var alliance = await _tree.FoundAsync(_tree.Root.Id, "联盟", NodeKind.Alliance);
        var (leader, member) = (await ActorAsync(_leader), await ActorAsync(await _tree.MemberAsync(_branch)));
        await _tree.RefuseAsync(Rulebook.TreeOfficer, new LinkClub(leader, TreeScene.Request(), _club, _branch));
        await _tree.RefuseAsync(Rulebook.ClubMember, new LinkClub(_tree.Officer, TreeScene.Request(), _club, other));
        await _tree.RefuseAsync(Rulebook.ClubBranch, new LinkClub(_tree.Officer, TreeScene.Request(), _club, alliance));
        await _tree.RefuseAsync(Rulebook.NotFound, new LinkClub(_tree.Officer, TreeScene.Request(), "l-none", _branch));
        await _tree.RefuseAsync(Rulebook.NotFound, new LinkClub(_tree.Officer, TreeScene.Request(), _branch, _branch));
        await _tree.RefuseAsync(Rulebook.TreeSame, new UnlinkClub(_tree.Officer, TreeScene.Request(), _club, _branch));
        Assert.Null((await _tree.DoAsync(new LinkClub(_tree.Officer, TreeScene.Request(), _club, _branch))).Refusal);
        await _tree.RefuseAsync(Rulebook.ClubOfficer, new UnlinkClub(member, TreeScene.Request(), _club, _branch));
        Assert.Null((await _tree.DoAsync(new UnlinkClub(_tree.Officer, TreeScene.Request(), _club, _branch))).Refusal);
    }

    [Fact]
    public async Task A_branch_that_goes_up_in_another_takes_its_clubs_along()
    {
        var into = await _tree.FoundAsync(_tree.Root.Id, "乙党支部");
        Assert.Null((await _tree.DoAsync(new LinkClub(_tree.Officer, TreeScene.Request(), _club, _branch))).Refusal);
        Assert.Null((await _tree.DoAsync(new MergeNode(_tree.Officer, TreeScene.Request(), _branch, into))).Refusal);
        Assert.Equal([into], (await Clubs.BranchesAsync(_club)).Select(static b => b.Id));
        Assert.Equal(0, await _tree.ScalarAsync<long>("select count(*) from club_link where branch = @Branch and until is null", new { Branch = _branch }));
    }

    private async Task<(int, int)> ActivityAsync()
    {
        var path = (await _tree.Store.Node(_branch, default))!.Path;
        return await Clubs.ActivityAsync(_branch, path, DateTimeOffset.UnixEpoch);
    }

    private async Task HoldAsync()
    {
        var at = hub.Clock.GetUtcNow();
        var charter = Scene.Charter(new RosterNode(_club, null, NodeKind.LifeGroup, "羽毛球社", $"/{_club}/"), opens: at);
        Assert.True(await _tree.Scene.Gatherings.Create(charter, Scene.Terms(GatheringState.Open, at), "e-1", Scene.None));
    }

    private async Task<Actor> ActorAsync(string member) => (await _tree.Store.Actor(member, Scene.None))!;
}

using Grains.Journal;
using Grains.Rules;
using Grains.Tests.Relations;
using Grains.VirtualBranches;
using Microsoft.Extensions.DependencyInjection;

namespace Grains.Tests.VirtualBranches;

public sealed class SqliteVirtualBranchTests(SqliteGrains hub) : VirtualBranchSuite(hub), IClassFixture<SqliteGrains>;

public sealed class PostgresVirtualBranchTests(PostgresGrains hub) : VirtualBranchSuite(hub), IClassFixture<PostgresGrains>;

/// <summary>Founding, joining, leaving: decided in turn, durable when answered, done once however often it is sent.</summary>
public abstract class VirtualBranchSuite(GrainsOverStorage hub) : IAsyncLifetime
{
    private readonly VirtualWorld _world = new(hub);

    public Task InitializeAsync() => _world.SetAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Who_signs_both_texts_has_a_branch_and_leads_it_at_once_and_governs_nothing_else()
    {
        var founder = await _world.MemberAsync();
        var id = await _world.FoundAsync(founder);
        var actor = await _world.ActorAsync(founder);
        Assert.Equal(new Office(Role.Secretary, id, $"/{id}/"), Assert.Single(actor.Offices));
        Assert.Null(Rights.AskOfficer(actor, $"/{id}/"));
        Assert.Equal(Rulebook.OperatorOnly, Rights.AskOperator(actor));
        Assert.Equal(Rulebook.OfficerOnly, Rights.AskOfficer(actor, _world.Root.Path));
        Assert.Equal(Rulebook.OfficerOnly, Rights.AskOfficer(actor, actor.Path));
        Assert.Equal(Rulebook.NotFound, Rights.AskDesk(actor, id));
        Assert.Equal(1, (await _world.RowAsync(id)).Members);
        Assert.Equal(2, await _world.Scene.ScalarAsync<long>(
            "select count(*) from signature s join signed_text t on t.document = s.document and t.version = s.version and t.sha256 = s.sha256 where s.member = @Founder and s.at > 0",
            new { Founder = founder }));
        Assert.Equal(1, await _world.Scene.ScalarAsync<long>("select count(*) from audit where subject = @Id and action = 'virtual.found'", new { Id = id }));
    }

    [Fact]
    public async Task Founding_needs_the_texts_in_force_and_a_full_member()
    {
        var founding = await _world.FoundingAsync(await _world.MemberAsync());
        Assert.Equal(Rulebook.VirtualTexts, (await _world.Grain(VirtualWorld.NewId()).Submit(founding with { Pledge = 0 })).Refusal);
        Assert.Equal(Rulebook.VirtualTexts, (await _world.Grain(VirtualWorld.NewId()).Submit(founding with { Rules = 2 })).Refusal);
        Assert.Equal(Rulebook.VirtualName, (await _world.Grain(VirtualWorld.NewId()).Submit(founding with { Name = " " })).Refusal);
        Assert.Equal(Rulebook.VirtualCounty, (await _world.Grain(VirtualWorld.NewId()).Submit(founding with { County = "b-nowhere" })).Refusal);
        Assert.Equal(Rulebook.VirtualId, (await _world.Grain("v-short").Submit(founding)).Refusal);
        var probationary = await _world.FoundingAsync(await _world.MemberAsync(Category.Probationary));
        Assert.Equal(Rulebook.VirtualLeader, (await _world.Grain(VirtualWorld.NewId()).Submit(probationary)).Refusal);
        var guest = await _world.FoundingAsync(await _world.MemberAsync(Category.Applicant));
        Assert.Equal(Rulebook.RightNotMember, (await _world.Grain(VirtualWorld.NewId()).Submit(guest)).Refusal);
    }

    [Fact]
    public async Task A_request_that_the_secretary_agrees_to_makes_a_member_and_the_formal_branch_stays()
    {
        var (founder, joiner) = (await _world.MemberAsync(), await _world.MemberAsync(Category.Probationary));
        var id = await _world.FoundAsync(founder);
        Assert.Equal("requested", (await _world.JoinAsync(id, joiner)).Result);
        Assert.Equal(1, (await _world.RowAsync(id)).Members);
        Assert.Equal(Rulebook.VirtualLeaderOnly, (await _world.AgreeAsync(id, joiner, joiner)).Refusal);
        Assert.Equal("agreed", (await _world.AgreeAsync(id, founder, joiner)).Result);
        Assert.Equal(Rulebook.VirtualRequest, (await _world.AgreeAsync(id, founder, joiner)).Refusal);
        var actor = await _world.ActorAsync(joiner);
        Assert.True(Rights.Belongs(actor, $"/{id}/"));
        Assert.NotEqual(id, actor.Node);
        Assert.Equal(2, (await _world.RowAsync(id)).Members);
        Assert.Equal("left", (await _world.LeaveAsync(id, joiner)).Result);
        Assert.Equal(actor.Node, (await _world.ActorAsync(joiner)).Node);
        Assert.Equal(1, await _world.RosterAsync(id));
    }

    [Fact]
    public async Task A_refused_request_is_gone_and_may_be_made_again()
    {
        var (founder, joiner) = (await _world.MemberAsync(), await _world.MemberAsync());
        var id = await _world.FoundAsync(founder);
        await _world.JoinAsync(id, joiner);
        Assert.Equal("refused", (await _world.AgreeAsync(id, founder, joiner, agree: false)).Result);
        Assert.Equal("requested", (await _world.JoinAsync(id, joiner)).Result);
        Assert.Equal("taken-back", (await _world.Grain(id).Submit(new TakeBackRequest(await _world.ActorAsync(joiner), VirtualWorld.Request()))).Result);
        Assert.Equal(Rulebook.VirtualRequest, (await _world.AgreeAsync(id, founder, joiner)).Refusal);
    }

    [Fact]
    public async Task Of_many_who_join_at_once_each_is_a_member_once_and_the_count_is_the_roster()
    {
        var id = await _world.FoundAsync(await _world.MemberAsync(), open: true);
        var joiners = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => _world.MemberAsync()));
        var answers = await Task.WhenAll(joiners.Concat(joiners).Select(joiner => _world.JoinAsync(id, joiner)));
        Assert.All(answers, static answer => Assert.Null(answer.Refusal));
        Assert.Equal(31, await _world.RosterAsync(id));
        Assert.Equal(31, (await _world.RowAsync(id)).Members);
    }

    [Fact]
    public async Task A_member_is_in_ten_at_most_also_when_joining_at_once()
    {
        var joiner = await _world.MemberAsync();
        var ids = new List<string>();
        for (var i = 0; i < 12; i++)
        {
            ids.Add(await _world.FoundAsync(await _world.MemberAsync(), open: true));
        }

        var answers = await Task.WhenAll(ids.Select(id => _world.JoinAsync(id, joiner)));
        Assert.Equal(10, answers.Count(static answer => answer.Result == "joined"));
        Assert.Equal(2, answers.Count(static answer => answer.Refusal == Rulebook.VirtualTooMany));
        Assert.Equal(10, (await _world.ActorAsync(joiner)).Memberships.Length);
        // Life groups are counted apart.
        Assert.Equal("joined", (await _world.JoinAsync(await _world.FoundAsync(await _world.MemberAsync(), open: true, prefix: "l-"), joiner)).Result);
    }

    [Fact]
    public async Task What_is_sent_again_is_done_once_and_answers_the_same()
    {
        var (founder, joiner) = (await _world.MemberAsync(), await _world.MemberAsync());
        var id = VirtualWorld.NewId();
        var founding = await _world.FoundingAsync(founder, open: true);
        Assert.Equal("founded", (await _world.Grain(id).Submit(founding)).Result);
        Assert.Equal("founded", (await _world.Grain(id).Submit(founding)).Result);
        Assert.Equal(Rulebook.Conflict, (await _world.Grain(VirtualWorld.NewId()).Submit(founding)).Refusal);
        Assert.Equal("joined", (await _world.JoinAsync(id, joiner, "r-1")).Result);
        Assert.Equal("left", (await _world.LeaveAsync(id, joiner)).Result);
        Assert.Equal("joined", (await _world.JoinAsync(id, joiner, "r-1")).Result);
        Assert.Equal(1, await _world.RosterAsync(id));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_join_that_breaks_off_is_not_acknowledged_and_the_retry_makes_one_member(bool after)
    {
        var id = await _world.FoundAsync(await _world.MemberAsync(), open: true);
        var joiner = await _world.MemberAsync();
        if (after)
        {
            hub.Commits.BreakAfter();
        }
        else
        {
            hub.Commits.BreakBefore();
        }

        Assert.NotNull((await _world.JoinAsync(id, joiner, "r-broken")).Refusal);
        var journal = hub.Services.GetRequiredService<IJournal>();
        Assert.True(SpinWait.SpinUntil(() => journal.IsUp, TimeSpan.FromSeconds(10)));
        Assert.Equal("joined", (await _world.JoinAsync(id, joiner, "r-broken")).Result);
        Assert.Equal(2, await _world.RosterAsync(id));
        Assert.Equal(2, (await _world.RowAsync(id)).Members);
    }

    [Fact]
    public async Task The_last_to_leave_closes_it()
    {
        var founder = await _world.MemberAsync();
        var id = await _world.FoundAsync(founder, open: true);
        Assert.Equal("closed", (await _world.LeaveAsync(id, founder)).Result);
        Assert.Equal(VirtualState.Closed, (await _world.RowAsync(id)).State);
        Assert.Empty((await _world.ActorAsync(founder)).Offices);
        Assert.Equal(Rulebook.NotFound, (await _world.JoinAsync(id, await _world.MemberAsync())).Refusal);
    }

    [Fact]
    public async Task Officers_in_charge_suspend_and_dissolve_with_a_reason_and_nobody_else_does()
    {
        var (founder, officer, member) = (await _world.MemberAsync(), await _world.OfficerAsync(), await _world.MemberAsync());
        var id = await _world.FoundAsync(founder, open: true, county: _world.Root.Id);
        Assert.Equal(Rulebook.VirtualLeaderOnly, (await SuperviseAsync(id, founder, VirtualState.Dissolved, "x")).Refusal);
        Assert.Equal(Rulebook.VirtualReason, (await SuperviseAsync(id, officer, VirtualState.Suspended, " ")).Refusal);
        Assert.Equal("suspended", (await SuperviseAsync(id, officer, VirtualState.Suspended, "核查")).Result);
        Assert.Equal(Rulebook.VirtualSuspended, (await _world.JoinAsync(id, member)).Refusal);
        Assert.Equal(Rulebook.VirtualSuspended, Rights.AskSummon(await _world.ActorAsync(founder), $"/{id}/"));
        Assert.Equal("resumed", (await SuperviseAsync(id, officer, VirtualState.Active, "核查完毕")).Result);
        Assert.Equal("joined", (await _world.JoinAsync(id, member)).Result);
        Assert.Equal("dissolved", (await SuperviseAsync(id, officer, VirtualState.Dissolved, "违反规则")).Result);
        Assert.Equal(0, await _world.RosterAsync(id));
        Assert.Empty((await _world.ActorAsync(founder)).Offices);
        Assert.Equal(3, await _world.Scene.ScalarAsync<long>(
            "select count(*) from audit where subject = @Id and actor = @Officer", new { Id = id, Officer = officer }));
    }

    [Fact]
    public async Task A_county_moves_by_the_secretary_or_by_the_officers_in_charge_and_each_move_is_on_record()
    {
        var (founder, officer) = (await _world.MemberAsync(), await _world.OfficerAsync());
        var id = await _world.FoundAsync(founder);
        Assert.Equal("moved", (await _world.Grain(id).Submit(new MoveCounty(await _world.ActorAsync(founder), "r-1", _world.Root.Id, ""))).Result);
        Assert.Equal(Rulebook.VirtualReason, (await _world.Grain(id).Submit(new MoveCounty(await _world.ActorAsync(officer), "r-1", null, ""))).Refusal);
        Assert.Equal("moved", (await _world.Grain(id).Submit(new MoveCounty(await _world.ActorAsync(officer), "r-2", null, "不在本县"))).Result);
        Assert.Null((await _world.RowAsync(id)).County);
        Assert.Equal(2, await _world.Scene.ScalarAsync<long>("select count(*) from county_move where node = @Id", new { Id = id }));
    }

    private async Task<VirtualAnswer> SuperviseAsync(string id, string by, VirtualState to, string reason) =>
        await _world.Grain(id).Submit(new SuperviseVirtual(await _world.ActorAsync(by), VirtualWorld.Request(), to, reason));
}

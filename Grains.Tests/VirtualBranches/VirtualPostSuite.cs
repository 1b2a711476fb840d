using Grains.Gatherings;
using Grains.Journal;
using Grains.Rules;
using Grains.Tests.Relations;
using Grains.VirtualBranches;
using Microsoft.Extensions.DependencyInjection;

namespace Grains.Tests.VirtualBranches;

public sealed class SqliteVirtualPostTests(SqliteGrains hub) : VirtualPostSuite(hub), IClassFixture<SqliteGrains>;

public sealed class PostgresVirtualPostTests(PostgresGrains hub) : VirtualPostSuite(hub), IClassFixture<PostgresGrains>;

/// <summary>Who leads: handing over, silence, election; the texts to sign; who summons.</summary>
public abstract class VirtualPostSuite(GrainsOverStorage hub) : IAsyncLifetime
{
    private readonly VirtualWorld _world = new(hub);

    public Task InitializeAsync() => _world.SetAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_post_passes_to_the_member_who_accepts_it_and_signs()
    {
        var (founder, heir) = (await _world.MemberAsync(), await _world.MemberAsync());
        var id = await WithMembersAsync(founder, heir);
        Assert.Equal(Rulebook.VirtualHeir, (await OfferAsync(id, founder, await _world.MemberAsync())).Refusal);
        Assert.Equal(Rulebook.VirtualOffer, (await AcceptAsync(id, heir)).Refusal);
        Assert.Equal("offered", (await OfferAsync(id, founder, heir)).Result);
        Assert.Equal(Rulebook.VirtualTexts, (await _world.Grain(id).Submit(new AcceptPost(await _world.ActorAsync(heir), VirtualWorld.Request(), 0))).Refusal);
        Assert.Equal("accepted", (await AcceptAsync(id, heir)).Result);
        Assert.Equal(heir, (await _world.RowAsync(id)).Secretary);
        Assert.Empty((await _world.ActorAsync(founder)).Offices);
        Assert.Single((await _world.ActorAsync(heir)).Offices);
    }

    [Fact]
    public async Task After_thirty_silent_days_the_members_elect_and_who_has_most_votes_leads()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _world.MemberAsync()));
        var id = await WithMembersAsync(people);
        hub.Clock.Advance(TimeSpan.FromDays(29));
        await _world.Grain(id).Tick();
        Assert.Null((await _world.RowAsync(id)).Election);
        hub.Clock.Advance(TimeSpan.FromDays(1.1));
        Assert.Contains(id, await hub.Services.GetRequiredService<IVirtualBranchStore>().Due(hub.Clock.GetUtcNow(), 1_000, CancellationToken.None));
        await _world.Grain(id).Tick();
        Assert.Equal("silent", (await _world.RowAsync(id)).Election?.Cause);
        Assert.Equal(Rulebook.VirtualCandidate, (await VoteAsync(id, people[0], people[1])).Refusal);
        Assert.Equal("stands", (await StandAsync(id, people[1])).Result);
        Assert.Equal("stands", (await StandAsync(id, people[2])).Result);
        Assert.Equal(Rulebook.VirtualElecting, (await OfferAsync(id, people[0], people[3])).Refusal);
        Assert.Equal("voted", (await VoteAsync(id, people[1], people[1])).Result);
        Assert.Equal("voted", (await VoteAsync(id, people[2], people[2])).Result);
        Assert.Equal("voted", (await VoteAsync(id, people[3], people[2])).Result);
        Assert.Equal(Rulebook.VirtualVoted, (await VoteAsync(id, people[3], people[1])).Refusal);
        Assert.Equal(Rulebook.VirtualNotMember, (await VoteAsync(id, await _world.MemberAsync(), people[2])).Refusal);
        hub.Clock.Advance(TimeSpan.FromDays(7.1));
        await _world.Grain(id).Tick();
        var row = await _world.RowAsync(id);
        Assert.Equal(people[2], row.Secretary);
        Assert.Null(row.Election);
        Assert.Empty((await _world.ActorAsync(people[0])).Offices);
        Assert.Equal(people[2], await _world.Scene.ScalarAsync<string>("select winner from virtual_election where node = @Id", new { Id = id }));
    }

    [Fact]
    public async Task An_election_ends_as_soon_as_all_have_voted_and_a_tie_goes_to_who_stood_first()
    {
        var (founder, first, second) = (await _world.MemberAsync(), await _world.MemberAsync(), await _world.MemberAsync());
        var id = await WithMembersAsync(founder, first, second);
        Assert.Equal("left", (await _world.LeaveAsync(id, founder)).Result);
        Assert.Null((await _world.RowAsync(id)).Secretary);
        await StandAsync(id, second);
        hub.Clock.Advance(TimeSpan.FromSeconds(1));
        await StandAsync(id, first);
        await VoteAsync(id, first, first);
        await VoteAsync(id, second, second);
        Assert.Equal(second, (await _world.RowAsync(id)).Secretary);
    }

    [Fact]
    public async Task An_election_without_a_vote_goes_on_and_who_leaves_stands_no_more()
    {
        var (founder, stayer, leaver) = (await _world.MemberAsync(), await _world.MemberAsync(), await _world.MemberAsync());
        var id = await WithMembersAsync(founder, stayer, leaver);
        await _world.LeaveAsync(id, founder);
        await StandAsync(id, leaver);
        await VoteAsync(id, leaver, leaver);
        await _world.LeaveAsync(id, leaver);
        hub.Clock.Advance(TimeSpan.FromDays(7.1));
        await _world.Grain(id).Tick();
        Assert.NotNull((await _world.RowAsync(id)).Election);
        await StandAsync(id, stayer);
        Assert.Equal("voted", (await VoteAsync(id, stayer, stayer)).Result);
        Assert.Equal(stayer, (await _world.RowAsync(id)).Secretary);
    }

    [Fact]
    public async Task A_secretary_who_takes_part_is_not_silent()
    {
        var founder = await _world.MemberAsync();
        var id = await WithMembersAsync(founder);
        hub.Clock.Advance(TimeSpan.FromDays(20));
        var gathering = await SummonAsync(id, founder);
        Assert.Null((await EnterAsync(gathering, founder)).Refusal);
        hub.Clock.Advance(TimeSpan.FromDays(11));
        await _world.Grain(id).Tick();
        Assert.Null((await _world.RowAsync(id)).Election);
        hub.Clock.Advance(TimeSpan.FromDays(15));
        await _world.Grain(id).Seen(await _world.ActorAsync(founder));
        hub.Clock.Advance(TimeSpan.FromDays(29));
        await _world.Grain(id).Tick();
        Assert.Null((await _world.RowAsync(id)).Election);
    }

    [Fact]
    public async Task A_new_version_of_the_rules_is_signed_before_the_next_session()
    {
        var (founder, member) = (await _world.MemberAsync(), await _world.MemberAsync());
        var id = await WithMembersAsync(founder, member);
        var before = await SummonAsync(id, founder);
        await PublishAsync(2);
        try
        {
            Assert.Equal(Rulebook.VirtualSign, (await EnterAsync(before, member)).Refusal);
            Assert.Equal(Rulebook.VirtualSign, Rights.AskSummon(await _world.ActorAsync(founder), $"/{id}/"));
            Assert.Equal(Rulebook.VirtualTexts, (await SignAsync(id, member, rules: 1)).Refusal);
            Assert.Equal("signed", (await SignAsync(id, member, rules: 2)).Result);
            Assert.Null((await EnterAsync(before, member)).Refusal);
            Assert.Equal("signed", (await SignAsync(id, founder, rules: 2)).Result);
            Assert.Null(Rights.AskSummon(await _world.ActorAsync(founder), $"/{id}/"));
        }
        finally
        {
            await ForgetAsync(2);
        }
    }

    [Fact]
    public async Task Any_member_summons_and_keeps_order_there_until_the_policy_says_otherwise()
    {
        var (founder, member, other) = (await _world.MemberAsync(), await _world.MemberAsync(), await _world.MemberAsync());
        var id = await WithMembersAsync(founder, member, other);
        var gathering = await SummonAsync(id, member);
        Assert.Null((await EnterAsync(gathering, other)).Refusal);
        Assert.Equal(Rulebook.OfficerOnly, (await SubmitAsync(gathering, new SetSlowMode(await _world.ActorAsync(other), 10))).Refusal);
        Assert.Null((await SubmitAsync(gathering, new SetSlowMode(await _world.ActorAsync(member), 10))).Refusal);
        Assert.Equal(Rulebook.NotFound, (await EnterAsync(gathering, await _world.MemberAsync())).Refusal);
        var change = new ChangeVirtual(await _world.ActorAsync(founder), VirtualWorld.Request(), "新名", "新主题", "", OpenJoining: true, MemberSummons: false);
        Assert.Equal("changed", (await _world.Grain(id).Submit(change)).Result);
        Assert.Equal(Rulebook.VirtualSummon, Rights.AskSummon(await _world.ActorAsync(member), $"/{id}/"));
        Assert.Null(Rights.AskSummon(await _world.ActorAsync(founder), $"/{id}/"));
        Assert.Equal("新名", (await _world.RowAsync(id)).Name);
    }

    private async Task<string> WithMembersAsync(params string[] people)
    {
        var id = await _world.FoundAsync(people[0], open: true);
        foreach (var member in people.Skip(1))
        {
            Assert.Equal("joined", (await _world.JoinAsync(id, member)).Result);
        }

        return id;
    }

    private async Task<string> SummonAsync(string node, string by)
    {
        var (id, actor, now) = (VirtualWorld.NewId("g-"), await _world.ActorAsync(by), hub.Clock.GetUtcNow());
        var charter = new GatheringCharter(id, node, $"/{node}/", "外卖骑手学习会", false, GatheringType.Flash, "讨论", false, by, actor.Name, now, now);
        Assert.Null((await hub.Grains.GetGrain<IGatheringGrain>(id).Summon(actor, charter, TimeSpan.FromMinutes(30))).Refusal);
        return id;
    }

    private async Task<RoomAnswer> EnterAsync(string gathering, string member) =>
        await SubmitAsync(gathering, new Enter(await _world.ActorAsync(member), "d-" + member));

    private async Task<RoomAnswer> SubmitAsync(string gathering, RoomCommand command) =>
        (await hub.Grains.GetGrain<IGatheringGrain>(gathering).Submit("w-1", [command]))[0];

    private async Task<VirtualAnswer> OfferAsync(string id, string by, string to) =>
        await _world.Grain(id).Submit(new OfferPost(await _world.ActorAsync(by), VirtualWorld.Request(), to));

    private async Task<VirtualAnswer> AcceptAsync(string id, string by) =>
        await _world.Grain(id).Submit(new AcceptPost(await _world.ActorAsync(by), VirtualWorld.Request(), 1));

    private async Task<VirtualAnswer> StandAsync(string id, string by) =>
        await _world.Grain(id).Submit(new StandForPost(await _world.ActorAsync(by), VirtualWorld.Request(), 1));

    private async Task<VirtualAnswer> VoteAsync(string id, string by, string candidate) =>
        await _world.Grain(id).Submit(new CastVote(await _world.ActorAsync(by), VirtualWorld.Request(), candidate));

    private async Task<VirtualAnswer> SignAsync(string id, string by, long rules) =>
        await _world.Grain(id).Submit(new SignTexts(await _world.ActorAsync(by), VirtualWorld.Request(), rules, 0));

    private async Task PublishAsync(long version)
    {
        var text = new SignedText(SignedText.Rules, version, "规则", "Rules", "新", "new", SignedText.Hash("新", "new"), hub.Clock.GetUtcNow());
        var journal = hub.Services.GetRequiredService<IJournal>();
        Assert.Equal(Commit.Done, await journal.AppendAsync(new RelationFacts { Writes = [new TextPublished(text, "m-root")] }));
    }

    // The other tests of this database go on with the first version.
    private async Task ForgetAsync(long version)
    {
        using var lease = await hub.Database.WriteAsync(CancellationToken.None);
        await Dapper.SqlMapper.ExecuteAsync(lease.Connection, "delete from signed_text where version = @Version", new { Version = version });
    }
}

using Grains.Gatherings;
using Grains.Points;
using Grains.Rules;

namespace Grains.Tests.Gatherings;

/// <summary>What a gathering promises, on whichever runtime this build has.</summary>
public sealed class GatheringTests(HubFixture hub) : IClassFixture<HubFixture>
{
    private TestGathering New() => new(hub);

    [Fact]
    public async Task A_summons_opens_at_once_and_again_answers_the_same()
    {
        var gathering = New();
        gathering.Enrol(3);
        var first = await gathering.Summon();
        var second = await gathering.Summon();
        Assert.Equal(GatheringState.Open, first.Gathering!.Terms.State);
        Assert.Equal(first.Gathering.Charter.SummonedAt, second.Gathering!.Charter.SummonedAt);
        Assert.Equal(3, second.Gathering.Counts.Expected);
        Assert.Equal([EntryKind.Opened], gathering.Stored.Log.Select(e => e.Kind));
    }

    [Fact]
    public async Task Only_an_officer_of_the_node_or_above_summons()
    {
        var elsewhere = HubFixture.Actor("m-9", new Office(Role.Secretary, "b-2", "/b-0/b-2/"));
        Assert.Equal(Rulebook.OfficerOnly.Rule, (await New().Summon(by: elsewhere)).Refusal!.Rule);
        Assert.Equal(Rulebook.OfficerOnly.Rule, (await New().Summon(by: HubFixture.Actor("m-1"))).Refusal!.Rule);
    }

    [Theory]
    [InlineData("", 30, "gathering.topic")]
    [InlineData("题", 4, "gathering.length")]
    [InlineData("题", 241, "gathering.length")]
    public async Task A_summons_out_of_bounds_is_refused_by_its_rule(string topic, int minutes, string rule) =>
        Assert.Equal(rule, (await New().Summon(topic, TimeSpan.FromMinutes(minutes))).Refusal!.Rule);

    [Fact]
    public async Task Another_gathering_under_the_same_id_is_a_conflict()
    {
        var gathering = await New().Opened(1);
        Assert.Equal("request.conflict", (await gathering.Summon("另一个题目")).Refusal!.Rule);
    }

    [Fact]
    public async Task A_planned_gathering_opens_when_its_time_comes()
    {
        var gathering = New();
        gathering.Enrol(2);
        var planned = await gathering.Summon(opensIn: TimeSpan.FromHours(1));
        Assert.Equal(GatheringState.Planned, planned.Gathering!.Terms.State);
        Assert.Equal("gathering.not-open", (await gathering.Enter("m-1")).Refusal!.Rule);
        Assert.Null((await gathering.Do(new ExcuseMember(HubFixture.Actor("m-2"), "m-2", "出差"))).Refusal);
        await gathering.Pass(TimeSpan.FromHours(1));
        Assert.Null((await gathering.Enter("m-1")).Refusal);
        Assert.Equal(new Counts(2, 1, 1, 1, 2, 1), await gathering.Counts());
    }

    [Fact]
    public async Task Sequence_numbers_are_dense_and_a_retry_answers_the_first()
    {
        var gathering = await New().Opened(2);
        await gathering.Enter("m-1");
        var first = await gathering.Post("m-1", "c-1");
        var second = await gathering.Post("m-1", "c-2");
        var retry = await gathering.Post("m-1", "c-1", "别的内容");
        Assert.Equal([2L, 3L, 2L], [first.Seq, second.Seq, retry.Seq]);
        Assert.Equal(Enumerable.Range(1, 3).Select(n => (long)n), gathering.Stored.Log.Select(e => e.Seq));
    }

    [Fact]
    public async Task The_same_client_id_of_another_member_is_another_message()
    {
        var gathering = await New().Opened(2);
        await gathering.Enter("m-1");
        await gathering.Enter("m-2");
        Assert.NotEqual((await gathering.Post("m-1", "c-1")).Seq, (await gathering.Post("m-2", "c-1")).Seq);
    }

    [Fact]
    public async Task Who_is_not_on_the_roster_finds_nothing()
    {
        var gathering = await New().Opened(1);
        Assert.Equal("request.not-found", (await gathering.Enter("m-77")).Refusal!.Rule);
        Assert.Equal("gathering.not-inside", (await gathering.Post("m-77", "c-1")).Refusal!.Rule);
    }

    [Fact]
    public async Task Frames_reach_a_relay_after_the_commit_and_in_order()
    {
        var gathering = await New().Opened(2);
        var relay = new TestRelay();
        var snapshot = await gathering.Grain.Subscribe("n-1", hub.Grains.CreateObjectReference<IRelayObserver>(relay));
        Assert.Equal(1, snapshot!.State.Head);
        await gathering.Enter("m-1");
        await gathering.Post("m-1", "c-1", "<b>一</b>");
        var frame = await relay.Entries();
        Assert.Equal((2L, "<b>一</b>"), (frame.Entries[0].Seq, frame.Entries[0].Text));
        Assert.Equal(snapshot.Incarnation, frame.Incarnation);
        GC.KeepAlive(relay);
    }

    [Fact]
    public async Task Hiding_muting_and_slow_mode_are_entries_that_bind()
    {
        var gathering = await New().Opened(2);
        await gathering.Enter("m-1");
        var post = await gathering.Post("m-1", "c-1");
        Assert.Equal("gathering.not-inside", (await gathering.Do(new React(HubFixture.Actor("m-2"), post.Seq, "👍", true))).Refusal!.Rule);
        Assert.Equal("right.officer-only", (await gathering.Do(new Hide(HubFixture.Actor("m-2"), post.Seq, "x"))).Refusal!.Rule);
        Assert.Null((await gathering.Do(new Hide(HubFixture.Secretary, post.Seq, "偏题"))).Refusal);
        Assert.Equal("hide.target", (await gathering.Do(new Hide(HubFixture.Secretary, post.Seq, "偏题"))).Refusal!.Rule);
        Assert.Null((await gathering.Do(new SetSlowMode(HubFixture.Secretary, 30))).Refusal);
        Assert.Equal("post.slow-mode", (await gathering.Post("m-1", "c-2")).Refusal!.Rule);
        Assert.Null((await gathering.Do(new SetSlowMode(HubFixture.Secretary, 0))).Refusal);
        Assert.Null((await gathering.Do(new Mute(HubFixture.Secretary, "m-1", true))).Refusal);
        Assert.Equal("post.muted", (await gathering.Post("m-1", "c-3")).Refusal!.Rule);
        Assert.Null((await gathering.Do(new Mute(HubFixture.Secretary, "m-1", false))).Refusal);
        Assert.Null((await gathering.Post("m-1", "c-4")).Refusal);
    }

    [Fact]
    public async Task Reactions_become_one_counter_entry_and_doubles_change_nothing()
    {
        var gathering = await New().Opened(3);
        foreach (var member in new[] { "m-1", "m-2" })
        {
            await gathering.Enter(member);
        }

        var post = await gathering.Post("m-1", "c-1");
        foreach (var member in new[] { "m-1", "m-2", "m-2" })
        {
            Assert.Null((await gathering.Do(new React(HubFixture.Actor(member), post.Seq, "👏", true))).Refusal);
        }

        await gathering.Grain.Tick();
        var counters = gathering.Stored.Log.Where(e => e.Kind == EntryKind.Reactions).SelectMany(e => e.Counters!).ToList();
        Assert.Equal(new ReactionCount(post.Seq, "👏", 2), counters[^1]);
        Assert.Equal("react.emoji", (await gathering.Do(new React(HubFixture.Actor("m-1"), post.Seq, "💣", true))).Refusal!.Rule);
    }

    [Fact]
    public async Task It_warns_five_minutes_before_extends_and_closes_by_itself()
    {
        var gathering = await New().Opened(1);
        await gathering.Pass(TimeSpan.FromMinutes(26));
        Assert.Equal(EntryKind.Closing, gathering.Stored.Log[^1].Kind);
        Assert.Null((await gathering.Do(new Extend(HubFixture.Secretary, 10))).Refusal);
        Assert.Equal("gathering.extend", (await gathering.Do(new Extend(HubFixture.Secretary, 61))).Refusal!.Rule);
        await gathering.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(EntryKind.Closing, gathering.Stored.Log[^1].Kind);
        await gathering.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal(EntryKind.Closed, gathering.Stored.Log[^1].Kind);
        Assert.Equal("gathering.not-open", (await gathering.Post("m-1", "c-1")).Refusal!.Rule);
    }

    [Fact]
    public async Task Minutes_are_drafted_signed_once_and_amended_visibly()
    {
        var gathering = await New().Opened(3);
        await gathering.Enter("m-1");
        await gathering.Post("m-1", "c-1");
        await gathering.Do(new Decide(HubFixture.Secretary, "c-2", "成立学习小组"));
        await gathering.Do(new ExcuseMember(HubFixture.Secretary, "m-2", "出差"));
        await gathering.Do(new Close(HubFixture.Secretary));
        var draft = gathering.Stored.Minutes.Single();
        Assert.Equal((3, 1, 1, 1), (draft.Body.Counts.Expected, draft.Body.Counts.Present, draft.Body.Counts.Excused, draft.Body.Counts.Absent));
        Assert.Equal(["成立学习小组"], draft.Body.Decisions);

        Assert.Equal("request.not-found", (await gathering.Grain.Sign(HubFixture.Actor("m-1"), 1, "", null)).Refusal!.Rule);
        var signed = await gathering.Grain.Sign(HubFixture.Secretary, 1, "到会踊跃", null);
        var again = await gathering.Grain.Sign(HubFixture.Secretary, 1, "到会踊跃", null);
        Assert.Equal(signed.Minutes!.Version, again.Minutes!.Version);
        Assert.Equal("minutes.reason", (await gathering.Grain.Sign(HubFixture.Secretary, 2, "改", null)).Refusal!.Rule);
        Assert.Equal("minutes.version", (await gathering.Grain.Sign(HubFixture.Secretary, 1, "改", "笔误")).Refusal!.Rule);
        var amended = await gathering.Grain.Sign(HubFixture.Secretary, 2, "改", "笔误");
        Assert.Equal((3, "笔误"), (amended.Minutes!.Version, amended.Minutes.Reason));
        Assert.Equal([null, "到会踊跃", "改"], gathering.Stored.Minutes.Select(m => m.SignedBy is null ? null : m.Body.Remarks));
    }

    [Fact]
    public async Task Points_follow_the_facts_and_hiding_takes_them_back()
    {
        var gathering = await New().Opened(2);
        await gathering.Enter("m-2");
        for (var n = 1; n <= 5; n++)
        {
            Assert.Null((await gathering.Post("m-2", $"c-{n}")).Refusal);
        }

        await gathering.Do(new Hide(HubFixture.Secretary, 2, "重复"));
        hub.Clock.Advance(TimeSpan.FromMinutes(20));
        await gathering.Do(new Close(HubFixture.Secretary));
        await Until(async () =>
        {
            await gathering.Grain.Tick();
            return hub.Database.DueAwards.Count == 0;
        });
        var mine = hub.Database.LedgerOf("m-2").Where(e => Caps.GroupOf(e.Source) == gathering.Id).ToList();
        Assert.Equal(2, mine.Where(e => e.Rule == PointRules.Spoke).Sum(e => e.Points));
        Assert.Contains(mine, e => e is { Rule: PointRules.Spoke, Reversal: true, Points: -1 });
        Assert.Equal(5, mine.Single(e => e.Rule == PointRules.FlashAttended).Points);
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await holds())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}

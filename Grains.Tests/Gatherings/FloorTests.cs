using Grains.Gatherings;
using Grains.Gatherings.Floor;
using Grains.Rules;

namespace Grains.Tests.Gatherings;

/// <summary>Hands and the floor.</summary>
public sealed class FloorTests(HubFixture hub) : IClassFixture<HubFixture>
{
    private async Task<TestGathering> With(int members)
    {
        var gathering = await new TestGathering(hub).Opened(members);
        for (var n = 1; n <= members; n++)
        {
            await gathering.Enter($"m-{n}");
        }

        return gathering;
    }

    private static Task<RoomAnswer> Raise(TestGathering gathering, string member, bool order = false) =>
        gathering.Do(new RaiseHand(HubFixture.Actor(member), order));

    private static Task<RoomAnswer> Give(TestGathering gathering, string member = "") => gathering.Do(new GiveFloor(HubFixture.Secretary, member));

    private async Task<FloorState> Floor(TestGathering gathering) =>
        (await gathering.Grain.Subscribe("n-9", hub.Grains.CreateObjectReference<IRelayObserver>(new TestRelay())))!.State.Floor;

    private async Task<string[]> Queue(TestGathering gathering) => [.. (await Floor(gathering)).Queue.Select(static h => h.Member)];

    [Fact]
    public async Task Points_of_order_come_first_and_fair_mode_prefers_who_spoke_least()
    {
        var gathering = await With(4);
        await Raise(gathering, "m-1");
        await Give(gathering);
        hub.Clock.Advance(TimeSpan.FromSeconds(40));
        await gathering.Do(new EndFloor(HubFixture.Actor("m-1")));
        await Raise(gathering, "m-1");
        await Raise(gathering, "m-2");
        await Raise(gathering, "m-3", order: true);

        Assert.Equal(["m-3", "m-1", "m-2"], await Queue(gathering));
        Assert.Null((await gathering.Do(new SetFloorRules(HubFixture.Secretary, Fair: true, 0))).Refusal);
        Assert.Equal(["m-3", "m-2", "m-1"], await Queue(gathering));
        Assert.InRange((await Floor(gathering)).HandOf("m-1")!.Spoke, 40, 45);

        await Give(gathering);
        Assert.Equal("m-3", (await Floor(gathering)).Speaker!.Member);
        await Give(gathering);
        Assert.Equal(("m-2", "名m-2"), ((await Floor(gathering)).Speaker!.Member, (await Floor(gathering)).Speaker!.Name));
        Assert.Equal(["m-1"], await Queue(gathering));
    }

    [Fact]
    public async Task Raising_again_changes_nothing_but_the_kind_and_lowering_is_for_oneself_or_an_officer()
    {
        var gathering = await With(2);
        var first = await Raise(gathering, "m-1");
        Assert.Equal(first.Seq, (await Raise(gathering, "m-1")).Seq);
        Assert.NotEqual(first.Seq, (await Raise(gathering, "m-1", order: true)).Seq);
        Assert.Single((await Floor(gathering)).Hands);
        Assert.Equal("right.officer-only", (await gathering.Do(new LowerHand(HubFixture.Actor("m-2"), "m-1"))).Refusal!.Rule);
        Assert.Equal("request.not-found", (await gathering.Do(new LowerHand(HubFixture.Actor("m-77"), ""))).Refusal!.Rule);
        Assert.Null((await gathering.Do(new LowerHand(HubFixture.Secretary, "m-1"))).Refusal);
        await Raise(gathering, "m-2");
        Assert.Null((await gathering.Do(new LowerHand(HubFixture.Actor("m-2"), ""))).Refusal);
        Assert.Empty((await Floor(gathering)).Hands);
        Assert.Equal("floor.nobody", (await Give(gathering)).Refusal!.Rule);
    }

    [Fact]
    public async Task Who_leaves_or_is_muted_waits_no_longer()
    {
        var gathering = await With(4);
        foreach (var member in new[] { "m-1", "m-2", "m-3", "m-4" })
        {
            await Raise(gathering, member);
        }

        await gathering.Exit("m-1");
        await gathering.Do(new Mute(HubFixture.Secretary, "m-2", true));
        await gathering.Exit("m-3", lost: true);
        await gathering.Pass(RoomLimits.Linger + RoomLimits.Beat);

        Assert.Equal(["m-4"], await Queue(gathering));
        Assert.Equal("post.muted", (await Raise(gathering, "m-2")).Refusal!.Rule);
        Assert.Equal("gathering.not-inside", (await Raise(gathering, "m-1")).Refusal!.Rule);
    }

    [Fact]
    public async Task A_pause_takes_nothing_of_the_speakers_time()
    {
        var gathering = await With(1);
        Assert.Equal("floor.seconds", (await gathering.Do(new SetFloorRules(HubFixture.Secretary, false, 901))).Refusal!.Rule);
        await gathering.Do(new SetFloorRules(HubFixture.Secretary, Fair: false, 120));
        await Raise(gathering, "m-1");
        await Give(gathering, "m-1");
        Assert.Equal("hand.speaking", (await Raise(gathering, "m-1")).Refusal!.Rule);
        var before = (await Floor(gathering)).Speaker!;
        hub.Clock.Advance(TimeSpan.FromSeconds(30));
        await gathering.Do(new PauseFloor(HubFixture.Secretary, true));
        var left = (await Floor(gathering)).Speaker!.Left;
        hub.Clock.Advance(TimeSpan.FromSeconds(60));
        await gathering.Do(new PauseFloor(HubFixture.Secretary, false));
        var after = (await Floor(gathering)).Speaker!;

        Assert.InRange(left!.Value, 85_000, 90_000);
        Assert.InRange(after.EndsAt!.Value - before.EndsAt!.Value, 60_000, 65_000);
        await gathering.Do(new EndFloor(HubFixture.Secretary));
        await Raise(gathering, "m-1");
        Assert.InRange((await Floor(gathering)).HandOf("m-1")!.Spoke, 30, 35);
    }

    [Fact]
    public async Task Only_officers_and_the_speaker_end_a_turn_and_no_more_than_two_hundred_wait()
    {
        var gathering = await With(202);
        await Raise(gathering, "m-1");
        await Give(gathering);
        Assert.Equal("right.officer-only", (await gathering.Do(new EndFloor(HubFixture.Actor("m-2")))).Refusal!.Rule);
        await gathering.Grain.Submit("n-1", [.. Enumerable.Range(2, 200).Select(n => new RaiseHand(HubFixture.Actor($"m-{n}"), false))]);
        Assert.Equal("hand.full", (await Raise(gathering, "m-202")).Refusal!.Rule);
        Assert.Null((await Raise(gathering, "m-2", order: true)).Refusal);
    }
}

using Grains.Gatherings;

namespace Grains.Tests.Gatherings;

/// <summary>应到 = 实到 + 请假 + 缺席 at every moment; time inside is the union over devices and reconnects.</summary>
public sealed class AttendanceTests(HubFixture hub) : IClassFixture<HubFixture>
{
    private Task<TestGathering> Opened(int members) => new TestGathering(hub).Opened(members);

    [Fact]
    public async Task Two_devices_are_one_presence_and_their_times_do_not_add_up()
    {
        var gathering = await Opened(2);
        await gathering.Enter("m-1", "phone");
        await gathering.Enter("m-1", "desk", node: "n-2");
        await gathering.Pass(TimeSpan.FromMinutes(2));
        await gathering.Exit("m-1", "phone");
        await gathering.Pass(TimeSpan.FromMinutes(3));
        await gathering.Exit("m-1", "desk", node: "n-2");
        await gathering.Pass(TimeSpan.FromMinutes(4));
        var status = await gathering.Status("m-1");
        Assert.InRange(status.Seconds, 300, 310);
        Assert.Equal((Presence.Present, false), (status.Presence, status.Inside));
        Assert.Equal([true, false], gathering.Stored.Marks.Select(m => m.Inside));
    }

    [Fact]
    public async Task A_lost_device_that_returns_soon_never_left()
    {
        var gathering = await Opened(1);
        await gathering.Enter("m-1", "phone");
        await gathering.Exit("m-1", "phone", lost: true);
        await gathering.Pass(RoomLimits.Linger / 2);
        await gathering.Enter("m-1", "phone-again");
        await gathering.Pass(RoomLimits.Linger * 2);
        Assert.Single(gathering.Stored.Marks);
        Assert.True((await gathering.Status("m-1")).Inside);
    }

    [Fact]
    public async Task A_lost_device_that_stays_away_left_when_it_was_lost()
    {
        var gathering = await Opened(1);
        await gathering.Enter("m-1", "phone");
        await gathering.Pass(TimeSpan.FromSeconds(60));
        await gathering.Exit("m-1", "phone", lost: true);
        await gathering.Pass(RoomLimits.Linger * 2);
        var status = await gathering.Status("m-1");
        Assert.False(status.Inside);
        Assert.InRange(status.Seconds, 60, 62);
    }

    [Fact]
    public async Task A_web_node_that_goes_takes_its_devices_and_no_others()
    {
        var gathering = await Opened(2);
        var relay = new TestRelay();
        await gathering.Grain.Subscribe("n-1", hub.Grains.CreateObjectReference<IRelayObserver>(relay));
        await gathering.Enter("m-1", node: "n-1");
        await gathering.Enter("m-2", node: "n-2");
        await gathering.Grain.Unsubscribe("n-1");
        await gathering.Pass(RoomLimits.Linger * 2);
        Assert.Equal((1, 2), ((await gathering.Counts()).Inside, (await gathering.Counts()).Present));
        GC.KeepAlive(relay);
    }

    [Fact]
    public async Task Whoever_has_come_in_cannot_be_excused_and_who_was_excused_may_come()
    {
        var gathering = await Opened(2);
        await gathering.Enter("m-1");
        Assert.Equal("gathering.excuse-present", (await gathering.Do(new ExcuseMember(HubFixture.Secretary, "m-1", "病假"))).Refusal!.Rule);
        Assert.Null((await gathering.Do(new ExcuseMember(HubFixture.Secretary, "m-2", "病假"))).Refusal);
        Assert.Equal(1, (await gathering.Counts()).Excused);
        await gathering.Enter("m-2");
        Assert.Equal(new Counts(2, 2, 0, 2, 2, 2), await gathering.Counts());
    }

    [Fact]
    public async Task An_excuse_can_be_taken_back_before_and_after_the_opening()
    {
        var gathering = new TestGathering(hub);
        gathering.Enrol(2);
        await gathering.Summon(opensIn: TimeSpan.FromHours(1));
        foreach (var member in new[] { "m-1", "m-2" })
        {
            Assert.Null((await gathering.Do(new ExcuseMember(HubFixture.Actor(member), member, "出差"))).Refusal);
        }

        Assert.Null((await gathering.Do(new WithdrawExcuse(HubFixture.Actor("m-1"), "m-1"))).Refusal);
        await gathering.Pass(TimeSpan.FromHours(1));
        Assert.Equal((1, 1), ((await gathering.Counts()).Excused, (await gathering.Counts()).Absent));
        Assert.Equal("right.officer-only", (await gathering.Do(new WithdrawExcuse(HubFixture.Actor("m-1"), "m-2"))).Refusal!.Rule);
        Assert.Null((await gathering.Do(new WithdrawExcuse(HubFixture.Secretary, "m-2"))).Refusal);
        Assert.Equal((0, 2), ((await gathering.Counts()).Excused, (await gathering.Counts()).Absent));
    }

    [Fact]
    public async Task An_officer_from_above_may_look_in_and_counts_in_no_figure_but_inside()
    {
        var gathering = await Opened(1);
        Assert.Null((await gathering.Do(new Enter(HubFixture.Secretary, "desk"))).Refusal);
        Assert.Equal(new Counts(1, 0, 0, 1, 1, 0), await gathering.Counts());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_invariant_holds_after_every_one_of_many_random_steps_and_after_reloading(int seed)
    {
        const int Members = 12;
        var random = new Random(seed);
        var gathering = await Opened(Members);
        for (var step = 0; step < 400; step++)
        {
            var member = $"m-{random.Next(1, Members + 1)}";
            var device = $"d-{random.Next(3)}";
            switch (random.Next(7))
            {
                case 0 or 1: await gathering.Enter(member, device); break;
                case 2: await gathering.Exit(member, device); break;
                case 3: await gathering.Exit(member, device, lost: true); break;
                case 4: await gathering.Do(new ExcuseMember(HubFixture.Secretary, member, "事假")); break;
                case 5: await gathering.Pass(TimeSpan.FromSeconds(random.Next(1, 3))); break;
                default: await gathering.Post(member, $"c-{step}"); break;
            }

            var counts = await gathering.Counts();
            var lines = (await gathering.Grain.Roster(null, Members, null)).Lines;
            Assert.Equal(Members, counts.Present + counts.Excused + counts.Absent);
            Assert.Equal(counts.Present, lines.Count(l => l.Presence == Presence.Present));
            Assert.Equal(counts.Excused, lines.Count(l => l.Presence == Presence.Excused));
            Assert.Equal(counts.Inside, lines.Count(l => l.Inside));
        }

        // What a new activation would make of the facts is what the old one knew.
        var book = new AttendanceBook();
        book.Load(gathering.Stored.Roster!);
        gathering.Stored.Marks.ForEach(book.Apply);
        gathering.Stored.Excuses.ForEach(book.Apply);
        var live = await gathering.Counts();
        Assert.Equal((live.Present, live.Excused, live.Inside), (book.Counts.Present, book.Counts.Excused, book.Counts.Inside));
    }
}

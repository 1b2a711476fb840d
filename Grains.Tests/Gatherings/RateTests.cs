using Grains.Gatherings;

namespace Grains.Tests.Gatherings;

/// <summary>S9: the pace is the member's and the room's, whatever connection, device or web node a message comes through.</summary>
public sealed class RateTests : IClassFixture<HubFixture>
{
    private readonly HubFixture _hub;

    public RateTests(HubFixture hub)
    {
        _hub = hub;
        (hub.Options.MemberRate, hub.Options.MemberBurst, hub.Options.RoomRate) = (1, 3, 50);
    }

    [Fact]
    public async Task S9_a_members_pace_holds_over_devices_nodes_and_reconnects()
    {
        var gathering = await new TestGathering(_hub).Opened(2);
        await gathering.Enter("m-1", "phone", "n-1");
        await gathering.Enter("m-1", "desk", "n-2");
        var answers = new List<RoomAnswer>();
        for (var i = 0; i < 6; i++)
        {
            var node = i % 2 == 0 ? "n-1" : "n-2";
            answers.Add(await gathering.Do(Message("m-1", $"c-{i}"), node));
            // Away and back: the pace does not begin anew.
            await gathering.Exit("m-1", "phone", node: "n-1");
            await gathering.Enter("m-1", $"phone-{i}", "n-1");
        }

        Assert.Equal(3, answers.Count(static a => a.Refusal is null));
        Assert.All(answers.Skip(3), static a => Assert.Equal("post.too-fast", a.Refusal!.Rule));
        await gathering.Pass(TimeSpan.FromSeconds(1.1));
        Assert.Null((await gathering.Do(Message("m-1", "c-late"), "n-2")).Refusal);
        Assert.Equal("post.too-fast", (await gathering.Do(Message("m-1", "c-later"), "n-1")).Refusal!.Rule);
    }

    [Fact]
    public async Task S9_a_rooms_pace_holds_over_all_members()
    {
        const int members = 30;
        var gathering = await new TestGathering(_hub).Opened(members);
        foreach (var n in Enumerable.Range(1, members))
        {
            await gathering.Enter($"m-{n}");
        }

        var answers = await gathering.Grain.Submit("n-1", [.. Enumerable.Range(0, members * 2).Select(i => Message($"m-{(i % members) + 1}", $"c-{i}"))]);

        Assert.InRange(answers.Count(static a => a.Refusal is null), 50, 52);
        Assert.All(answers.Where(static a => a.Refusal is not null), static a => Assert.Equal("room.busy", a.Refusal!.Rule));
    }

    [Fact]
    public async Task S9_a_refused_message_spends_nothing_and_a_retry_of_one_taken_is_free()
    {
        var gathering = await new TestGathering(_hub).Opened(1);
        await gathering.Enter("m-1");
        for (var i = 0; i < 3; i++)
        {
            Assert.Null((await gathering.Post("m-1", $"c-{i}")).Refusal);
        }

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal("post.too-fast", (await gathering.Post("m-1", "c-refused")).Refusal!.Rule);
            Assert.Null((await gathering.Post("m-1", "c-0")).Refusal);
        }

        await gathering.Pass(TimeSpan.FromSeconds(1.1));
        Assert.Null((await gathering.Post("m-1", "c-refused")).Refusal);
    }

    private static Post Message(string member, string clientId) => new(HubFixture.Actor(member), clientId, "同意", null, null);
}

using System.Text.Json;
using Bench.Client;
using Bench.Fanout;
using Web.Tests.Support;

namespace Web.Tests.Faults;

/// <summary>
/// R12 with two web nodes before the same grains: each stops in order and comes back, in turn, while members go on
/// talking. Between processes, silos among them, the bench plays it.
/// </summary>
[Trait("Category", "Slow")]
public sealed class RollingRestartTests(HubServer hub) : IClassFixture<HubServer>
{
    private const int Members = 40;
    private const int Burst = 40;

    [Fact]
    public async Task R12_web_nodes_that_restart_in_turn_under_load_lose_nothing_and_the_count_stands()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(170));
        var tokens = await Provision.FillAsync(hub.Services, Members);
        var nodes = new[] { await WebNode.StartAsync(hub), await WebNode.StartAsync(hub) };
        var gathering = await Summons.OpenAsync(hub.Origin, tokens[0], patience.Token);
        var acknowledged = new Acknowledged();
        // Within the rates that a member and a room may post at.
        var home = new Habitat(nodes[0].Origin, gathering, acknowledged, static () => TimeSpan.FromMilliseconds(Random.Shared.Next(1_000, 2_000)));
        var members = tokens.Select((token, i) => new Survivor(home, token, i)).ToArray();
        for (var i = 0; i < Members; i++)
        {
            members[i].Move(nodes[i % 2].Origin);
        }

        var living = Task.WhenAll(members.Select(m => m.LiveAsync(patience.Token)));
        await Task.WhenAll(members.Select(static m => m.Inside)).WaitAsync(patience.Token);
        var (least, told) = (Members, 0);
        Array.ForEach(members, m => m.Hear(counts =>
        {
            Interlocked.Increment(ref told);
            Lower(ref least, counts);
        }));
        for (var turn = 0; turn < 2; turn++)
        {
            var (leaving, staying) = (nodes[turn % 2], nodes[(turn + 1) % 2]);
            foreach (var member in members.Where(m => m.Url == leaving.Origin))
            {
                member.Move(staying.Origin);
            }

            await leaving.DisposeAsync();
            await acknowledged.ReachAsync(acknowledged.Texts.Count + Burst, patience.Token);
            nodes[turn % 2] = await WebNode.StartAsync(hub);
            await Task.WhenAll(members.Select(static m => m.Inside)).WaitAsync(patience.Token);
        }

        Array.ForEach(members, static m => m.Finish());
        await living;
        var last = acknowledged.Texts.Keys.Max();
        foreach (var member in members)
        {
            await member.FollowToAsync(last, patience.Token);
            Assert.Equal(1, member.Snapshots);
            Assert.All(acknowledged.Texts, ack => Assert.True(member.Holds(ack.Key, ack.Value), $"{ack.Key} is missing"));
        }

        Assert.Equal(0, acknowledged.Doubled);
        Assert.NotEqual(0, told);
        Assert.Equal(Members, least);
        await nodes[0].DisposeAsync();
        await nodes[1].DisposeAsync();
    }

    private static void Lower(ref int least, JsonElement counts)
    {
        var inside = counts.GetProperty("inside").GetInt32();
        for (var seen = Volatile.Read(ref least); inside < seen; seen = Volatile.Read(ref least))
        {
            Interlocked.CompareExchange(ref least, inside, seen);
        }
    }
}

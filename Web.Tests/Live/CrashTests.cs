using Bench.Client;
using Bench.Fanout;

namespace Web.Tests.Live;

/// <summary>R1: the process is killed in the middle of a burst. What was acknowledged is there, and every client comes back by itself.</summary>
[Trait("Category", "Slow")]
public sealed class CrashTests
{
    private const int Members = 100;
    private const int Rounds = 2;

    [Fact]
    public async Task R1_kill_9_in_a_burst_loses_nothing_that_was_acknowledged()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var folder = Directory.CreateTempSubdirectory("hub-crash-").FullName;
        var lifted = new Dictionary<string, string> { ["Room__MemberRate"] = "0", ["Room__RoomRate"] = "0" };
        var silo = Path.Combine(AppContext.BaseDirectory, "Silo.dll");
        var tokens = await Provision.FillAsync(folder, Members);
        var acknowledged = new Acknowledged();
        var hub = await HubProcess.StartAsync(silo, ["run", "--port", "0", "--data", folder], lifted);
        try
        {
            var port = new Uri(hub.Url).Port;
            var gathering = await Summons.OpenAsync(hub.Url, tokens[0], patience.Token);
            var home = new Habitat(hub.Url, gathering, acknowledged, static () => TimeSpan.FromMilliseconds(Random.Shared.Next(50, 400)));
            var members = tokens.Select((token, i) => new Survivor(home, token, i)).ToArray();
            var living = Task.WhenAll(members.Select(m => m.LiveAsync(patience.Token)));
            for (var round = 0; round < Rounds; round++)
            {
                await acknowledged.ReachAsync(150 * (round + 1), patience.Token);
                hub.Kill();
                await hub.DisposeAsync();
                hub = await HubProcess.StartAsync(silo, ["run", "--port", $"{port}", "--data", folder], lifted);
            }

            await acknowledged.ReachAsync(150 * (Rounds + 1), patience.Token);
            foreach (var member in members)
            {
                member.Finish();
            }

            await living;
            Assert.Equal(0, acknowledged.Doubled);
            var last = acknowledged.Texts.Keys.Max();
            foreach (var member in members)
            {
                await member.FollowToAsync(last, patience.Token);
                Assert.Equal(1, member.Snapshots);
                Assert.All(acknowledged.Texts, ack => Assert.True(member.Holds(ack.Key, ack.Value), $"{ack.Key} is missing"));
            }
        }
        finally
        {
            await hub.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }
}

using Bench.Client;
using Bench.Fanout;

namespace Web.Tests.Faults;

/// <summary>A hub in a process of its own with many members and an open gathering, for faults that a process has to meet.</summary>
internal sealed class HubUnderFault : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-fault-").FullName;
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(2));
    private HubProcess? _process;

    public string Gathering { get; private set; } = "";
    public string[] Tokens { get; private set; } = [];
    public string Url => _process!.Url;
    public CancellationToken Patience => _patience.Token;
    public Acknowledged Acknowledged { get; } = new();

    public static async Task<HubUnderFault> StartAsync(int members)
    {
        var hub = new HubUnderFault { Tokens = [] };
        hub.Tokens = await Provision.FillAsync(hub._folder, members);
        hub._process = await HubProcess.StartAsync(
            Path.Combine(AppContext.BaseDirectory, "Silo.dll"), ["run", "--port", "0", "--data", hub._folder],
            new Dictionary<string, string> { ["Room__MemberRate"] = "0", ["Room__RoomRate"] = "0" });
        hub.Gathering = await Summons.OpenAsync(hub.Url, hub.Tokens[0], hub.Patience);
        return hub;
    }

    /// <summary>Members who live in the room and post every second or so.</summary>
    public (Survivor[] Members, Task Living) Settle(string url)
    {
        var home = new Habitat(url, Gathering, Acknowledged, static () => TimeSpan.FromMilliseconds(Random.Shared.Next(300, 1_500)));
        var members = Tokens.Select((token, i) => new Survivor(home, token, i)).ToArray();
        return (members, Task.WhenAll(members.Select(m => m.LiveAsync(Patience))));
    }

    /// <summary>Ends the posting and holds every member's log against what was acknowledged.</summary>
    public async Task ReckonAsync(Survivor[] members, Task living)
    {
        Array.ForEach(members, static m => m.Finish());
        await living;
        Assert.Equal(0, Acknowledged.Doubled);
        var last = Acknowledged.Texts.Keys.Max();
        foreach (var member in members)
        {
            await member.FollowToAsync(last, Patience);
            Assert.Equal(1, member.Snapshots);
            Assert.All(Acknowledged.Texts, ack => Assert.True(member.Holds(ack.Key, ack.Value), $"{ack.Key} is missing"));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _patience.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}

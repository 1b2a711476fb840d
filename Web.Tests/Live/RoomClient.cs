using System.Text.Json;
using System.Threading.Channels;
using Bench.Client;
using Microsoft.AspNetCore.SignalR.Client;
using Web.Tests.Support;

namespace Web.Tests.Live;

/// <summary>A member's device in one room, as the protocol wants a client to behave; everything it meets can be awaited.</summary>
public sealed class RoomClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Channel<JsonElement> _frames = Channel.CreateUnbounded<JsonElement>();
    private readonly Channel<(string Event, JsonElement Body)> _events = Channel.CreateUnbounded<(string, JsonElement)>();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _gathering;

    private RoomClient(HubConnection hub, string gathering)
    {
        (Hub, _gathering) = (hub, gathering);
        Log = new RoomLog(gathering) { Applied = e => Entries.Add(e.Clone()), Replaced = s => Snapshots.Add(s.Clone()) };
        hub.On<JsonElement>("frame", f => _frames.Writer.TryWrite(f.Clone()));
        foreach (var name in new[] { "resync", "roster", "branch", "news", "points", "consultation", "notice", "bye" })
        {
            hub.On<JsonElement>(name, e => _events.Writer.TryWrite((name, e.Clone())));
        }

        // Not awaited in the handler: the stop waits for it to end.
        hub.On<JsonElement>("bye", gone => { _ = hub.StopAsync(); });

        hub.Closed += _ =>
        {
            _closed.TrySetResult();
            _events.Writer.TryComplete();
            return Task.CompletedTask;
        };
    }

    public HubConnection Hub { get; }
    public RoomLog Log { get; }
    public List<JsonElement> Entries { get; } = [];
    public List<JsonElement> Snapshots { get; } = [];
    public Task Closed => _closed.Task.WaitAsync(Patience);

    /// <summary>Connects without entering a room.</summary>
    public static async Task<RoomClient> ConnectAsync(HubServer server, Person person, string gathering = "")
    {
        using var caller = await server.SignInAsync(person);
        return await ConnectAsync(server, caller.Token!, gathering);
    }

    /// <param name="through">Another way to the server, such as a proxy.</param>
    public static async Task<RoomClient> ConnectAsync(HubServer server, string token, string gathering = "", string? through = null)
    {
        var client = new RoomClient(HubClient.Create(through ?? server.Origin, $"hub-session={token}"), gathering);
        await client.Hub.StartAsync();
        // Answered: the hub has taken the connection in, which the handshake alone does not tell.
        await client.Hub.Ask("Hello", new { });
        return client;
    }

    /// <summary>Connects and enters.</summary>
    public static async Task<RoomClient> EnterAsync(HubServer server, Person person, string gathering)
    {
        var client = await ConnectAsync(server, person, gathering);
        await client.JoinAsync();
        return client;
    }

    public async Task<JsonElement> JoinAsync()
    {
        var joined = await Hub.Ask("Join", _gathering, Log.Epoch, Log.Position);
        Assert.True(joined.GetProperty("ok").GetBoolean(), joined.ToString());
        Log.Joined(joined);
        return joined;
    }

    public Task<JsonElement> PostAsync(string clientId, string text) => Hub.Ask("Post", _gathering, new { clientId, text });

    /// <summary>The next frame, applied; asks for what is missing as a client does.</summary>
    public async Task<JsonElement> FrameAsync()
    {
        var frame = await _frames.Reader.ReadAsync().AsTask().WaitAsync(Patience);
        if (Log.Frame(frame) == Next.Replay)
        {
            while (Log.Replayed(await Hub.Ask("Replay", _gathering, Log.Last, 300)))
            {
            }
        }

        return frame;
    }

    /// <summary>Follows until an entry fits.</summary>
    public async Task<JsonElement> EntryAsync(Func<JsonElement, bool> fits)
    {
        while (true)
        {
            var found = Entries.FindIndex(e => fits(e));
            if (found >= 0)
            {
                return Entries[found];
            }

            await FrameAsync();
        }
    }

    public async Task FollowToAsync(long seq)
    {
        while (Log.Last < seq)
        {
            await FrameAsync();
        }
    }

    /// <summary>The next event of this name; others are passed over.</summary>
    public async Task<JsonElement> EventAsync(string name)
    {
        while (true)
        {
            var (got, body) = await _events.Reader.ReadAsync().AsTask().WaitAsync(Patience);
            if (got == name)
            {
                return body;
            }
        }
    }

    /// <summary>The names of the events that came before the next one of this name.</summary>
    public async Task<List<string>> BeforeAsync(string name)
    {
        var passed = new List<string>();
        while (true)
        {
            var (got, _) = await _events.Reader.ReadAsync().AsTask().WaitAsync(Patience);
            if (got == name)
            {
                return passed;
            }

            passed.Add(got);
        }
    }

    public ValueTask DisposeAsync() => Hub.DisposeAsync();
}

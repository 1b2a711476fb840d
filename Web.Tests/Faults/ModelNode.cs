using Grains.Gatherings;
using Microsoft.Extensions.Logging.Abstractions;
using Web.Live.Node;
using Web.Live.Rooms;
using Web.Tests.Live;

namespace Web.Tests.Faults;

/// <summary>
/// A web node of a world: its ear at the grain, its relayed room, its fan and the clients that sit here. The network
/// between the grain and the room is in the world's hand: frames wait here until they are delivered, lost or doubled.
/// </summary>
internal sealed class ModelNode : IRelayObserver
{
    private readonly ModelHub _hub;
    private readonly string _gathering;
    private readonly List<RoomFrame> _underway = [];
    private readonly IRelayObserver _ear;

    public ModelNode(ModelHub hub, string gathering, string name, LiveMeter meter)
    {
        (_hub, _gathering, Name) = (hub, gathering, name);
        _ear = hub.Grains.CreateObjectReference<IRelayObserver>(this);
        Room = new RelayRoom(gathering, hub.Clock);
        Fan = new RelayFan(gathering, Room, hub.Clock, meter);
        Gate = new CommandGate(gathering, name, () => hub.Grains.GetGrain<IGatheringGrain>(gathering), NullLogger.Instance);
    }

    public string Name { get; }
    public RelayRoom Room { get; }
    public RelayFan Fan { get; }
    public CommandGate Gate { get; }
    public List<ModelClient> Clients { get; } = [];

    public Task Deliver(RoomFrame frame)
    {
        lock (_underway)
        {
            if (frame.Gathering == _gathering)
            {
                _underway.Add(frame);
                if (frame.Entries.Length > 0 && _hub.Database[_gathering].Log.Count < frame.Entries[^1].Seq)
                {
                    throw new InvalidOperationException("A frame tells what is not committed.");
                }
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Waits until what the grain has published so far is here.</summary>
    public Task SettleAsync() => _ear.Deliver(new RoomFrame("", "", 0, [], new Counts(0, 0, 0, 0, 0, 0), [], default, 0));

    public async Task SubscribeAsync()
    {
        if (await _hub.Grains.GetGrain<IGatheringGrain>(_gathering).Subscribe(Name, _ear) is { } snapshot)
        {
            Room.Start(snapshot);
            await HealAsync();
        }
    }

    /// <summary>Lets frames through as the dice fall: some are lost, some come twice, some overtake others.</summary>
    public async Task DeliverAsync(Random random)
    {
        foreach (var frame in Take(random))
        {
            switch (Room.Take(frame))
            {
                case Took.Foreign:
                    await SubscribeAsync();
                    break;
                case Took.Gap when random.Next(2) == 0 || frame.Entries.Length == 0:
                    await HealAsync();
                    break;
            }
        }
    }

    /// <summary>Reads from the database what was lost on the way.</summary>
    public async Task HealAsync()
    {
        while (Room.Target > Room.Head)
        {
            var after = Room.Head;
            Room.Take(await _hub.Database.Entries(_gathering, after, GatheringRelay.PageEntries, default));
            if (Room.Head == after)
            {
                Room.Settle();
            }
        }
    }

    /// <summary>Seats a client; the ring is made to reach back to its position, as the relay does.</summary>
    public async Task SeatAsync(ModelClient client)
    {
        while (client.Log.Position is { } last && Room.Knows(client.Log.Epoch, last) && Room.Missing(last) is > 0 and < RelayRoom.ReachMost)
        {
            var (after, count) = Room.PageBefore(last);
            Room.TakeBefore(await _hub.Database.Entries(_gathering, after, count, default));
        }

        client.Enter(Room, Fan);
        Clients.Add(client);
    }

    private List<RoomFrame> Take(Random random)
    {
        var through = new List<RoomFrame>();
        lock (_underway)
        {
            while (_underway.Count > 0 && random.Next(5) != 0)
            {
                var at = random.Next(4) == 0 ? random.Next(_underway.Count) : 0;
                var copies = random.Next(6) switch { 0 => 0, 1 => 2, _ => 1 };
                through.AddRange(Enumerable.Repeat(_underway[at], copies));
                if (copies < 2 || random.Next(2) == 0)
                {
                    _underway.RemoveAt(at);
                }
            }
        }

        return through;
    }
}

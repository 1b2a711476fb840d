using Grains.Gatherings;
using Grains.Journal;
using Web.Live.Node;
using Web.Live.Wire;
using Web.Tests.Live;

namespace Web.Tests.Faults;

/// <summary>One seeded world: steps of members, officers, time and misfortune; then calm, and the reckoning.</summary>
internal sealed class World(int seed, ModelHub hub)
{
    private const int Steps = 30;
    /// <summary>Refusals that misfortune or an officer may bring; any other is a fault of the hub.</summary>
    private static readonly string[] Excused =
        ["hub.unavailable", "hub.uncertain", "hub.busy", "gathering.not-inside", "post.muted", "post.slow-mode", "post.target", "post.depth"];

    private readonly Random _random = new(seed);
    private readonly History _history = new();
    private readonly string _gathering = $"g-{seed:D22}";
    private readonly List<(string Member, string Id)> _sent = [];
    private readonly List<ModelNode> _nodes = [];
    private int _ids;
    private int _names;

    private List<Entry> Log => hub.Database[_gathering].Log;
    private IGatheringGrain Grain => hub.Grains.GetGrain<IGatheringGrain>(_gathering);

    public async Task RunAsync()
    {
        using var meter = new LiveMeter();
        await hub.OpenAsync(_gathering);
        for (var n = 0; n < 2; n++)
        {
            await StartNodeAsync(meter);
        }

        for (var step = 0; step < Steps; step++)
        {
            await StepAsync(meter);
            await SettleAsync();
            foreach (var node in _nodes)
            {
                await node.DeliverAsync(_random);
                node.Fan.Round();
            }
        }

        await CalmAsync();
        Reckon();
        await Order(new Close(ModelHub.Secretary));
    }

    private async Task StepAsync(LiveMeter meter)
    {
        switch (_random.Next(16))
        {
            case 0: hub.Database.FailNext(_gathering, Commit.Unknown, written: true); break;
            case 1: hub.Database.FailNext(_gathering, Commit.Unknown, written: false); break;
            case 2: hub.Database.FailNext(_gathering, Commit.Unavailable, written: false); break;
            case 3: await hub.Database.Take(_gathering, default); break;
            case 4: await KillNodeAsync(meter); break;
            case 5: await PassAsync(TimeSpan.FromMilliseconds(_random.Next(2_500))); break;
            case 6: await OfficerAsync(); break;
            case 7: await ComeAsync(); break;
            case 8 or 9: Stall(); break;
            default: await Task.WhenAll(Enumerable.Range(0, 1 + _random.Next(3)).Select(_ => PostAsync())); break;
        }
    }

    // A new message, the last one again, or any of the earlier ones: a retry is the same whatever became of the first.
    private async Task PostAsync()
    {
        var again = _sent.Count > 0 && _random.Next(3) == 0;
        var (member, id) = again ? _sent[_random.Next(2) == 0 ? ^1 : _random.Next(_sent.Count)] : ($"m-{_random.Next(1, ModelHub.Members + 1)}", $"c-{++_ids}");
        if (!again)
        {
            _sent.Add((member, id));
        }

        var (node, text) = (_nodes[_random.Next(_nodes.Count)], $"{member} {id}");
        var target = Log.Count > 1 && _random.Next(4) == 0 ? Log[_random.Next(Log.Count)].Seq : (long?)null;
        var asked = _history.Ask(member, id, text);
        var actor = ModelHub.Actor(member);
        await node.Gate.Submit(new Enter(actor, $"{node.Name}-{member}"));
        var answer = await node.Gate.Submit(new Post(actor, id, text, target, null));
        _history.Answer(asked, answer);
        Expect(answer);
    }

    private async Task OfficerAsync()
    {
        var secretary = ModelHub.Secretary;
        var message = Log.FindLast(static e => e.Kind == EntryKind.Message)?.Seq ?? 1;
        RoomCommand command = _random.Next(6) switch
        {
            0 => new Hide(secretary, message, "离题"),
            1 => new Mute(secretary, "m-1", _random.Next(2) == 0),
            2 => new SetSlowMode(secretary, _random.Next(2)),
            3 => new Extend(secretary, 1),
            4 => new Decide(secretary, $"d-{++_ids}", "通过"),
            _ => new React(ModelHub.Actor("m-2"), message, RoomLimits.Emoji[_random.Next(6)], _random.Next(2) == 0),
        };
        await Order(command);
    }

    private Task<RoomAnswer> Order(RoomCommand command) => _nodes[0].Gate.Submit(command);

    private async Task ComeAsync()
    {
        if (_nodes.Sum(static n => n.Clients.Count) < 5)
        {
            await _nodes[_random.Next(_nodes.Count)].SeatAsync(new ModelClient($"{++_names}", hub.Clock, _gathering));
        }
    }

    private void Stall()
    {
        foreach (var client in _nodes.SelectMany(static n => n.Clients))
        {
            if (_random.Next(2) == 0)
            {
                client.Outlet.Hold();
            }
            else
            {
                client.Outlet.Release();
            }
        }
    }

    // The node is gone with all that it held; its clients come back elsewhere with the position of what they have read.
    private async Task KillNodeAsync(LiveMeter meter)
    {
        var dead = _nodes[_random.Next(_nodes.Count)];
        _nodes.Remove(dead);
        await StartNodeAsync(meter);
        foreach (var client in dead.Clients)
        {
            client.Outlet.Release();
            client.Leave(dead.Fan);
            await _nodes[_random.Next(_nodes.Count)].SeatAsync(client);
        }
    }

    private async Task StartNodeAsync(LiveMeter meter)
    {
        var node = new ModelNode(hub, _gathering, $"w-{++_names}", meter);
        for (var attempt = 0; node.Room.Incarnation == 0 && attempt < 3; attempt++)
        {
            await node.SubscribeAsync();
        }

        _nodes.Add(node);
    }

    private async Task PassAsync(TimeSpan time)
    {
        hub.Clock.Advance(time);
        await SettleAsync();
    }

    private async Task SettleAsync()
    {
        await Grain.Roster(null, 1, null);
        foreach (var node in _nodes)
        {
            await node.SettleAsync();
        }
    }

    private async Task CalmAsync()
    {
        hub.Database.Heal(_gathering);
        foreach (var node in _nodes)
        {
            // The lease is renewed as it is every ten seconds; an activation that was fenced out finds out at its beat.
            for (var attempt = 0; attempt < 3; attempt++)
            {
                await Grain.Tick();
                await SettleAsync();
            }

            await node.SubscribeAsync();
            foreach (var client in node.Clients)
            {
                client.Outlet.Release();
            }
        }

        for (var i = 0; i < 6; i++)
        {
            hub.Clock.Advance(TimeSpan.FromSeconds(1));
            await SettleAsync();
            foreach (var node in _nodes)
            {
                await node.DeliverAsync(_random);
                await node.HealAsync();
                node.Fan.Round();
            }
        }
    }

    private void Reckon()
    {
        var stored = hub.Database[_gathering];
        Assert.True(_history.Check(stored.Log) is null, $"seed {seed}: {_history.Check(stored.Log)}");
        var state = RoomState.Before(stored.Row.Terms with { State = GatheringState.Planned, SlowSeconds = 0 }).Apply(stored.Log);
        var fresh = new RoomModel();
        fresh.Replace(ModelClient.Parse(SharedSnapshot.Of(stored.Row.Charter, stored.Row.Terms, state, new Counts(0, 0, 0, 0, 0, 0))));
        var hidden = stored.Log.Where(static e => e.Kind == EntryKind.Hidden).Select(static e => e.Target!.Value).ToHashSet();
        foreach (var client in _nodes.SelectMany(static n => n.Clients))
        {
            client.Read();
            Assert.True(client.Log.Last == stored.Log.Count, $"seed {seed}: {client.Log.Last} of {stored.Log.Count}");
            Assert.True(client.Log is { Gaps: 0, Repeated: 0 }, $"seed {seed}: {client.Log.Gaps} gaps, {client.Log.Repeated} repeated");
            Assert.True(client.Model.ToString() == fresh.ToString(), $"seed {seed}: {client.Model} where {fresh} was expected");
            foreach (var (seq, kind, text) in client.Seen)
            {
                var entry = stored.Log[(int)seq - 1];
                Assert.True(string.Equals(kind, entry.Kind.ToString(), StringComparison.OrdinalIgnoreCase), $"seed {seed}: {seq} was seen as {kind}");
                var told = entry.Kind is EntryKind.Message or EntryKind.Decision or EntryKind.Hidden ? entry.Text : null;
                Assert.True(text == told || (text is null && hidden.Contains(seq)), $"seed {seed}: {seq}, a {kind}, was seen as '{text}' and is '{told}'");
            }
        }
    }

    private void Expect(RoomAnswer answer) =>
        Assert.True(answer.Refusal is null || Excused.Contains(answer.Refusal.Rule), $"seed {seed}: {answer.Refusal?.Rule}");
}

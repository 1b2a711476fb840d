using System.Reflection;
using System.Text.Json;
using Grains.Gatherings;
using Microsoft.Extensions.Logging.Abstractions;
using Web.Live;
using Web.Live.Node;
using Web.Live.Rooms;
using Web.Tests.Live;

namespace Web.Tests.Faults;

/// <summary>
/// R2 with two web nodes in this process: real relays at a real grain, over a database in memory. Between processes it
/// is the same code with Orleans between grain and relay.
/// </summary>
public sealed class FailoverTests
{
    private const int Clients = 300;
    private const int ReadsMost = 10;
    private const string Gathering = "g-0000000000000000000002";

    [Fact]
    public async Task R2_the_clients_of_a_dead_node_resume_on_another_with_ten_reads_at_most()
    {
        await using var hub = await ModelHub.StartAsync();
        using var meter = new LiveMeter();
        var store = Reads.Of(hub.Database);
        await hub.OpenAsync(Gathering);
        var dying = Node("w-1", hub, store, meter);
        await using var other = Node("w-2", hub, store, meter);
        var relay = (await dying.Open(Gathering))!;
        var positions = new List<long>();
        for (var i = 0; i < Clients; i++)
        {
            await PostAsync(dying, $"c-{i}");
            var joined = (await relay.Join(Someone.Connection(new FakeOutlet($"a-{i}"), hub.Clock), You(hub), null, null))!;
            positions.Add(joined.Head);
        }

        // The first node is gone without a word; the room goes on through the second.
        for (var i = 0; i < 50; i++)
        {
            await PostAsync(other, $"d-{i}");
        }

        var (head, before) = (hub.Database[Gathering].Log.Count, ((Reads)(object)store).Count);
        var back = await Task.WhenAll(positions.Select(async (last, i) =>
        {
            var there = (await other.Open(Gathering))!;
            return (Last: last, Joined: (await there.Join(Someone.Connection(new FakeOutlet($"b-{i}"), hub.Clock), You(hub), hub.Database[Gathering].Row.Epoch, last))!);
        }));

        Assert.InRange(((Reads)(object)store).Count - before, 1, ReadsMost);
        Assert.All(back, came =>
        {
            Assert.True(came.Joined.Recovered);
            using var entries = JsonDocument.Parse(came.Joined.Entries!);
            Assert.Equal(Enumerable.Range((int)came.Last + 1, head - (int)came.Last), entries.RootElement.EnumerateArray().Select(static e => e.GetProperty("s").GetInt32()));
        });
    }

    private static RelayDirectory Node(string name, ModelHub hub, IGatheringStore store, LiveMeter meter) =>
        new(new RelayServices(name, new LiveGrains(hub.Grains), store, hub.Clock, meter, new LiveOptions(), NullLogger<GatheringRelay>.Instance), NullLogger<CommandGate>.Instance);

    private static EntranceView You(ModelHub hub) => new(false, true, true, hub.Clock.GetUtcNow());

    private static async Task PostAsync(RelayDirectory node, string id)
    {
        var member = ModelHub.Actor("m-1");
        await node.Gate(Gathering).Submit(new Enter(member, "d-1"));
        Assert.Null((await node.Gate(Gathering).Submit(new Post(member, id, "在", null, null))).Refusal);
    }

    /// <summary>A store that counts what is read from it.</summary>
    public class Reads : DispatchProxy
    {
        private IGatheringStore _inner = null!;
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public static IGatheringStore Of(IGatheringStore inner)
        {
            var proxy = Create<IGatheringStore, Reads>();
            ((Reads)(object)proxy)._inner = inner;
            return proxy;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            Interlocked.Increment(ref _count);
            return targetMethod!.Invoke(_inner, args);
        }
    }
}

using System.Diagnostics;
using Bench.Client;

namespace Web.Tests.Faults;

/// <summary>R8 and R11 in short: everyone's connection breaks at once, and a network that stalls.</summary>
[Trait("Category", "Slow")]
public sealed class StormTests
{
    private const int Members = 150;
    private static readonly TimeSpan BackMost = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task R11_everyone_reconnects_at_once_three_times_and_nobody_misses_anything()
    {
        await using var hub = await HubUnderFault.StartAsync(Members);
        var (members, living) = hub.Settle(hub.Url);
        await InsideAsync(members, hub.Patience);
        for (var storm = 1; storm <= 3; storm++)
        {
            await hub.Acknowledged.ReachAsync(hub.Acknowledged.Texts.Count + 50, hub.Patience);
            var clock = Stopwatch.StartNew();
            Array.ForEach(members, static m => m.Break());
            await hub.Acknowledged.ReachAsync(hub.Acknowledged.Texts.Count + 50, hub.Patience);
            await InsideAsync(members, hub.Patience);
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, BackMost);
        }

        await hub.ReckonAsync(members, living);
    }

    [Fact]
    public async Task R8_a_network_that_stalls_one_chunk_of_ten_loses_nothing_and_keeps_the_order()
    {
        await using var hub = await HubUnderFault.StartAsync(30);
        await using var proxy = new FaultProxy(new Uri(hub.Url).Port) { Wire = Wire.Stalls };
        var (members, living) = hub.Settle(proxy.Url);
        await hub.Acknowledged.ReachAsync(120, hub.Patience);
        await hub.ReckonAsync(members, living);
    }

    private static Task InsideAsync(Survivor[] members, CancellationToken patience) => Task.WhenAll(members.Select(static m => m.Inside)).WaitAsync(patience);
}

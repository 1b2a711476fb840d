using Grains.Operations;
using Grains.Tests.Gatherings;

namespace Grains.Tests.Operations;

/// <summary>What nodes tell of themselves is kept for a while, bounded, and forgotten with a node that falls silent.</summary>
public sealed class OperationsTests(HubFixture hub) : IClassFixture<HubFixture>
{
    [Fact]
    public async Task Samples_are_told_once_in_order_and_a_silent_node_is_forgotten()
    {
        var board = hub.Grains.GetGrain<IOperationsGrain>(IOperationsGrain.Key);
        var start = hub.Clock.GetUtcNow();
        for (var second = 0; second < 200; second++)
        {
            await board.Report(Report("w-1", start.AddSeconds(second), connections: second));
        }

        await board.Report(Report("w-2", start.AddSeconds(100), connections: 7));
        var all = await board.Read(DateTimeOffset.MinValue);
        Assert.Equal(181, all.Samples.Length);
        Assert.Equal(all.Samples.OrderBy(static s => s.At).Select(static s => s.At), all.Samples.Select(static s => s.At));
        Assert.Equal(["w-1", "w-2"], all.Rooms.Select(static r => r.Node).Order());
        Assert.Equal([199], (await board.Read(start.AddSeconds(198))).Samples.Select(static s => s.Connections));

        hub.Clock.Advance(TimeSpan.FromSeconds(8));
        await board.Report(Report("w-2", start.AddSeconds(208), connections: 8));
        hub.Clock.Advance(TimeSpan.FromSeconds(8));

        Assert.All((await board.Read(DateTimeOffset.MinValue)).Samples, static s => Assert.Equal("w-2", s.Node));
    }

    private static NodeReport Report(string node, DateTimeOffset at, int connections) => new(
        new NodeSample(node, at, connections, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        [new RoomFigures("g-1", node, connections, 1, 0)]);
}

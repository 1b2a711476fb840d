using Grains.Clock;

namespace Grains.Coverage;

/// <summary>Wakes the nodes whose targets are due to be measured: soon after each midnight of the hub's calendar.</summary>
internal sealed class CoverageClock(ICoverageStore store) : IDueSource
{
    /// <summary>Woken at one turn of the clock; the others wait for the next.</summary>
    private const int Most = 200;

    public async Task Wake(IGrainFactory grains, DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (var node in await store.Due(now, Most, cancellation))
        {
            grains.GetGrain<ICoverageGrain>(node).Tick().Ignore();
        }
    }
}

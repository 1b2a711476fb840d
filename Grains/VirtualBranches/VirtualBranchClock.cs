using Grains.Clock;

namespace Grains.VirtualBranches;

/// <summary>Wakes virtual branches whose secretary may be silent or whose election is over.</summary>
internal sealed class VirtualBranchClock(IVirtualBranchStore store) : IDueSource
{
    /// <summary>Woken at one turn of the clock; the others wait for the next.</summary>
    private const int Most = 200;

    public async Task Wake(IGrainFactory grains, DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (var node in await store.Due(now, Most, cancellation))
        {
            grains.GetGrain<IVirtualBranchGrain>(node).Tick().Ignore();
        }
    }
}

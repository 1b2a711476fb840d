using Grains.Clock;

namespace Grains.Offices;

/// <summary>Wakes the posts of nodes on which a term has run out.</summary>
internal sealed class OfficeClock(IOfficeStore store) : IDueSource
{
    /// <summary>Woken at one turn of the clock; the others wait for the next.</summary>
    private const int Most = 200;

    public async Task Wake(IGrainFactory grains, DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (var node in await store.Due(now, Most, cancellation))
        {
            grains.GetGrain<IOfficeGrain>(node).Tick().Ignore();
        }
    }
}

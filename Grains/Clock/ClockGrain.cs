using Grains.Gatherings;
using Grains.Time;

namespace Grains.Clock;

/// <summary>Reads what is due and wakes it. Reading is the only state: a poke that fails is made good by the next.</summary>
internal sealed class ClockGrain(IGatheringStore store, IEnumerable<IDueSource> others, TimeProvider clock) : Grain, IClockGrain
{
    /// <summary>Every silo pokes; the work is done at most this often.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
    private DateTimeOffset _last = DateTimeOffset.MinValue;

    public async Task Poke()
    {
        var now = clock.Now();
        if (now - _last < Least)
        {
            return;
        }

        _last = now;
        foreach (var gathering in await store.Pending(now, CancellationToken.None))
        {
            GrainFactory.GetGrain<IGatheringGrain>(gathering).Tick().Ignore();
        }

        foreach (var other in others)
        {
            await other.Wake(GrainFactory, now, CancellationToken.None);
        }
    }
}

using Grains.Cards;
using Grains.Gatherings;
using Grains.Time;
using Grains.Transfers;

namespace Grains.Clock;

/// <summary>Reads what is due and wakes it. Reading is the only state: a poke that fails is made good by the next.</summary>
internal sealed class ClockGrain(IGatheringStore store, ITransferStore transfers, ICardStore cards, TimeProvider clock) : Grain, IClockGrain
{
    /// <summary>Every silo pokes; the work is done at most this often.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
    /// <summary>Cases and cards woken at one poke; the rest is due still at the next.</summary>
    private const int DueMost = 200;
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

        foreach (var transfer in await transfers.Due(now, DueMost, CancellationToken.None))
        {
            GrainFactory.GetGrain<ITransferGrain>(transfer).Tick().Ignore();
        }

        foreach (var card in await cards.Due(now, DueMost, CancellationToken.None))
        {
            GrainFactory.GetGrain<ICardGrain>(card).Tick().Ignore();
        }
    }
}

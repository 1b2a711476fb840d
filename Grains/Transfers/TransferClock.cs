using Grains.Cards;
using Grains.Clock;

namespace Grains.Transfers;

/// <summary>Wakes cases whose clock has run out or whose filing waits, and cards that end.</summary>
internal sealed class TransferClock(ITransferStore transfers, ICardStore cards) : IDueSource
{
    /// <summary>Cases and cards woken at one turn of the clock; the others wait for the next.</summary>
    private const int Most = 200;

    public async Task Wake(IGrainFactory grains, DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (var transfer in await transfers.Due(now, Most, cancellation))
        {
            grains.GetGrain<ITransferGrain>(transfer).Tick().Ignore();
        }

        foreach (var card in await cards.Due(now, Most, cancellation))
        {
            grains.GetGrain<ICardGrain>(card).Tick().Ignore();
        }
    }
}

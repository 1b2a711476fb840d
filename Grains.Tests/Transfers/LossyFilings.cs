using Grains.Transfers;

namespace Grains.Tests.Transfers;

/// <summary>A line to the addressees that can be cut, before a filing comes there or before its receipt comes back.</summary>
internal sealed class LossyFilings : IFilingPort
{
    private IFilingPort? _inner;
    private int _away;
    private int _lost;

    public LossyFilings Over(IFilingPort inner)
    {
        _inner = inner;
        return this;
    }

    /// <summary>The next tries do not come there.</summary>
    public void Away(int tries) => Volatile.Write(ref _away, tries);

    /// <summary>The next tries come there, and their receipts are lost.</summary>
    public void LoseReceipts(int tries) => Volatile.Write(ref _lost, tries);

    public async Task<string> Deliver(Filing filing, CancellationToken cancellation)
    {
        if (Interlocked.Decrement(ref _away) >= 0)
        {
            throw new IOException("The addressee is away.");
        }

        var receipt = await _inner!.Deliver(filing, cancellation);
        return Interlocked.Decrement(ref _lost) >= 0 ? throw new IOException("The line broke.") : receipt;
    }
}

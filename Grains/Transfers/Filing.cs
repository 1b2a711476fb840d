namespace Grains.Transfers;

/// <summary>
/// The notice of an accepted transfer to one addressee. Queued in the transaction of the acceptance, delivered by the
/// clock until it is receipted. <paramref name="Id"/> is made of the case and the addressee's place: a replay has the same.
/// </summary>
/// <param name="Body">Ids and dates as JSON; no name, no number.</param>
[GenerateSerializer, Immutable, Alias("filing")]
public sealed record Filing(
    [property: Id(0)] string Id,
    [property: Id(1)] string Case,
    [property: Id(2)] FilingTo To,
    [property: Id(3)] string Addressee,
    [property: Id(4)] string Body,
    [property: Id(5)] DateTimeOffset QueuedAt,
    [property: Id(6)] DateTimeOffset? NextAt,
    [property: Id(7)] int Attempts = 0,
    [property: Id(8)] string? Receipt = null,
    [property: Id(9)] DateTimeOffset? ReceiptAt = null);

/// <summary>Whom a filing goes to. The names are stored; never rename one.</summary>
public enum FilingTo
{
    /// <summary>The source's superior.</summary>
    Source,
    /// <summary>The target's superior.</summary>
    Target,
}

/// <summary>
/// Where filings go. The same filing may come more than once: the addressee answers the same receipt and counts it once.
/// Throws where the addressee cannot be reached; the clock tries again.
/// </summary>
public interface IFilingPort
{
    /// <summary>The receipt.</summary>
    Task<string> Deliver(Filing filing, CancellationToken cancellation);
}

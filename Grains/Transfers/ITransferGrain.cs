namespace Grains.Transfers;

/// <summary>
/// One transfer of a relation. Nothing is kept between calls: each is decided on what the database holds and committed
/// against the version it was decided on, so two who click at once are put in order and neither can be done half. After
/// the commit both branches and the member are told. Key: the case's id.
/// </summary>
[Alias("transfer")]
public interface ITransferGrain : IGrainWithStringKey
{
    /// <summary>Opens it. Idempotent by id and by request.</summary>
    [Alias("begin")]
    Task<TransferAnswer> Begin(BeginTransfer ask);

    /// <summary>Opens the case of a whole unit.</summary>
    [Alias("begin-unit"), ResponseTimeout(LongCalls.Most)]
    Task<TransferAnswer> BeginUnit(BeginUnit ask);

    [Alias("submit"), ResponseTimeout(LongCalls.Most)]
    Task<TransferAnswer> Submit(TransferCommand command);

    /// <summary>Looks at the clocks of the case and at its filings. Harmless when nothing is due.</summary>
    [Alias("tick")]
    Task Tick();
}

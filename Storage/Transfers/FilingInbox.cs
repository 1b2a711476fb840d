using Dapper;
using Grains.Time;
using Grains.Transfers;

namespace Storage.Transfers;

/// <summary>
/// The addressees of filings as nodes of this hub: a filing that comes again has the receipt of the first time and stands
/// there once. A connection to an outer system takes this one's place behind the same port.
/// </summary>
public sealed class FilingInbox(HubDatabase database, TimeProvider clock) : IFilingPort
{
    private const string TakeSql = """
        insert into filing_inbox (id, addressee, body, receipt, at) values (@Id, @Addressee, @Body, @Receipt, @At) on conflict do nothing
        """;

    private const string ReceiptSql = "select receipt from filing_inbox where id = @Id";

    public async Task<string> Deliver(Filing filing, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(filing);
        using (var lease = await database.WriteAsync(cancellation))
        {
            var row = new { filing.Id, filing.Addressee, filing.Body, Receipt = Ids.New("r-"), At = clock.Now() };
            await lease.Connection.ExecuteAsync(new CommandDefinition(TakeSql, row, cancellationToken: cancellation));
        }

        return (await database.FirstAsync<string>(ReceiptSql, new { filing.Id }, cancellation))!;
    }
}

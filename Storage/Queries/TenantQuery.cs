using Dapper;

namespace Storage.Queries;

/// <summary>How large the hub is and what waits in it.</summary>
/// <param name="Open">Gatherings open now.</param>
/// <param name="Planned">Gatherings not yet open.</param>
/// <param name="Unsigned">Closed gatherings whose minutes nobody signed.</param>
/// <param name="AwardsDue">Awards that no ledger holds yet.</param>
[method: ExplicitConstructor]
public sealed record TenantFigures(long Members, long Nodes, long Open, long Planned, long Unsigned, long AwardsDue);

/// <summary>Figures of the whole hub, for health and operators. Throws where the database is away.</summary>
public sealed class TenantQuery(HubDatabase database)
{
    private const string Sql = """
        select (select count(*) from member) as members,
            (select count(*) from node where dissolved_at is null and kind not in ('Virtual', 'LifeGroup')) as nodes,
            (select count(*) from gathering where state = 'Open') as open,
            (select count(*) from gathering where state = 'Planned') as planned,
            (select count(*) from gathering where state = 'Closed') as unsigned,
            (select count(*) from award_due) as awards_due
        """;

    /// <summary>Counts now; the count of members reads an index, some milliseconds at 260,000.</summary>
    public async Task<TenantFigures> FiguresAsync(CancellationToken cancellation = default) =>
        (await database.FirstAsync<TenantFigures>(Sql, null, cancellation))!;
}

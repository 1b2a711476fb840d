using Dapper;
using Grains.Gatherings;

namespace Storage.Queries;

/// <summary>One member's place on a frozen roster.</summary>
[method: ExplicitConstructor]
public sealed record PlaceRow(string Gathering, bool Expected, Presence Presence);

/// <summary>Where a member stands in gatherings, and who of a roster may vote. Throws where the database is away.</summary>
public sealed class PlaceQuery(HubDatabase database)
{
    private const string OfMemberSql = """
        select r.gathering, r.expected,
            case when exists (select 1 from attendance_mark a where a.gathering = r.gathering and a.member = r.member and a.inside = 1)
                    then 'Present'
                when exists (select 1 from excuse e where e.gathering = r.gathering and e.member = r.member) then 'Excused'
                else 'Absent' end as presence
        from roster_line r where r.member = @Member and r.gathering in @Gatherings
        """;

    private const string ExcusedSql = "select gathering from excuse where member = @Member and gathering in @Gatherings";

    private const string EligibleSql = """
        select gathering, count(*) as eligible from roster_line
        where gathering in @Gatherings and eligible = 1 group by gathering
        """;

    /// <summary>The member's places on those of the rosters that are frozen and hold the member.</summary>
    public Task<IReadOnlyList<PlaceRow>> OfMemberAsync(
        string member, IReadOnlyCollection<string> gatherings, CancellationToken cancellation = default) =>
        gatherings.Count == 0
            ? Task.FromResult<IReadOnlyList<PlaceRow>>([])
            : database.QueryAsync<PlaceRow>(OfMemberSql, new { Member = member, Gatherings = gatherings.ToArray() }, cancellation);

    /// <summary>Those of the gatherings, planned ones too, from which the member is excused.</summary>
    public Task<IReadOnlyList<string>> ExcusedAsync(
        string member, IReadOnlyCollection<string> gatherings, CancellationToken cancellation = default) =>
        gatherings.Count == 0
            ? Task.FromResult<IReadOnlyList<string>>([])
            : database.QueryAsync<string>(ExcusedSql, new { Member = member, Gatherings = gatherings.ToArray() }, cancellation);

    /// <summary>How many of each frozen roster may vote.</summary>
    public async Task<IReadOnlyDictionary<string, int>> EligibleAsync(
        IReadOnlyCollection<string> gatherings, CancellationToken cancellation = default) =>
        gatherings.Count == 0
            ? new Dictionary<string, int>()
            : (await database.QueryAsync<EligibleRow>(EligibleSql, new { Gatherings = gatherings.ToArray() }, cancellation))
                .ToDictionary(static row => row.Gathering, static row => (int)row.Eligible, StringComparer.Ordinal);

    [method: ExplicitConstructor]
    private sealed record EligibleRow(string Gathering, long Eligible);
}

using Grains.Censuses;
using Storage.Journal;

namespace Storage.Censuses;

/// <summary>Statements of the journal that change a census.</summary>
internal static class CensusRows
{
    private const string AnswerSql = """
        update census_line set answer = $4, evidence = $5, answered_by = $6, answered_at = $7
        where census = $1 and member = $2 and coalesce(answer, '') = $3
            and exists (select 1 from census c where c.id = $1 and c.closed_at is null)
        """;

    private const string CloseSql = "update census set closed_by = $2, closed_at = $3 where id = $1 and closed_at is null";

    private const string ApplySql = "update census_line set applied_at = $3 where census = $1 and member = $2 and applied_at is null";

    public static IEnumerable<RowWrite> Of(CensusAnswered write) =>
    [
        RowWrite.Must(
            AnswerSql, write.Census, write.Member, write.Was is { } was ? Names.Of(was) : "", Names.Of(write.Answer),
            Names.Of(write.Evidence), write.By, write.At.Ms()),
    ];

    public static IEnumerable<RowWrite> Of(CensusClosed write) => [RowWrite.Must(CloseSql, write.Census, write.By, write.At.Ms())];

    public static IEnumerable<RowWrite> Of(CensusApplied write) => [RowWrite.Must(ApplySql, write.Census, write.Member, write.At.Ms())];
}

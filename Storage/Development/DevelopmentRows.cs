using Grains.Development;
using Storage.Journal;

namespace Storage.Development;

/// <summary>Statements of a step of development.</summary>
internal static class DevelopmentRows
{
    private const string BeginSql = """
        insert into development (member, version, stage, since, due, extended, full_since) values ($1, $2, $3, $4, $5, $6, $7)
        """;

    /// <summary>No row: somebody took another step since.</summary>
    private const string GoOnSql = """
        update development set version = $2, stage = $3, since = $4, due = $5, extended = $6, full_since = $7
        where member = $1 and version = $2 - 1
        """;

    private const string StepSql = """
        insert into development_step (member, version, step, day, evidence, reason, months, actor, at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;

    public static IEnumerable<RowWrite> Of(DevelopmentTaken taken)
    {
        var (file, entry) = (taken.File, taken.Entry);
        return
        [
            RowWrite.Must(
                file.Version == 1 ? BeginSql : GoOnSql, file.Member, file.Version, Names.Of(file.Stage), file.Since!.Value.Text(),
                file.Due?.Text(), file.Extended.Bit(), file.FullSince?.Text()),
            RowWrite.Must(
                StepSql, file.Member, entry.Version, Names.Of(entry.Step), entry.Day.Text(), entry.Evidence, entry.Reason, (long)entry.Months,
                entry.Actor, entry.At.Ms()),
        ];
    }
}

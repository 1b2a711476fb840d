using Grains.Coverage;
using Storage.Journal;

namespace Storage.Coverage;

/// <summary>Statements of targets and demonstration units.</summary>
internal static class CoverageRows
{
    private const string SetSql = """
        insert into coverage_target (id, node, measure, goal, since, until, source, set_by, set_at, base_numerator, base_denominator, next_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """;

    private const string DropSql = """
        update coverage_target set next_at = null, dropped_by = $2, dropped_at = $3, why = $4 where id = $1 and next_at is not null
        """;

    private const string SampleSql = """
        insert into coverage_sample (target, day, at, numerator, denominator) values ($1, $2, $3, $4, $5)
        on conflict (target, day) do update set at = excluded.at, numerator = excluded.numerator, denominator = excluded.denominator
        """;

    private const string NextSql = "update coverage_target set next_at = $3 where id = $1 and next_at = $2";

    // An award whose time is over makes room for the next.
    private const string RunOutSql = """
        update demonstration set ended_at = until, version = version + 1 where node = $1 and ended_at is null and until <= $2
        """;

    private const string AwardSql = """
        insert into demonstration (id, node, title, reason, since, until, version, awarded_by) values ($1, $2, $3, $4, $5, $6, $7, $8)
        """;

    private const string ReviewSql = """
        update demonstration set until = $3, reviewed_by = $4, reviewed_at = $5, review = $6, version = version + 1
        where id = $1 and version = $2 and ended_at is null
        """;

    private const string RevokeSql = """
        update demonstration set ended_by = $3, ended_at = $4, why = $5, version = version + 1 where id = $1 and version = $2 and ended_at is null
        """;

    public static IEnumerable<RowWrite> Of(TargetSet set)
    {
        var it = set.Target;
        return
        [
            RowWrite.Must(
                SetSql, it.Id, it.Node, it.Measure, (long)it.Goal, it.Since.Text(), it.Until.Text(), it.Source, it.SetBy, it.SetAt.Ms(),
                it.BaseNumerator, it.BaseDenominator, it.NextAt.Ms()),
            Sample(set.Sample),
        ];
    }

    public static IEnumerable<RowWrite> Of(TargetDropped dropped) =>
        [RowWrite.Must(DropSql, dropped.Id, dropped.By, dropped.At.Ms(), dropped.Why)];

    public static IEnumerable<RowWrite> Of(TargetMeasured measured)
    {
        yield return RowWrite.Must(NextSql, measured.Id, measured.Was.Ms(), measured.Next.Ms());
        if (measured.Sample is { } sample)
        {
            yield return Sample(sample);
        }
    }

    public static IEnumerable<RowWrite> Of(UnitAwarded awarded)
    {
        var it = awarded.Unit;
        return
        [
            RowWrite.May(RunOutSql, it.Node, it.Since.Ms()),
            RowWrite.Must(AwardSql, it.Id, it.Node, it.Title, it.Reason, it.Since.Ms(), it.Until.Ms(), it.Version, it.AwardedBy),
        ];
    }

    public static IEnumerable<RowWrite> Of(UnitReviewed reviewed) =>
        [RowWrite.Must(ReviewSql, reviewed.Id, reviewed.Version, reviewed.Until.Ms(), reviewed.By, reviewed.At.Ms(), reviewed.Review)];

    public static IEnumerable<RowWrite> Of(UnitRevoked revoked) =>
        [RowWrite.Must(RevokeSql, revoked.Id, revoked.Version, revoked.By, revoked.At.Ms(), revoked.Why)];

    private static RowWrite Sample(CoverageSample it) =>
        RowWrite.Must(SampleSql, it.Target, it.Day.Text(), it.At.Ms(), it.Numerator, it.Denominator);
}

using Grains.Corrections;
using Storage.Journal;

namespace Storage.Corrections;

/// <summary>Statements of corrections.</summary>
internal static class CorrectionRows
{
    private const string FileSql = """
        insert into correction (id, member, field, was, wanted, reason, filed_at, due_at, state)
        values ($1, $2, $3, $4, $5, $6, $7, $8, 'Open')
        """;

    private const string CloseSql = """
        update correction set state = $2, answer = $3, decided_by = $4, decided_at = $5
        where id = $1 and state = 'Open'
        """;

    private const string RemindSql = "update correction set reminded_at = $2 where id = $1 and state = 'Open' and reminded_at is null";

    private const string NameSql = "update member set name = $3 where id = $1 and name = $2";
    private const string PhoneSql = "update member set phone = $3 where id = $1 and coalesce(phone, '') = $2";
    private const string JoinedSql = "update member set joined_on = $3 where id = $1 and coalesce(joined_on, '') = $2";

    public static IEnumerable<RowWrite> Of(CorrectionFiled filed)
    {
        var one = filed.Correction;
        return
        [
            RowWrite.Must(
                FileSql, one.Id, one.Member, Names.Of(one.Field), one.Was, one.Wanted, one.Reason, one.FiledAt.Ms(), one.DueAt.Ms()),
        ];
    }

    public static IEnumerable<RowWrite> Of(CorrectionClosed closed) =>
        [RowWrite.Must(CloseSql, closed.Id, Names.Of(closed.State), closed.Answer, closed.By, closed.At.Ms())];

    public static IEnumerable<RowWrite> Of(CorrectionReminded reminded) => [RowWrite.Must(RemindSql, reminded.Id, reminded.At.Ms())];

    public static IEnumerable<RowWrite> Of(ProfileChange change) =>
        [RowWrite.Must(Sql(change.Field), change.Member, change.Was, change.Value)];

    private static string Sql(CorrectionField field) => field switch
    {
        CorrectionField.Name => NameSql,
        CorrectionField.Phone => PhoneSql,
        CorrectionField.Joined => JoinedSql,
        _ => throw new InvalidOperationException("A standing changes by its own write."),
    };
}

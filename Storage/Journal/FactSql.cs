namespace Storage.Journal;

/// <summary>Statements of the journal that both products share, with positional parameters <c>$1</c>, <c>$2</c> ….</summary>
internal static class FactSql
{
    public const string Terms = """
        update gathering
        set state = $2, opened_at = $3, closes_at = $4, closed_at = $5, slow_seconds = $6
        where id = $1
        """;

    public const string Excuse = """
        insert into excuse (gathering, member, reason, excused_by, at) values ($1, $2, $3, $4, $5)
        on conflict (gathering, member) do update
        set reason = excluded.reason, excused_by = excluded.excused_by, at = excluded.at
        """;

    public const string WithdrawExcuse = "delete from excuse where gathering = $1 and member = $2";

    /// <summary>No row: the version is signed already and stays as it is.</summary>
    public const string Minutes = """
        insert into minutes (gathering, version, at, body, signed_by, signed_by_name, signed_at, reason)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (gathering, version) do update
        set at = excluded.at, body = excluded.body, signed_by = excluded.signed_by,
            signed_by_name = excluded.signed_by_name, signed_at = excluded.signed_at, reason = excluded.reason
        where minutes.signed_at is null
        """;
}

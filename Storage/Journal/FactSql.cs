namespace Storage.Journal;

/// <summary>Statements of the journal that both products share, with positional parameters <c>$1</c>, <c>$2</c> ….</summary>
internal static class FactSql
{
    public const string Terms = """
        update gathering
        set state = $2, opened_at = $3, closes_at = $4, closed_at = $5, slow_seconds = $6
        where id = $1
        """;

    /// <summary>No row: another activation owns the consultation.</summary>
    public const string Consultation = """
        update consultation
        set head = $4, state = $5, officer = $6, officer_name = $7, waiting_since = $8, first_reply_at = $9, closed_at = $10, helped = $11
        where id = $1 and fence = $2 and head = $3
        """;

    public const string ConsultationEntry = """
        insert into consultation_entry (consultation, seq, kind, at, author, client_id, body) values ($1, $2, $3, $4, $5, $6, $7)
        """;

    public const string ConsultationMark = """
        insert into consultation_mark (consultation, member, seq, at) values ($1, $2, $3, $4)
        on conflict (consultation, member) do update set seq = excluded.seq, at = excluded.at
        """;

    public const string Excuse = """
        insert into excuse (gathering, member, reason, excused_by, at) values ($1, $2, $3, $4, $5)
        on conflict (gathering, member) do update
        set reason = excluded.reason, excused_by = excluded.excused_by, at = excluded.at
        """;

    public const string WithdrawExcuse = "delete from excuse where gathering = $1 and member = $2";

    public const string PostingRules = "insert into posting_rules (node, version, text, published_by, at) values ($1, $2, $3, $4, $5)";

    public const string Consent = """
        insert into posting_consent (node, version, member, at) values ($1, $2, $3, $4)
        on conflict do nothing
        """;

    public const string Flag = """
        insert into flag (gathering, seq, member, reason, at) values ($1, $2, $3, $4, $5)
        on conflict do nothing
        """;

    public const string SettleFlags = "update flag set settled = $3 where gathering = $1 and seq = $2 and settled is null";

    public const string Appeal = """
        insert into appeal (gathering, seq, member, text, at, restored, decided_by, decided_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (gathering, seq) do update
        set restored = excluded.restored, decided_by = excluded.decided_by, decided_at = excluded.decided_at
        where appeal.restored is null
        """;

    public const string PreparePoll = """
        insert into prepared_poll (gathering, poll, form) values ($1, $2, $3)
        on conflict (gathering, poll) do update set form = excluded.form
        """;

    public const string UnpreparePoll = "delete from prepared_poll where gathering = $1 and poll = $2";

    public const string BallotCount = """
        insert into ballot_count (gathering, poll, counts) values ($1, $2, $3)
        on conflict (gathering, poll) do update set counts = excluded.counts
        """;

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

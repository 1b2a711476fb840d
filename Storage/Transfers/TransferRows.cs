using Grains.Transfers;
using Storage.Journal;

namespace Storage.Transfers;

/// <summary>Statements of transfers.</summary>
internal static class TransferRows
{
    private const string OpenSql = """
        insert into transfer (id, kind, member, member_name, source, source_name, source_office, target, target_name, target_office,
            reason, note, opened_at, members, state, version, since, reminded)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 0)
        """;

    private const string HoldSql = "insert into transfer_member (transfer, member, running) values ($1, $2, 1)";

    private const string ChangeSql = """
        update transfer set state = $3, version = $4, since = $5, desk = $6, desk_name = $7, above = $8, above_name = $9, reminded = $10,
            deadline = $11, alarm_at = $12, expires_at = $13, submitted_at = $14, issued_at = $15, received_at = $16, accepted_at = $17,
            closed_at = $18, letter_number = $19, letter_until = $20, dues_from = $21, why = $22
        where id = $1 and version = $2
        """;

    private const string StepSql = """
        insert into transfer_step (transfer, seq, at, action, state, actor, actor_name, place, note) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;

    private const string ReleaseSql = "update transfer_member set running = 0 where transfer = $1 and running = 1";

    private const string PaperSql = """
        insert into transfer_paper (transfer, slot, media, sha256, at, put_by, accepted, checked_by, checked_name, checked_at, why)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        on conflict (transfer, slot) do update set media = excluded.media, sha256 = excluded.sha256, at = excluded.at, put_by = excluded.put_by,
            accepted = excluded.accepted, checked_by = excluded.checked_by, checked_name = excluded.checked_name, checked_at = excluded.checked_at,
            why = excluded.why
        """;

    private const string DuesSql = """
        insert into dues_route (member, month, node, source) values ($1, $2, $3, $4)
        on conflict (member, month) do update set node = excluded.node, source = excluded.source
        """;

    // A post on a node that covers the new one goes on, and one in what members found themselves: it has no place in the tree.
    private const string OfficesSql = """
        update office set until = $3, ended_at = $3, ended_why = 'transfer'
        where member = $1 and ended_at is null and (until is null or until > $3) and substr(node, 1, 2) = 'b-' and not exists (
            select 1 from node held join node now on now.id = $2
            where held.id = office.node and substr(now.path, 1, length(held.path)) = held.path)
        """;

    private const string OutsideSql = """
        insert into node (id, kind, name, path, created_at) values ($1, 'Branch', $2, $3, $4) on conflict do nothing
        """;

    private const string OutsideNoteSql = """
        insert into organisation_change (at, kind, subject, version, cause, source, actor)
        select $2, 'Node', $1, 0, 'founded', '', $3
        where not exists (select 1 from organisation_change where subject = $1 and kind = 'Node')
        """;

    private const string FileSql = """
        insert into filing (id, transfer, sent_to, addressee, body, queued_at, next_at, attempts) values ($1, $2, $3, $4, $5, $6, $7, 0)
        """;

    private const string TriedSql = """
        update filing set attempts = $2, next_at = $3, receipt = $4, receipt_at = $5 where id = $1 and receipt is null
        """;

    private const string OutreachSql = """
        insert into outreach (id, transfer, member, node, way, note, made_by, made_by_name, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;

    public static IEnumerable<RowWrite> Of(TransferOpened opened)
    {
        var (it, terms) = (opened.Charter, opened.Terms);
        // The row is there before its terms are, so that one statement writes terms.
        yield return RowWrite.Must(
            OpenSql, it.Id, Names.Of(it.Kind), it.Member, it.MemberName, it.Source, it.SourceName, it.SourceOffice, it.Target, it.TargetName,
            it.TargetOffice, Names.Of(it.Reason), it.Note, it.OpenedAt.Ms(), (long)it.Count, Names.Of(terms.State), -1L, terms.Since.Ms());
        foreach (var member in opened.Members)
        {
            yield return RowWrite.Must(HoldSql, it.Id, member);
        }

        yield return Change(it.Id, -1, terms);
    }

    public static IEnumerable<RowWrite> Of(TransferChanged changed) => [Change(changed.Id, changed.Version, changed.Terms)];

    public static IEnumerable<RowWrite> Of(TransferStepped stepped) =>
    [
        RowWrite.Must(
            StepSql, stepped.Id, stepped.Step.Seq, stepped.Step.At.Ms(), stepped.Step.Action, Names.Of(stepped.Step.State), stepped.Step.Actor,
            stepped.Step.ActorName, stepped.Step.Place, stepped.Step.Note),
    ];

    public static IEnumerable<RowWrite> Of(TransferReleased released) => [RowWrite.Must(ReleaseSql, released.Id)];

    public static IEnumerable<RowWrite> Of(PaperPlaced placed) =>
    [
        RowWrite.Must(
            PaperSql, placed.Id, Names.Of(placed.Paper.Slot), placed.Paper.Media, placed.Paper.Sha256, placed.Paper.At.Ms(), placed.Paper.By,
            placed.Paper.Accepted?.Bit(), placed.Paper.CheckedBy, placed.Paper.CheckedName, placed.Paper.CheckedAt.Ms(), placed.Paper.Why),
    ];

    public static IEnumerable<RowWrite> Of(DuesRouted routed) => [RowWrite.Must(DuesSql, routed.Member, routed.Month, routed.Node, routed.Source)];

    public static IEnumerable<RowWrite> Of(OfficesLeft left) => [RowWrite.May(OfficesSql, left.Member, left.Node, left.At.Ms())];

    public static IEnumerable<RowWrite> Of(OutsideFounded founded) =>
    [
        RowWrite.May(OutsideSql, OutsideFounded.Node, OutsideFounded.Name, OutsideFounded.Path, founded.At.Ms()),
        RowWrite.May(OutsideNoteSql, OutsideFounded.Node, founded.At.Ms(), founded.Actor),
    ];

    public static IEnumerable<RowWrite> Of(FilingQueued queued) =>
    [
        RowWrite.Must(
            FileSql, queued.Filing.Id, queued.Filing.Case, Names.Of(queued.Filing.To), queued.Filing.Addressee, queued.Filing.Body,
            queued.Filing.QueuedAt.Ms(), queued.Filing.NextAt.Ms()),
    ];

    public static IEnumerable<RowWrite> Of(FilingTried tried) =>
        [RowWrite.Must(TriedSql, tried.Id, (long)tried.Attempts, tried.NextAt.Ms(), tried.Receipt, tried.At.Ms())];

    public static IEnumerable<RowWrite> Of(OutreachMade made) =>
        [RowWrite.Must(OutreachSql, made.Id, made.Case, made.Member, made.Node, Names.Of(made.Way), made.Note, made.By, made.ByName, made.At.Ms())];

    private static RowWrite Change(string id, long version, TransferTerms it) => RowWrite.Must(
        ChangeSql, id, version, Names.Of(it.State), it.Version, it.Since.Ms(), it.Desk, it.DeskName, it.Above, it.AboveName, it.Reminded.Bit(),
        it.Deadline.Ms(), it.AlarmAt.Ms(), it.ExpiresAt.Ms(), it.SubmittedAt.Ms(), it.IssuedAt.Ms(), it.ReceivedAt.Ms(), it.AcceptedAt.Ms(),
        it.ClosedAt.Ms(), it.LetterNumber, it.LetterUntil.Ms(), it.DuesFrom, it.Why);
}

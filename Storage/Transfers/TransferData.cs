using Grains.Cards;
using Grains.Transfers;

namespace Storage.Transfers;

/// <summary>A case's row as the database gives it.</summary>
internal sealed class TransferData
{
    public const string Columns = """
        t.id, t.kind, t.member, t.member_name, t.source, t.source_name, t.source_office, t.target, t.target_name, t.target_office, t.reason, t.note,
        t.opened_at, t.members, t.state, t.version, t.since, t.desk, t.desk_name, t.above, t.above_name, t.reminded, t.deadline, t.alarm_at,
        t.expires_at, t.submitted_at, t.issued_at, t.received_at, t.accepted_at, t.closed_at, t.letter_number, t.letter_until, t.dues_from, t.why,
        (select count(*) from transfer_step s where s.transfer = t.id) as steps,
        case when t.member is null then (select s.actor from transfer_step s where s.transfer = t.id and s.seq = 1) end as opened_by
        """;

    public string Id { get; set; } = "";
    public TransferKind Kind { get; set; }
    public string? Member { get; set; }
    public string MemberName { get; set; } = "";
    public string? Source { get; set; }
    public string SourceName { get; set; } = "";
    public string? SourceOffice { get; set; }
    public string? Target { get; set; }
    public string TargetName { get; set; } = "";
    public string? TargetOffice { get; set; }
    public TransferReason Reason { get; set; }
    public string Note { get; set; } = "";
    public DateTimeOffset OpenedAt { get; set; }
    public long Members { get; set; }
    public TransferState State { get; set; }
    public long Version { get; set; }
    public DateTimeOffset Since { get; set; }
    public string? Desk { get; set; }
    public string? DeskName { get; set; }
    public string? Above { get; set; }
    public string? AboveName { get; set; }
    public long Reminded { get; set; }
    public DateTimeOffset? Deadline { get; set; }
    public DateTimeOffset? AlarmAt { get; set; }
    public DateTimeOffset? ExpiresAt { get; set; }
    public DateTimeOffset? SubmittedAt { get; set; }
    public DateTimeOffset? IssuedAt { get; set; }
    public DateTimeOffset? ReceivedAt { get; set; }
    public DateTimeOffset? AcceptedAt { get; set; }
    public DateTimeOffset? ClosedAt { get; set; }
    public string? LetterNumber { get; set; }
    public DateTimeOffset? LetterUntil { get; set; }
    public string? DuesFrom { get; set; }
    public string? Why { get; set; }
    public long Steps { get; set; }
    public string? OpenedBy { get; set; }

    public TransferCase Case => new(
        new TransferCharter(
            Id, Kind, Member, MemberName, Source, SourceName, SourceOffice, Target, TargetName, TargetOffice, Reason, Note, OpenedAt, (int)Members)
        {
            OpenedBy = OpenedBy,
        },
        new TransferTerms(State, Version, Since)
        {
            Desk = Desk,
            DeskName = DeskName,
            Above = Above,
            AboveName = AboveName,
            Reminded = Reminded != 0,
            Deadline = Deadline,
            AlarmAt = AlarmAt,
            ExpiresAt = ExpiresAt,
            SubmittedAt = SubmittedAt,
            IssuedAt = IssuedAt,
            ReceivedAt = ReceivedAt,
            AcceptedAt = AcceptedAt,
            ClosedAt = ClosedAt,
            LetterNumber = LetterNumber,
            LetterUntil = LetterUntil,
            DuesFrom = DuesFrom,
            Why = Why,
        },
        Steps);
}

internal sealed class PaperData
{
    public PaperSlot Slot { get; set; }
    public string Media { get; set; } = "";
    public string Sha256 { get; set; } = "";
    public DateTimeOffset At { get; set; }
    public string PutBy { get; set; } = "";
    public long? Accepted { get; set; }
    public string? CheckedBy { get; set; }
    public string? CheckedName { get; set; }
    public DateTimeOffset? CheckedAt { get; set; }
    public string? Why { get; set; }

    public TransferPaper Paper => new(
        Slot, Media, Sha256, At, PutBy, Accepted is { } accepted ? accepted != 0 : null, CheckedBy, CheckedName, CheckedAt, Why);
}

internal sealed class FilingData
{
    public string Id { get; set; } = "";
    public string Transfer { get; set; } = "";
    public FilingTo SentTo { get; set; }
    public string Addressee { get; set; } = "";
    public string Body { get; set; } = "";
    public DateTimeOffset QueuedAt { get; set; }
    public DateTimeOffset? NextAt { get; set; }
    public long Attempts { get; set; }
    public string? Receipt { get; set; }
    public DateTimeOffset? ReceiptAt { get; set; }

    public Filing Filing => new(Id, Transfer, SentTo, Addressee, Body, QueuedAt, NextAt, (int)Attempts, Receipt, ReceiptAt);
}

internal sealed class CardData
{
    public const string Columns =
        "id, member, member_name, home, home_name, host, host_name, note, asked_at, until, state, version, since, given_name, ended_at, why";

    public string Id { get; set; } = "";
    public string Member { get; set; } = "";
    public string MemberName { get; set; } = "";
    public string Home { get; set; } = "";
    public string HomeName { get; set; } = "";
    public string Host { get; set; } = "";
    public string HostName { get; set; } = "";
    public string Note { get; set; } = "";
    public DateTimeOffset AskedAt { get; set; }
    public DateTimeOffset Until { get; set; }
    public CardState State { get; set; }
    public long Version { get; set; }
    public DateTimeOffset? Since { get; set; }
    public string? GivenName { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public string? Why { get; set; }

    public Card Card => new(Id, Member, MemberName, Home, HomeName, Host, HostName, Note, AskedAt, Until, State, Version)
    {
        Since = Since, GivenName = GivenName, EndedAt = EndedAt, Why = Why,
    };
}

using Grains.Cards;
using Grains.Organisation;
using Grains.Transfers;
using Storage.Queries;

namespace Web.Transfers;

/// <summary>A case on a list. Times are Unix milliseconds.</summary>
/// <param name="Mine">In the reader's hands now.</param>
/// <param name="MayWithdraw">Whether the reader may take it back.</param>
/// <param name="Turn">Whose turn it is; <paramref name="DeskName"/>: the node that has it, <paramref name="AboveName"/>: the one it was escalated to.</param>
public sealed record TransferView(
    string Id, TransferKind Kind, string MemberName, string? Source, string SourceName, string? Target, string TargetName, TransferReason Reason, string Note,
    int Count, TransferState State, TransferTurn Turn, TransferSide As, bool Mine, string? DeskName, string? AboveName, long? Deadline, bool Overdue,
    long? ExpiresAt, long OpenedAt, long Since, long? IssuedAt, long? AcceptedAt, long? ClosedAt, string? LetterNumber, long? LetterUntil, string? DuesFrom, string? Why,
    bool MayWithdraw)
{
    public static TransferView Of(TransferPlace place, DateTimeOffset now)
    {
        var (charter, terms) = (place.Case.Charter, place.Case.Terms);
        return new TransferView(
            charter.Id, charter.Kind, charter.MemberName, charter.Source, charter.SourceName, charter.Target, charter.TargetName, charter.Reason, charter.Note,
            charter.Count, terms.State, place.Case.Turn, place.Side, place.IsMine, terms.DeskName, terms.AboveName, Ms(terms.Deadline), terms.Deadline < now,
            Ms(terms.ExpiresAt), charter.OpenedAt.ToUnixTimeMilliseconds(), terms.Since.ToUnixTimeMilliseconds(), Ms(terms.IssuedAt), Ms(terms.AcceptedAt),
            Ms(terms.ClosedAt), terms.LetterNumber, Ms(terms.LetterUntil), terms.DuesFrom, terms.Why, place.MayWithdraw);
    }

    internal static long? Ms(DateTimeOffset? at) => at?.ToUnixTimeMilliseconds();
}

public sealed record TransferStepView(long Seq, long At, string Action, TransferState State, string Name, string Place, string Note);

/// <param name="Accepted">Absent until an officer has looked.</param>
public sealed record TransferPaperView(PaperSlot Slot, string Media, string Sha256, long At, bool? Accepted, string? CheckedName, long? CheckedAt, string? Why);

public sealed record FilingView(FilingTo To, string Addressee, long QueuedAt, long? ReceiptAt);

public sealed record OutreachView(long At, OutreachWay Way, string Note, string Name);

/// <summary>One case. Papers are the parties'; whoever watches from above sees none.</summary>
public sealed record TransferPageView(
    TransferView Transfer, TransferStepView[] Steps, TransferPaperView[] Papers, FilingView[] Filings, OutreachView[] Outreach);

/// <summary>A member's own cases, latest first, and where the relation is now. <paramref name="Propose"/>: a host where the stay has become a long one.</summary>
public sealed record OwnTransfersView(string Node, string NodeName, bool Registered, TransferView[] Transfers, CardView[] Cards, TargetView? Propose);

public sealed record DeskTransfersView(TransferView[] Transfers);

public sealed record TargetView(string Id, string Name, NodeKind Kind, string? Above);

/// <summary>What a whole unit's transfer would do. <paramref name="Held"/>: members whom a case of their own holds, which stops it.</summary>
public sealed record UnitPreviewView(string Source, string SourceName, string Target, string TargetName, int Members, int Registered, int Held, bool Possible);

public sealed record MovedView(string[] Names);

public sealed record PocketLineView(
    string Id, string MemberName, string SourceName, string TargetName, TransferState State, long IssuedAt, int Days, long? LetterUntil, long Sought, long? SoughtAt);

public sealed record PocketView(
    string Node, string NodeName, long At, int[] Days, int[] Counts, int Visits, int Returned, int NeverStarted, int LongAway, int Elsewhere, int Converted,
    PocketLineView[] Lines);

/// <summary>A node on which the reader may act.</summary>
public sealed record OfficeNodeView(string Id, string Name);

public sealed record CardView(
    string Id, string MemberName, string Home, string HomeName, string Host, string HostName, string Note, CardState State, long AskedAt, long? Since, long Until,
    long? EndedAt, string? GivenName, string? Why, CardSide As)
{
    public static CardView Of(Card card, CardSide side) => new(
        card.Id, card.MemberName, card.Home, card.HomeName, card.Host, card.HostName, card.Note, card.State, card.AskedAt.ToUnixTimeMilliseconds(),
        TransferView.Ms(card.Since), card.Until.ToUnixTimeMilliseconds(), TransferView.Ms(card.EndedAt), card.GivenName, card.Why, side);
}

/// <summary>Which side of a card somebody is on.</summary>
public enum CardSide { Member, Home, Host }

public sealed record CardMonthView(string Month, int Held, int Attended, long? Fen);

public sealed record CardPageView(CardView Card, CardMonthView[] Months);

public sealed record CardsView(CardView[] Cards);

public sealed record BeginRequest(
    string? RequestId, string? Id, string? Target, string? Place, TransferReason? Reason, string? Note, bool? Submit);

public sealed record UnitRequest(string? RequestId, string? Id, string? Source, string? Target, string? Note);

public sealed record AdvanceRequest(string? RequestId, TransferState? From, string? Letter, int? Days);

public sealed record WhyRequest(string? RequestId, string? Why);

public sealed record PaperRequest(string? RequestId, PaperSlot? Slot, string? Media);

public sealed record CheckRequest(string? RequestId, PaperSlot? Slot, bool? Accepted, string? Why);

public sealed record ReachRequest(string? RequestId, OutreachWay? Way, string? Note);

public sealed record CardRequest(string? RequestId, string? Id, string? Host, string? Until, string? Note);

public sealed record CardDuesRequest(string? RequestId, string? Month, long? Fen);

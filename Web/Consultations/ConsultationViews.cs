using Grains.Consultations;
using Grains.Rules;
using Web.Api.Views;

namespace Web.Consultations;

/// <summary>A consultation as one of its parties sees it. Times are Unix milliseconds.</summary>
/// <param name="As">Who is asked to see it: the member who asked, or an officer of the desk.</param>
/// <param name="Read">How far this party has read; <paramref name="OtherRead"/>: how far the other side has.</param>
public sealed record ConsultationView(
    string Id,
    string Node,
    string NodeName,
    ConsultationTopic Topic,
    string Subject,
    ConsultationState State,
    string Member,
    string MemberName,
    string? Officer,
    string? OfficerName,
    long OpenedAt,
    long? WaitingSince,
    long? FirstReplyAt,
    long? ClosedAt,
    bool? Helped,
    long Head,
    long Read,
    long OtherRead,
    bool Moved,
    ConsultationSide As)
{
    public static ConsultationView Of(ConsultationBrief brief, string reader)
    {
        var (charter, terms) = (brief.Charter, brief.Terms);
        var asker = charter.Member == reader;
        return new ConsultationView(
            charter.Id,
            charter.Node,
            charter.NodeName,
            charter.Topic,
            charter.Subject,
            terms.State,
            charter.Member,
            charter.MemberName,
            terms.Officer,
            terms.OfficerName,
            charter.OpenedAt.ToUnixTimeMilliseconds(),
            terms.WaitingSince?.ToUnixTimeMilliseconds(),
            terms.FirstReplyAt?.ToUnixTimeMilliseconds(),
            terms.ClosedAt?.ToUnixTimeMilliseconds(),
            terms.Helped,
            brief.Head,
            brief.Marks.FirstOrDefault(m => m.Member == reader)?.Seq ?? 0,
            brief.Marks.Where(m => m.Member == charter.Member != asker).Select(static m => m.Seq).DefaultIfEmpty().Max(),
            brief.Moved,
            asker ? ConsultationSide.Member : ConsultationSide.Officer);
    }
}

/// <summary>Which side of a consultation somebody is on.</summary>
public enum ConsultationSide { Member, Officer }

/// <summary>An entry of a consultation's log, with the one-letter names that entries of rooms have.</summary>
public sealed record ConsultationEntryView(
    long S, ConsultationEntryKind K, long At, string By, string Name, string? Id, string? Who, string? WhoName, string? Text, PictureView? Pic, long? V)
{
    public static ConsultationEntryView Of(ConsultationEntry entry) => new(
        entry.Seq,
        entry.Kind,
        entry.At.ToUnixTimeMilliseconds(),
        entry.Author,
        entry.AuthorName,
        entry.ClientId,
        entry.Subject,
        entry.SubjectName,
        entry.Text,
        entry.Picture is null ? null : new PictureView(entry.Picture.Media, entry.Picture.Width, entry.Picture.Height),
        entry.Value);

    public static ConsultationEntryView[] Of(IEnumerable<ConsultationEntry> entries) => [.. entries.Select(Of)];
}

/// <summary>What the event <c>consultation</c> carries.</summary>
public sealed record ConsultationPushView(ConsultationView Consultation, ConsultationEntryView[] Entries);

/// <summary>An officer of the desk. <paramref name="Online"/>: known to officers only.</summary>
public sealed record DeskOfficerView(string Member, string Name, Role Role, bool? Online);

/// <summary>Who answers a member, and within what time a first reply is due.</summary>
public sealed record DeskView(string Node, string NodeName, DeskOfficerView[] Officers);

/// <summary>The member's own consultations, newest first; without a desk nobody can be asked.</summary>
public sealed record OwnConsultationsView(DeskView? Desk, long LimitSeconds, ConsultationView[] Consultations);

/// <summary>An officer's waiting list, longest wait first, or what is closed.</summary>
public sealed record DeskConsultationsView(long LimitSeconds, ConsultationView[] Consultations);

/// <summary>One consultation with its latest entries.</summary>
public sealed record ConsultationPageView(
    ConsultationView Consultation, long LimitSeconds, DeskOfficerView[] Officers, ConsultationEntryView[] Entries);

public sealed record ConsultationLogView(ConsultationEntryView[] Entries, long Head);

/// <summary>What a command answers: the entry's seq (0 where none came of it) and the consultation as it stands.</summary>
public sealed record ConsultationAckView(long Seq, long At, string? ClientId, ConsultationView Consultation);

/// <summary>First replies of a desk, numbers only; seconds.</summary>
public sealed record ConsultationFiguresView(
    int Days, long LimitSeconds, int Asked, int Replied, int InTime, long? MedianSeconds, long? P90Seconds, int Waiting, int Overdue);

public sealed record AskRequest(string? Id, ConsultationTopic? Topic, string? Subject, string? ClientId, string? Text, PictureRequest? Picture);

public sealed record SayRequest(string? ClientId, string? Text, PictureRequest? Picture);

public sealed record PictureRequest(string? Media, int Width, int Height);

public sealed record HandOverRequest(string? To);

public sealed record RateRequest(bool? Helped);

public sealed record ReadRequest(long Seq);

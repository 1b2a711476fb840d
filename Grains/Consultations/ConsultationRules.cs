using Grains.Gatherings;
using Grains.Journal;
using Grains.Rules;
using Grains.Text;

namespace Grains.Consultations;

/// <summary>Decides commands: who may, what comes of it. Pure but for the thread it changes.</summary>
/// <param name="desk">The officers of the desk as they are now.</param>
internal sealed class ConsultationRules(ConsultationThread thread, IReadOnlyList<DeskOfficer> desk, bool moved, DateTimeOffset now)
{
    private ConsultationTerms Terms => thread.Terms;

    private bool IsClosed => Terms.State == ConsultationState.Closed;

    /// <summary>Writes what the command does; the refusal, or the seq of the entry (0: none).</summary>
    public (Refusal? Refusal, long Seq) Decide(ConsultationCommand command)
    {
        var by = command.By;
        var mine = by.Member == thread.Charter.Member;
        if (!mine && Rights.AskDesk(by, thread.Charter.Node) is { } stranger)
        {
            return (stranger, 0);
        }

        if (command is MarkRead read)
        {
            thread.Read(by.Member, Math.Clamp(read.Seq, 0, thread.Head), now);
            return default;
        }

        return moved ? (Rulebook.ConsultationMoved, 0) : command switch
        {
            Say say => DecideSay(say, mine),
            TakeInHand => mine ? (Rulebook.OfficerOnly, 0) : DecideTake(by),
            HandOver hand => mine ? (Rulebook.OfficerOnly, 0) : DecideHandOver(hand),
            Settle => mine || Terms.Officer == by.Member ? DecideSettle(by) : (Rulebook.ConsultationHand, 0),
            Reopen => mine ? DecideReopen(by) : (Rulebook.ConsultationMemberOnly, 0),
            Rate rate => mine ? DecideRate(rate) : (Rulebook.ConsultationMemberOnly, 0),
            _ => (Rulebook.Invalid, 0),
        };
    }

    /// <summary>The first entries of a question that was just founded.</summary>
    public long Begin(Ask ask)
    {
        thread.Write(ConsultationEntryKind.Opened, now, ask.By);
        var said = Say(ask.By, ask.ClientId, PlainText.Clean(ask.Text, lines: true), ask.Picture);
        thread.Change(new ConsultationTerms(ConsultationState.Waiting, WaitingSince: now));
        return said;
    }

    /// <summary>Null: may be said as far as its form goes.</summary>
    public static Refusal? AskText(string? clientId, string text, PictureRef? picture)
    {
        var clean = PlainText.Clean(text, lines: true);
        return !Room.IsClientId(clientId) ? Rulebook.PostClientId
            : clean.Length == 0 && picture is null ? Rulebook.PostEmpty
            : PlainText.CodePoints(clean) > RoomLimits.TextCodePoints ? Rulebook.PostTooLong
            : null;
    }

    private (Refusal?, long) DecideSay(Say say, bool mine)
    {
        if (thread.TryGetTaken(say.By.Member, say.ClientId, out var taken))
        {
            return (null, taken);
        }

        var refusal = AskText(say.ClientId, say.Text, say.Picture)
            ?? (IsClosed ? Rulebook.ConsultationClosed
            : !mine && Terms.Officer != say.By.Member ? Rulebook.ConsultationHand
            : thread.Head >= ConsultationLimits.EntriesMost ? Rulebook.ConsultationFull
            : thread.Recent(say.By.Member, now) >= ConsultationLimits.MessagesAMinute ? Rulebook.PostTooFast
            : null);
        if (refusal is not null)
        {
            return (refusal, 0);
        }

        var seq = Say(say.By, say.ClientId, PlainText.Clean(say.Text, lines: true), say.Picture);
        thread.Change(mine
            ? Terms with { WaitingSince = Terms.WaitingSince ?? now }
            : Terms with { WaitingSince = null, FirstReplyAt = Terms.FirstReplyAt ?? now });
        return (null, seq);
    }

    private (Refusal?, long) DecideTake(Actor by)
    {
        if (IsClosed)
        {
            return (Rulebook.ConsultationClosed, 0);
        }

        if (Terms.Officer is not null)
        {
            // Sent again by who has it: done. Two at once: the first has it.
            return Terms.Officer == by.Member ? default : (Rulebook.ConsultationTaken, 0);
        }

        var entry = thread.Write(ConsultationEntryKind.Taken, now, by);
        thread.Change(Terms with { State = ConsultationState.Taken, Officer = by.Member, OfficerName = by.Name });
        thread.Audit(now, by.Member, AuditActions.ConsultationTake);
        return (null, entry.Seq);
    }

    private (Refusal?, long) DecideHandOver(HandOver hand)
    {
        var leads = Rights.LeadsDesk(hand.By, thread.Charter.Node);
        if (IsClosed)
        {
            return (Rulebook.ConsultationClosed, 0);
        }

        if (Terms.Officer != hand.By.Member && !leads)
        {
            return (Rulebook.ConsultationHand, 0);
        }

        if (desk.FirstOrDefault(o => o.Member == hand.To) is not { } to || to.Member == thread.Charter.Member)
        {
            return (Rulebook.ConsultationOfficer, 0);
        }

        if (Terms.Officer == to.Member)
        {
            return default;
        }

        var entry = thread.Write(
            ConsultationEntryKind.HandedOver, now, hand.By, e => e with { Subject = to.Member, SubjectName = to.Name });
        thread.Change(Terms with { State = ConsultationState.Taken, Officer = to.Member, OfficerName = to.Name });
        thread.Audit(now, hand.By.Member, AuditActions.ConsultationHandOver, to.Member);
        return (null, entry.Seq);
    }

    private (Refusal?, long) DecideSettle(Actor by)
    {
        if (IsClosed)
        {
            return default;
        }

        var entry = thread.Write(ConsultationEntryKind.Closed, now, by);
        thread.Change(Terms with { State = ConsultationState.Closed, WaitingSince = null, ClosedAt = now, Helped = null });
        thread.Audit(now, by.Member, AuditActions.ConsultationClose);
        return (null, entry.Seq);
    }

    private (Refusal?, long) DecideReopen(Actor by)
    {
        if (!IsClosed)
        {
            return default;
        }

        var still = desk.Any(o => o.Member == Terms.Officer);
        var entry = thread.Write(ConsultationEntryKind.Reopened, now, by);
        thread.Change(Terms with
        {
            State = still ? ConsultationState.Taken : ConsultationState.Waiting,
            Officer = still ? Terms.Officer : null,
            OfficerName = still ? Terms.OfficerName : null,
            WaitingSince = now,
            ClosedAt = null,
            Helped = null,
        });
        thread.Audit(now, by.Member, AuditActions.ConsultationReopen);
        return (null, entry.Seq);
    }

    private (Refusal?, long) DecideRate(Rate rate)
    {
        if (!IsClosed)
        {
            return (Rulebook.ConsultationOpen, 0);
        }

        if (Terms.Helped == rate.Helped)
        {
            return default;
        }

        var entry = thread.Write(ConsultationEntryKind.Rated, now, rate.By, e => e with { Value = rate.Helped ? 1 : 0 });
        thread.Change(Terms with { Helped = rate.Helped });
        return (null, entry.Seq);
    }

    private long Say(Actor by, string clientId, string text, PictureRef? picture) =>
        thread.Write(ConsultationEntryKind.Message, now, by, e => e with { ClientId = clientId, Text = text, Picture = picture }).Seq;
}

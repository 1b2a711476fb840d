using Grains.Organisation;
using Grains.Rules;
using Grains.Text;
using Grains.Time;

namespace Grains.Transfers;

/// <summary>
/// Decides commands: who may, and what comes of it. Pure. A draft of null with no refusal means that it has been done
/// already. <paramref name="standings"/>: of those who move, as they are now.
/// </summary>
internal sealed class TransferRules(
    TransferCase it, TransferMap map, IReadOnlyList<TransferPaper> papers, IReadOnlyList<Standing> standings, TransferOptions options, WorkingDays days,
    HubCalendar calendar, DateTimeOffset now)
{
    private TransferCharter Charter => it.Charter;
    private TransferTerms Terms => it.Terms;

    public (Refusal? Refusal, TransferDraft? Draft) Decide(TransferCommand command) => command switch
    {
        SendTransfer send => DecideSend(send),
        AdvanceTransfer advance => DecideAdvance(advance),
        ReturnTransfer back => DecideReturn(back),
        WithdrawTransfer withdraw => DecideWithdraw(withdraw),
        PutPaper put => DecidePaper(put),
        CheckPaper check => DecideCheck(check),
        ReachOut reach => DecideReach(reach),
        _ => (Rulebook.Invalid, null),
    };

    /// <summary>The first terms of a case that has just been opened: a draft, or sent off at once.</summary>
    public TransferDraft Open(Actor by, bool send)
    {
        var draft = new TransferDraft(it, now);
        draft.Step("opened", TransferState.Draft, by.Member, by.Name, "");
        draft.Terms = draft.Terms with { Version = 0, ExpiresAt = now.AddDays(TransferLimits.ExpiryDays) };
        if (send)
        {
            Pass(draft, TransferPath.Yes(Charter.Kind, TransferState.Draft, false), by.Member, by.Name, "");
        }

        return draft;
    }

    /// <summary>A whole unit is sent by its committee: what comes before the target's acceptance is that one click.</summary>
    public TransferDraft OpenUnit(Actor by)
    {
        var draft = new TransferDraft(it, now);
        draft.Step("opened", TransferState.Draft, by.Member, by.Name, "");
        draft.Terms = draft.Terms with { Version = 0 };
        Pass(
            draft,
            [
                TransferState.Submitted, TransferState.SourceBranchOk, TransferState.SourceCommitteeIssued, TransferState.InTransit,
                TransferState.TargetCommitteeReceived,
            ],
            by.Member, by.Name, PlaceOf(map.Source, by));
        return draft;
    }

    /// <summary>What the clock does: expiry, a reminder, or one level up. Null: nothing is due.</summary>
    public TransferDraft? Tick()
    {
        if (!TransferPath.IsRunning(Terms.State))
        {
            return null;
        }

        var draft = new TransferDraft(it, now);
        if (Terms.ExpiresAt <= now)
        {
            End(draft, TransferState.Expired, "expired", null, "", "", "");
            return draft;
        }

        if (Terms.AlarmAt is not { } alarm || alarm > now || Terms.Desk is not { } desk)
        {
            return null;
        }

        if (!Terms.Reminded && Terms.Deadline > now)
        {
            draft.Terms = draft.Terms with { Reminded = true, AlarmAt = Terms.Deadline };
            draft.Step("reminded", Terms.State, null, "", Terms.DeskName ?? "");
            return draft;
        }

        var above = map.Above(it.Turn, Terms.Above ?? desk, Charter.Member);
        draft.Terms = above is null
            ? draft.Terms with { AlarmAt = null }
            : draft.Terms with { Above = above.Id, AboveName = above.Name, AlarmAt = days.EndOf(now, options.StepDays) };
        draft.Step("escalated", Terms.State, null, "", above?.Name ?? Terms.DeskName ?? "");
        return draft;
    }

    /// <summary>Both addressees have receipted.</summary>
    public TransferDraft File()
    {
        var draft = new TransferDraft(it, now);
        draft.Terms = draft.Terms with { State = TransferState.Filed, Since = now, ClosedAt = now };
        draft.Step("filed", TransferState.Filed, null, "", "");
        return draft;
    }

    private (Refusal?, TransferDraft?) DecideSend(SendTransfer send)
    {
        if (send.By.Member != Charter.Member)
        {
            return (Rulebook.TransferOwner, null);
        }

        if (Terms.State != TransferState.Draft)
        {
            return TransferPath.IsPast(TransferState.Draft, Terms.State) ? default : (Rulebook.TransferClosed, null);
        }

        var draft = new TransferDraft(it, now);
        Pass(draft, TransferPath.Yes(Charter.Kind, TransferState.Draft, false), send.By.Member, send.By.Name, "");
        return (null, draft);
    }

    private (Refusal?, TransferDraft?) DecideAdvance(AdvanceTransfer advance)
    {
        if (TransferPath.IsPast(advance.From, Terms.State))
        {
            return default;
        }

        if (TransferPath.IsClosed(Terms.State))
        {
            return (Rulebook.TransferClosed, null);
        }

        if (advance.From != Terms.State)
        {
            return (Rulebook.TransferState, null);
        }

        if (AskHands(advance.By) is { } hands)
        {
            return (hands, null);
        }

        var letter = (advance.Letter ?? "").Trim();
        var (issues, receives) = (Terms.State == TransferState.SourceBranchOk, Terms.State == TransferState.InTransit);
        var shown = papers.Any(static p => p is { Slot: PaperSlot.CommitteeLetter, Accepted: not false });
        if (letter.Length > TransferLimits.LetterLength || !letter.All(static c => !char.IsControl(c))
            || (issues && letter.Length > 0 && advance.Days is < 1 or > TransferLimits.LetterDays)
            || (issues && letter.Length == 0 && Charter.Kind == TransferKind.Out)
            || (receives && letter.Length == 0 && Charter.Kind == TransferKind.In && !shown))
        {
            return (Rulebook.TransferLetter, null);
        }

        var draft = new TransferDraft(it, now);
        if (letter.Length > 0 && (issues || receives))
        {
            draft.Terms = draft.Terms with { LetterNumber = letter, LetterUntil = issues ? now.AddDays(advance.Days) : Terms.LetterUntil };
        }

        var yes = TransferPath.Yes(Charter.Kind, Terms.State, letter.Length > 0);
        if (yes[^1] == TransferState.TargetBranchAccepted && Accept(draft, advance.By) is { } refusal)
        {
            return (refusal, null);
        }

        Pass(draft, yes, advance.By.Member, advance.By.Name, Terms.Above is not null && !TransferRights.Holds(advance.By, Terms.Desk) ? Terms.AboveName! : Terms.DeskName ?? "");
        return (null, draft);
    }

    private (Refusal?, TransferDraft?) DecideReturn(ReturnTransfer back)
    {
        if (Terms.State == TransferState.Returned)
        {
            return default;
        }

        var why = PlainText.Clean(back.Why);
        var refusal = !TransferPath.IsRunning(Terms.State) ? Rulebook.TransferClosed
            : AskHands(back.By)
            ?? (PlainText.CodePoints(why) is 0 or > TransferLimits.NoteCodePoints ? Rulebook.TransferReason : null);
        if (refusal is not null)
        {
            return (refusal, null);
        }

        var draft = new TransferDraft(it, now);
        End(draft, TransferState.Returned, "returned", back.By.Member, back.By.Name, Terms.DeskName ?? "", why);
        return (null, draft);
    }

    private (Refusal?, TransferDraft?) DecideWithdraw(WithdrawTransfer withdraw)
    {
        // A unit's case belongs to the committee of its source, and to the officer above who opened it.
        var own = Charter.Member is { } member ? member == withdraw.By.Member
            : TransferRights.Holds(withdraw.By, Charter.SourceOffice) || TransferRights.Opened(withdraw.By, Charter, map.Source);
        if (Terms.State == TransferState.Withdrawn && own)
        {
            return default;
        }

        if (!own || !TransferPath.IsRunning(Terms.State))
        {
            return (own ? Rulebook.TransferClosed : Rulebook.TransferOwner, null);
        }

        var draft = new TransferDraft(it, now);
        End(draft, TransferState.Withdrawn, "withdrawn", withdraw.By.Member, withdraw.By.Name, "", "");
        return (null, draft);
    }

    private (Refusal?, TransferDraft?) DecidePaper(PutPaper put)
    {
        var held = papers.FirstOrDefault(p => p.Slot == put.Slot);
        var refusal = !Enum.IsDefined(put.Slot) ? Rulebook.Invalid
            : !TransferPath.IsRunning(Terms.State) ? Rulebook.TransferClosed
            : put.By.Member != Charter.Member && !TransferRights.Holds(put.By, Charter.Source) && AskHands(put.By) is not null ? Rulebook.TransferHands
            : held is { Accepted: true } ? Rulebook.TransferPaper
            : null;
        if (refusal is not null)
        {
            return (refusal, null);
        }

        var draft = new TransferDraft(it, now);
        draft.Write(new PaperPlaced(Charter.Id, new TransferPaper(put.Slot, put.Media, put.Sha256, now, put.By.Member)));
        draft.Step("paper", Terms.State, put.By.Member, put.By.Name, "", put.Slot.ToString());
        return (null, draft);
    }

    private (Refusal?, TransferDraft?) DecideCheck(CheckPaper check)
    {
        var paper = papers.FirstOrDefault(p => p.Slot == check.Slot);
        var why = PlainText.Clean(check.Why);
        var sits = new[] { Charter.Source, Charter.SourceOffice, Charter.Target, Charter.TargetOffice, Terms.Desk, Terms.Above };
        var refusal = check.By.Member == Charter.Member ? Rulebook.TransferSelf
            : !sits.Any(node => TransferRights.Holds(check.By, node)) ? Rulebook.TransferHands
            : paper is null ? Rulebook.TransferPaper
            : TransferPath.IsClosed(Terms.State) ? Rulebook.TransferClosed
            : !check.Accepted && PlainText.CodePoints(why) is 0 or > TransferLimits.NoteCodePoints ? Rulebook.TransferReason
            : null;
        if (refusal is not null || paper!.Accepted == check.Accepted)
        {
            return (refusal, null);
        }

        var draft = new TransferDraft(it, now);
        draft.Write(new PaperPlaced(Charter.Id, paper with
        {
            Accepted = check.Accepted, CheckedBy = check.By.Member, CheckedName = check.By.Name, CheckedAt = now, Why = check.Accepted ? null : why,
        }));
        draft.Step(check.Accepted ? "verified" : "rejected", Terms.State, check.By.Member, check.By.Name, "", check.Accepted ? check.Slot.ToString() : why);
        return (null, draft);
    }

    private (Refusal?, TransferDraft?) DecideReach(ReachOut reach)
    {
        var note = PlainText.Clean(reach.Note);
        var pocket = Terms is { IssuedAt: not null, ReceivedAt: null } && Terms.State is TransferState.InTransit or TransferState.Expired;
        var refusal = !Enum.IsDefined(reach.Way) || PlainText.CodePoints(note) > TransferLimits.NoteCodePoints ? Rulebook.TransferText
            : !TransferRights.Holds(reach.By, Charter.Source) && !TransferRights.Holds(reach.By, Charter.SourceOffice) ? Rulebook.TransferHands
            : !pocket || Charter.Member is null ? Rulebook.TransferPocket
            : null;
        if (refusal is not null)
        {
            return (refusal, null);
        }

        var draft = new TransferDraft(it, now);
        draft.Write(new OutreachMade(
            $"{reach.By.Member}/{reach.RequestId}", Charter.Id, Charter.Member!, Charter.Source!, reach.Way, note, reach.By.Member, reach.By.Name, now));
        draft.Step("sought", Terms.State, reach.By.Member, reach.By.Name, "", note);
        return (null, draft);
    }

    private Refusal? AskHands(Actor by) =>
        by.Member == Charter.Member ? Rulebook.TransferSelf
        : TransferRights.Holds(by, Terms.Desk) || TransferRights.Holds(by, Terms.Above) ? null
        : Rulebook.TransferHands;

    /// <summary>Passes the states, each a step of its own, and starts the clock of the one in which it rests.</summary>
    private void Pass(TransferDraft draft, TransferState[] states, string actor, string name, string place)
    {
        foreach (var state in states)
        {
            var terms = draft.Terms with { State = state, Since = now };
            draft.Terms = state switch
            {
                TransferState.Submitted => terms with { SubmittedAt = now, ExpiresAt = now.AddDays(TransferLimits.ExpiryDays) },
                TransferState.SourceCommitteeIssued => terms with { IssuedAt = now, ExpiresAt = now.AddDays(TransferLimits.ExpiryDays) },
                TransferState.TargetCommitteeReceived => terms with { ReceivedAt = now },
                TransferState.TargetBranchAccepted => terms with { AcceptedAt = now, ReceivedAt = terms.ReceivedAt ?? now, ExpiresAt = null },
                _ => terms,
            };
            draft.Step("passed", state, actor, name, place);
        }

        var desk = map.DeskOf(TransferPath.Turn(Charter.Kind, draft.Terms.State), Charter.Member);
        draft.Terms = draft.Terms with
        {
            Desk = desk?.Id,
            DeskName = desk?.Name,
            Above = null,
            AboveName = null,
            Reminded = false,
            Deadline = desk is null ? null : days.EndOf(now, options.StepDays),
            AlarmAt = desk is null ? null : days.EndOf(now, options.StepDays - options.RemindDays),
        };
    }

    private void End(TransferDraft draft, TransferState state, string action, string? actor, string name, string place, string why)
    {
        draft.Terms = draft.Terms with
        {
            State = state, Since = now, ClosedAt = now, Why = why.Length > 0 ? why : null, Desk = null, DeskName = null, Above = null, AboveName = null,
            Deadline = null, AlarmAt = null, ExpiresAt = null,
        };
        draft.Step(action, state, actor, name, place, why);
        draft.Write(new TransferReleased(Charter.Id));
    }

    /// <summary>Roster, rights, dues and filing change here, in the batch that carries the step itself.</summary>
    private Refusal? Accept(TransferDraft draft, Actor by)
    {
        if (standings.Count != Charter.Count || (Charter.Kind == TransferKind.Unit && standings.Any(s => s.Node != Charter.Source)))
        {
            return Rulebook.TransferUnit;
        }

        if (Charter.Target is { } wanted && (map.Target.Count == 0 || map.Target[0].Id != wanted))
        {
            return Rulebook.TransferTarget;
        }

        var target = Charter.Target ?? OutsideFounded.Node;
        if (Charter.Target is null)
        {
            draft.Write(new OutsideFounded(now, by.Member));
        }

        // The month of the acceptance is still the source's.
        var first = calendar.DateOf(now).AddMonths(1).ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
        foreach (var standing in standings)
        {
            var relation = Charter.Target is null ? Relation.Unknown : Charter.Kind == TransferKind.Unit ? standing.Relation : Relation.Registered;
            if (standing.Node != target || standing.Relation != relation)
            {
                draft.Write(new StandingChange(
                    standing.Member, standing.Version, target, standing.Category, relation, now, "transfer", Charter.Id, by.Member));
            }

            draft.Write(new OfficesLeft(standing.Member, target, now));
            draft.Write(new Cards.CardsFollow(standing.Member, target, now));
            if (relation == Relation.Registered)
            {
                draft.Write(new DuesRouted(standing.Member, first, target, Charter.Id));
            }
        }

        draft.Terms = draft.Terms with { DuesFrom = first };
        foreach (var filing in TransferFilings.Of(Charter, map, first, now))
        {
            draft.Write(new FilingQueued(filing));
        }

        draft.Write(new TransferReleased(Charter.Id));
        return null;
    }

    private static string PlaceOf(IReadOnlyList<NodeRow> line, Actor by) => line.FirstOrDefault(node => TransferRights.Holds(by, node.Id))?.Name ?? "";
}

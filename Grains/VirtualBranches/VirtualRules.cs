using Grains.Journal;
using Grains.Rules;
using Grains.Text;

namespace Grains.VirtualBranches;

/// <summary>
/// Decides commands on one virtual branch or life group: who may, and what comes of it. Pure: the same row, place, texts,
/// options and moment give the same answer.
/// </summary>
internal sealed partial class VirtualRules(
    VirtualBranchRow row, VirtualPlace place, IReadOnlyList<SignedText> texts, VirtualBranchOptions options, DateTimeOffset now)
{
    public (Refusal? Refusal, VirtualDraft? Draft) Decide(VirtualCommand command) => command switch
    {
        JoinVirtual join => DecideJoin(join),
        TakeBackRequest take => DecideTakeBack(take),
        AnswerRequest answer => DecideAnswer(answer),
        LeaveVirtual leave => DecideLeave(leave),
        SignTexts sign => DecideSign(sign),
        ChangeVirtual change => DecideChange(change),
        OfferPost offer => DecideOffer(offer),
        AcceptPost accept => DecideAccept(accept),
        StandForPost stand => DecideStand(stand),
        CastVote vote => DecideVote(vote),
        MoveCounty move => DecideMove(move),
        SuperviseVirtual supervise => DecideSupervise(supervise),
        _ => (Rulebook.Invalid, null),
    };

    private (Refusal?, VirtualDraft?) DecideJoin(JoinVirtual join)
    {
        if (place.Member)
        {
            return (null, new VirtualDraft("joined"));
        }

        if (place.Requested && !row.OpenJoining)
        {
            return (null, new VirtualDraft("requested"));
        }

        var refusal = AskBelonging(row.Kind, join.By, options)
            ?? (row.State == VirtualState.Suspended ? Rulebook.VirtualSuspended : null)
            ?? (SignsRules(join.Rules) ? null : Rulebook.VirtualTexts)
            ?? (place.Memberships >= options.Most ? Rulebook.VirtualTooMany : null);
        if (refusal is not null)
        {
            return (refusal, null);
        }

        var member = join.By.Member;
        if (!row.OpenJoining)
        {
            return (null, new VirtualDraft("requested") { Action = AuditActions.VirtualAsk }
                .Add(Touch(), new JoinAsked(row.Node, member, now)).Add(Signature(member, SignedText.Rules, join.Rules)));
        }

        return (null, Join(member, new VirtualDraft("joined") { Action = AuditActions.VirtualJoin }).Add(Signature(member, SignedText.Rules, join.Rules)));
    }

    private (Refusal?, VirtualDraft?) DecideTakeBack(TakeBackRequest take) => place.Requested
        ? (null, new VirtualDraft("taken-back") { Action = AuditActions.VirtualTakeBack }.Add(Touch(), new JoinDropped(row.Node, take.By.Member)))
        : (Rulebook.VirtualRequest, null);

    private (Refusal?, VirtualDraft?) DecideAnswer(AnswerRequest answer)
    {
        if (!IsSecretary(answer.By))
        {
            return (RefuseOther(answer.By), null);
        }

        // Here the place is that of the one who asked.
        if (!place.Requested)
        {
            return (Rulebook.VirtualRequest, null);
        }

        if (!answer.Agree)
        {
            return (null, Seen(new VirtualDraft("refused") { Action = AuditActions.VirtualRefuse, Detail = answer.Member }
                .Add(new JoinDropped(row.Node, answer.Member))).Telling(answer.Member));
        }

        return row.State == VirtualState.Suspended ? (Rulebook.VirtualSuspended, null)
            : place.Memberships >= options.Most ? (Rulebook.VirtualTooMany, null)
            : (null, Join(answer.Member, new VirtualDraft("agreed") { Action = AuditActions.VirtualAgree, Detail = answer.Member }).Telling(answer.Member));
    }

    private (Refusal?, VirtualDraft?) DecideLeave(LeaveVirtual leave)
    {
        var member = leave.By.Member;
        if (!place.Member)
        {
            return (null, new VirtualDraft("left"));
        }

        var left = new VirtualLeft(row.Node, member, now);
        var after = row with { Members = row.Members - 1, Heir = row.Heir == member ? null : row.Heir };
        if (after.Members == 0)
        {
            return (null, new VirtualDraft("closed") { Action = AuditActions.VirtualClose }.Add(
                Save(after with { State = VirtualState.Closed, Secretary = null, Heir = null, Election = null, DueAt = null }),
                left, new VirtualEnded(row.Node, now)));
        }

        var draft = new VirtualDraft("left") { Action = AuditActions.VirtualLeave };
        if (row.Secretary != member)
        {
            // Where everyone who is left has voted, the clock closes the election at its next turn.
            var due = row.Election is { } running && running.Ballots >= after.Members ? now : row.DueAt;
            return (null, draft.Add(Save(after with { DueAt = due }), left));
        }

        var vacant = after with { Secretary = null, Heir = null };
        return (null, row.Election is null ? OpenElection(vacant, "vacant", draft.Add(left)) : draft.Add(Save(vacant), left));
    }

    private (Refusal?, VirtualDraft?) DecideSign(SignTexts sign)
    {
        if (!place.Member)
        {
            return (Rulebook.VirtualNotMember, null);
        }

        if ((sign.Rules != 0 && !Signs(SignedText.Rules, sign.Rules)) || (sign.Pledge != 0 && !Signs(SignedText.Pledge, sign.Pledge))
            || (sign.Rules == 0 && sign.Pledge == 0))
        {
            return (Rulebook.VirtualTexts, null);
        }

        return (null, new VirtualDraft("signed") { Action = AuditActions.VirtualSign, Detail = $"rules {sign.Rules}, pledge {sign.Pledge}" }
            .Add(Signature(sign.By.Member, SignedText.Rules, sign.Rules)).Add(Signature(sign.By.Member, SignedText.Pledge, sign.Pledge)));
    }

    private (Refusal?, VirtualDraft?) DecideChange(ChangeVirtual change)
    {
        if (!IsSecretary(change.By))
        {
            return (RefuseOther(change.By), null);
        }

        var (name, topic, about) = Cleaned(change.Name, change.Topic, change.About);
        return AskWords(name, topic, about) is { } refusal
            ? (refusal, null)
            : (null, new VirtualDraft("changed") { Action = AuditActions.VirtualChange }.Add(Save(AsSeen(row with
            {
                Name = name,
                Topic = topic,
                About = about,
                OpenJoining = change.OpenJoining,
                MemberSummons = change.MemberSummons,
            }))));
    }

    private (Refusal?, VirtualDraft?) DecideMove(MoveCounty move)
    {
        var inCharge = VirtualAccess.IsInCharge(row, move.By);
        var reason = PlainText.Clean(move.Reason);
        if (!inCharge && !(IsSecretary(move.By) && row.Kind == Organisation.NodeKind.Virtual))
        {
            return (RefuseOther(move.By), null);
        }

        if (PlainText.CodePoints(reason) > VirtualBranchLimits.ReasonCodePoints || (reason.Length == 0 && !IsSecretary(move.By)))
        {
            return (Rulebook.VirtualReason, null);
        }

        return move.County == row.County
            ? (null, new VirtualDraft("moved"))
            : (null, new VirtualDraft("moved") { Action = AuditActions.VirtualMoveCounty, Detail = $"{row.County ?? "queue"} > {move.County ?? "queue"}" }
                .Add(Save(row with { County = move.County }),
                    new CountyMoved(row.Node, row.Version + 1, now, row.County, move.County, move.By.Member, reason))
                .Telling(row.Secretary));
    }

    private (Refusal?, VirtualDraft?) DecideSupervise(SuperviseVirtual supervise)
    {
        if (!VirtualAccess.IsInCharge(row, supervise.By))
        {
            return (RefuseOther(supervise.By), null);
        }

        var reason = PlainText.Clean(supervise.Reason);
        if (PlainText.CodePoints(reason) is 0 or > VirtualBranchLimits.ReasonCodePoints)
        {
            return (Rulebook.VirtualReason, null);
        }

        if (row.State == supervise.To)
        {
            return (null, new VirtualDraft(WordOf(row.State)));
        }

        var draft = new VirtualDraft(WordOf(supervise.To)) { Action = ActionOf(supervise.To) }.Telling(row.Secretary);
        return supervise.To switch
        {
            VirtualState.Suspended => (null, draft.Add(Save(row with { State = VirtualState.Suspended, Reason = reason }))),
            VirtualState.Active => (null, draft.Add(Save(row with { State = VirtualState.Active, Reason = null }))),
            VirtualState.Dissolved => (null, draft.Add(
                Save(row with { State = VirtualState.Dissolved, Reason = reason, Members = 0, Secretary = null, Heir = null, Election = null, DueAt = null }),
                new VirtualEnded(row.Node, now))),
            _ => (Rulebook.Invalid, null),
        };
    }

    private static string ActionOf(VirtualState state) => state switch
    {
        VirtualState.Suspended => AuditActions.VirtualSuspended,
        VirtualState.Dissolved => AuditActions.VirtualDissolved,
        VirtualState.Closed => AuditActions.VirtualClosed,
        _ => AuditActions.VirtualResumed,
    };

    private static string WordOf(VirtualState state) => state switch
    {
        VirtualState.Suspended => "suspended",
        VirtualState.Dissolved => "dissolved",
        VirtualState.Closed => "closed",
        _ => "resumed",
    };
}

using System.Text;
using Grains.Branches;
using Grains.Gateways;
using Grains.Journal;
using Grains.Members;
using Grains.Organisation;
using Grains.Rules;
using Grains.Time;

namespace Grains.Corrections;

/// <summary>A refusal, or the id of the correction that was filed or decided.</summary>
public readonly record struct CorrectionAnswer(Refusal? Refusal, string Id)
{
    public static implicit operator CorrectionAnswer(Refusal refusal) => new(refusal, "");
}

/// <summary>
/// Files and decides corrections. It keeps nothing: each command reads, decides and commits in one batch of relations,
/// whose statements hold only while the correction is open and the value is the one it was asked against. Of two officers
/// at once one decides. Answers only what is committed; on a doubtful commit it says so, and the same request id asks again.
/// </summary>
public sealed class CorrectionDesk(
    IJournal journal, ICorrectionStore store, ICommandStore commands, IOrganisationStore organisation, IGrainFactory grains,
    HubCalendar calendar, TimeProvider clock)
{
    public const int ReasonMost = 500;

    /// <summary>The law gives fifteen working days; the hub reminds well before.</summary>
    public static readonly TimeSpan Term = TimeSpan.FromDays(15);

    /// <param name="id">Chosen by the caller as the id of the new correction, <c>k-…</c>.</param>
    public async Task<CorrectionAnswer> File(
        string member, string requestId, string id, CorrectionField field, string wanted, string reason, CancellationToken cancellation)
    {
        var subject = $"file {field}";
        if (await Done(member, requestId, subject, cancellation) is { } done)
        {
            return done;
        }

        var now = clock.Now();
        if (CorrectionValue.Parse(field, wanted, calendar.DateOf(now)) is not { } value)
        {
            return Rulebook.CorrectionValue;
        }

        if (!IsReason(reason, needed: true))
        {
            return Rulebook.CorrectionReason;
        }

        if (await organisation.Actor(member, cancellation) is not { } actor || await store.Value(member, field, cancellation) is not { } was)
        {
            return Rulebook.NotFound;
        }

        if (was == value)
        {
            return Rulebook.CorrectionSame;
        }

        var correction = new Correction(
            id, member, field, was, value, reason.Trim(), now, now + Term, CorrectionState.Open, null, null, null);
        var commit = await Append(member, requestId, subject, id, now, AuditActions.CorrectionFile, member, $"{id} {field}", [new CorrectionFiled(correction)], cancellation);
        if (commit == Commit.Done)
        {
            Tell(member, actor.Node, id);
        }

        return await Answer(commit, member, requestId, subject, id, Rulebook.CorrectionRunning, cancellation);
    }

    /// <summary>The member takes it back.</summary>
    public async Task<CorrectionAnswer> Withdraw(string member, string requestId, string id, CancellationToken cancellation)
    {
        var subject = $"withdraw {id}";
        if (await Done(member, requestId, subject, cancellation) is { } done)
        {
            return done;
        }

        if (await store.Find(id, cancellation) is not { } found || found.Correction.Member != member)
        {
            return Rulebook.NotFound;
        }

        if (found.Correction.State != CorrectionState.Open)
        {
            return Rulebook.CorrectionDecided;
        }

        var now = clock.Now();
        var closed = new CorrectionClosed(id, CorrectionState.Withdrawn, "", member, now);
        var commit = await Append(member, requestId, subject, id, now, AuditActions.CorrectionWithdraw, member, id, [closed], cancellation);
        if (commit == Commit.Done)
        {
            Tell(member, found.Node, id);
        }

        return await Answer(commit, member, requestId, subject, id, Rulebook.CorrectionDecided, cancellation);
    }

    /// <summary>An officer applies it or refuses it; a refusal needs its reason in writing.</summary>
    public async Task<CorrectionAnswer> Decide(
        string officer, string requestId, string id, bool apply, string answer, CancellationToken cancellation)
    {
        var subject = $"decide {id} {apply}";
        if (await Done(officer, requestId, subject, cancellation) is { } done)
        {
            return done;
        }

        if (await organisation.Actor(officer, cancellation) is not { } actor || await store.Find(id, cancellation) is not { } found)
        {
            return Rulebook.NotFound;
        }

        var correction = found.Correction;
        if (DataRights.AskCorrection(actor, correction.Member, found.Path, CorrectionValue.IsStanding(correction.Field)) is { } refusal)
        {
            // To whom it is not shown it is not there.
            return refusal == Rulebook.DataRolls ? Rulebook.NotFound : refusal;
        }

        if (!IsReason(answer, needed: !apply))
        {
            return Rulebook.CorrectionReason;
        }

        if (correction.State != CorrectionState.Open)
        {
            return Rulebook.CorrectionDecided;
        }

        var now = clock.Now();
        var state = apply ? CorrectionState.Applied : CorrectionState.Refused;
        List<RelationWrite> writes = [new CorrectionClosed(id, state, answer.Trim(), officer, now)];
        if (apply)
        {
            if (await Change(correction, officer, now, cancellation) is not { } change)
            {
                return Rulebook.NotFound;
            }

            writes.Add(change);
        }

        var commit = await Append(
            officer, requestId, subject, id, now, AuditActions.CorrectionDecide, correction.Member, $"{id} {correction.Field} {state}", writes, cancellation);
        if (commit == Commit.Done)
        {
            Tell(correction.Member, found.Node, id);
        }

        return await Answer(commit, officer, requestId, subject, id, Rulebook.CorrectionDecided, cancellation);
    }

    private async Task<RelationWrite?> Change(Correction correction, string officer, DateTimeOffset now, CancellationToken cancellation)
    {
        if (!CorrectionValue.IsStanding(correction.Field))
        {
            return new ProfileChange(correction.Member, correction.Field, correction.Was, correction.Wanted);
        }

        if (await organisation.Standing(correction.Member, cancellation) is not { } standing)
        {
            return null;
        }

        return new StandingChange(
            correction.Member, standing.Version, standing.Node,
            correction.Field == CorrectionField.Category ? Enum.Parse<Category>(correction.Wanted) : standing.Category,
            correction.Field == CorrectionField.Relation ? Enum.Parse<Relation>(correction.Wanted) : standing.Relation,
            now, "correction", correction.Id, officer);
    }

    private Task<Commit> Append(
        string actor, string requestId, string subject, string id, DateTimeOffset now, string action, string member, string detail,
        IReadOnlyList<RelationWrite> writes, CancellationToken cancellation) => journal.AppendAsync(
        new RelationFacts
        {
            Command = new CommandFact(actor, requestId, now, subject, id),
            Writes = writes,
            Audit = [new AuditFact(now, actor, action, member, detail)],
        },
        cancellation);

    private async Task<CorrectionAnswer?> Done(string actor, string requestId, string subject, CancellationToken cancellation)
    {
        if (await commands.Find(actor, requestId, cancellation) is not { } command)
        {
            return null;
        }

        return command.Subject == subject ? new CorrectionAnswer(null, command.Result) : Rulebook.Conflict;
    }

    private async Task<CorrectionAnswer> Answer(
        Commit commit, string actor, string requestId, string subject, string id, Refusal fenced, CancellationToken cancellation) => commit switch
        {
            Commit.Done => new CorrectionAnswer(null, id),
            // Somebody was faster: perhaps this very request.
            Commit.Fenced => await Done(actor, requestId, subject, cancellation) ?? fenced,
            Commit.Unknown => Rulebook.Uncertain,
            _ => Rulebook.Unavailable,
        };

    private void Tell(string member, string node, string id)
    {
        var notice = new Notice("correction", id);
        grains.GetGrain<IMemberGrain>(member).Notice(notice).Ignore();
        grains.GetGrain<IBranchGrain>(node).Notice(notice).Ignore();
    }

    private static bool IsReason(string text, bool needed)
    {
        var count = text.Trim().EnumerateRunes().Count();
        return count <= ReasonMost && (count > 0 || !needed) && !text.EnumerateRunes().Any(static rune => Rune.IsControl(rune) && rune.Value is not '\n');
    }
}

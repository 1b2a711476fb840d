using Grains.Branches;
using Grains.Gateways;
using Grains.Journal;
using Grains.Organisation;
using Grains.Rules;
using Grains.Text;
using Grains.Time;

namespace Grains.Votes;

/// <summary>Decides on what the database holds and keeps nothing. Rosters that are frozen already stay as they are.</summary>
internal sealed class VotePolicyGrain(
    IVotePolicyStore store, IOrganisationStore organisation, IJournal journal, ICommandStore commands, TimeProvider clock) : Grain, IVotePolicyGrain
{
    public async Task<VotePolicyAnswer> Set(SetVotePolicy command)
    {
        var id = this.GetPrimaryKeyString();
        if (!Gatherings.Room.IsClientId(command.RequestId))
        {
            return new VotePolicyAnswer(Rulebook.Invalid);
        }

        var subject = $"{id}/vote-policy/{command.Version}/{command.Allowed}";
        var (was, used) = await commands.Before(command.By.Member, command.RequestId, subject);
        if (was is not null || used is not null)
        {
            return new VotePolicyAnswer(used);
        }

        if (await organisation.Node(id, CancellationToken.None) is not { } node || !node.Path.StartsWith("/b-", StringComparison.Ordinal))
        {
            return new VotePolicyAnswer(Rulebook.NotFound);
        }

        var now = clock.Now();
        var reason = PlainText.Clean(command.Reason);
        var version = (await store.Latest(id, CancellationToken.None))?.Version ?? 0;
        var refusal = Rights.AskSuperior(command.By, node.Path) is { } notYours
            ? Rights.Belongs(command.By, node.Path) || Rights.IsOfficerOf(command.By, node.Path) ? notYours : Rulebook.NotFound
            : PlainText.CodePoints(reason) is 0 or > VotePolicy.ReasonCodePoints ? Rulebook.VotePolicyReason
            : command.Allowed && (command.Until <= now || command.Until <= command.Since || command.Until - command.Since > VotePolicy.Longest)
                ? Rulebook.VotePolicyTime
            : command.Version != version ? Rulebook.VotePolicyVersion
            : null;
        if (refusal is not null)
        {
            return new VotePolicyAnswer(refusal);
        }

        var policy = new VotePolicy(
            id, version + 1, command.Allowed, reason, command.Since.WholeMilliseconds(), command.Until.WholeMilliseconds(), command.By.Member, now);
        var facts = new RelationFacts
        {
            Command = new CommandFact(command.By.Member, command.RequestId, now, subject, ""),
            Writes = [new VotePolicySet(policy)],
            Audit = [new AuditFact(now, command.By.Member, command.Allowed ? AuditActions.VotePolicyAllow : AuditActions.VotePolicyEnd, id, $"version {policy.Version}")],
        };
        if (await journal.Commit(facts, Rulebook.VotePolicyVersion) is { } lost)
        {
            return new VotePolicyAnswer(lost);
        }

        GrainFactory.GetGrain<IBranchGrain>(id).Notice(new Notice(NoticeKinds.Offices, id)).Ignore();
        return new VotePolicyAnswer(Refusal: null);
    }
}

using Grains.Branches;
using Grains.Clubs;
using Grains.Enterprises;
using Grains.Gateways;
using Grains.Journal;
using Grains.Members;
using Grains.Rules;
using Grains.Time;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grains.Organisation.Tree;

/// <summary>
/// Reads, decides, commits, answers. Where another was first the decision is made anew; where the commit is not known to
/// be done the caller is told so, and the retry finds it or does it. The log gets outcomes, never a name.
/// </summary>
internal sealed partial class OrganisationGrain : Grain, IOrganisationGrain
{
    /// <summary>Decisions on a state that changed meanwhile, before the caller is asked to try again.</summary>
    private const int Tries = 4;
    /// <summary>Devices told at once of a change; a bigger one is seen at the next reading.</summary>
    private const int ToldMost = 200;

    private readonly ITreeStore _tree;
    private readonly ICommandStore _commands;
    private readonly IJournal _journal;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly TreeDecisions _nodes;
    private readonly EnterpriseDecisions _enterprises;
    private readonly ClubDecisions _clubs;

    public OrganisationGrain(
        ITreeStore tree,
        IEnterpriseStore enterprises,
        IClubStore clubs,
        ICommandStore commands,
        IJournal journal,
        TimeProvider clock,
        IOptions<UnitPolicy> policy,
        ILogger<OrganisationGrain> log)
    {
        (_tree, _commands, _journal, _clock, _log) = (tree, commands, journal, clock, log);
        _nodes = new TreeDecisions(tree, enterprises, new EnterpriseFounding(enterprises, policy));
        _clubs = new ClubDecisions(clubs, tree);
        _enterprises = new EnterpriseDecisions(enterprises, tree, _nodes, policy);
    }

    public async Task<OrganisationAnswer> Submit(OrganisationCommand command)
    {
        var actor = command.By.Member;
        if (!Gatherings.Room.IsClientId(command.RequestId))
        {
            return new OrganisationAnswer(Rulebook.Invalid);
        }

        for (var attempt = 0; attempt < Tries; attempt++)
        {
            if (await _commands.Find(actor, command.RequestId, CancellationToken.None) is { } done)
            {
                return done.Subject == command.Subject ? OrganisationAnswer.Parse(done.Result) : new OrganisationAnswer(Rulebook.Conflict);
            }

            // Before anything that is decided on: what changes after this reading shows in the version.
            var head = await _tree.Head(CancellationToken.None);
            var change = new TreeEvent(head + 1, "", actor, _clock.Now());
            var decision = command switch
            {
                EnterpriseCommand enterprise => await _enterprises.Decide(enterprise, change),
                ClubCommand club => await _clubs.Decide(club, change),
                _ => await _nodes.Decide((TreeCommand)command, change),
            };
            if (decision.Refusal is not null)
            {
                return new OrganisationAnswer(decision.Refusal);
            }

            var outcome = await _journal.AppendAsync(new RelationFacts
            {
                Command = new CommandFact(actor, command.RequestId, change.At, command.Subject, decision.Answer.ToResult()),
                Writes = [new TreeHead(head), .. decision.Writes],
                Audit = [new AuditFact(change.At, actor, Action(command), decision.Answer.Id, "")],
            });
            if (outcome == Commit.Done)
            {
                Tell(decision.Touched);
                return decision.Answer;
            }

            LogNotDone(outcome);
            if (outcome != Commit.Fenced)
            {
                return new OrganisationAnswer(outcome == Commit.Unknown ? Rulebook.Uncertain : Rulebook.Unavailable);
            }
        }

        return new OrganisationAnswer(Rulebook.Busy);
    }

    // Not awaited: who misses it reads the change the next time.
    private void Tell(IReadOnlyList<string> touched)
    {
        foreach (var id in touched.Distinct().Take(ToldMost))
        {
            var notice = new Notice("organisation", id);
            var told = id.StartsWith("m-", StringComparison.Ordinal)
                ? GrainFactory.GetGrain<IMemberGrain>(id).Notice(notice)
                : GrainFactory.GetGrain<IBranchGrain>(id).Notice(notice);
            told.Ignore();
        }
    }

    private static string Action(OrganisationCommand command) => command switch
    {
        FoundNode => AuditActions.TreeFound,
        RenameNode => AuditActions.TreeRename,
        MoveNode => AuditActions.TreeMove,
        MergeNode => AuditActions.TreeMerge,
        DissolveNode => AuditActions.TreeDissolve,
        SetSector => AuditActions.TreeSector,
        RegisterEnterprise => AuditActions.EnterpriseRegister,
        AmendEnterprise => AuditActions.EnterpriseAmend,
        CoverEnterprise => AuditActions.EnterpriseCover,
        DeclareMember => AuditActions.EnterpriseDeclare,
        WithdrawMember => AuditActions.EnterpriseWithdraw,
        GrantSeat => AuditActions.SeatGrant,
        EndSeat => AuditActions.SeatEnd,
        LinkClub => AuditActions.ClubLink,
        UnlinkClub => AuditActions.ClubUnlink,
        _ => AuditActions.EnterpriseEnd,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "A change of the organisation was not made: {Outcome}")]
    private partial void LogNotDone(Commit outcome);
}

using Grains.Branches;
using Grains.Gateways;
using Grains.Journal;
using Grains.Members;
using Grains.Organisation;
using Grains.Rules;
using Grains.Text;
using Grains.Time;

namespace Grains.Offices;

/// <summary>
/// Decides on what the database holds, commits, then tells the holder's devices and who watches the branch's page. It
/// keeps nothing, so there is nothing to forget when a commit fails; that a node has one secretary the database holds too.
/// </summary>
internal sealed class OfficeGrain(
    IOfficeStore store, IOrganisationStore organisation, IJournal journal, ICommandStore commands, TimeProvider clock) : Grain, IOfficeGrain
{
    private string Node => this.GetPrimaryKeyString();

    public async Task<OfficeAnswer> Appoint(Appoint command)
    {
        if (!Gatherings.Room.IsClientId(command.RequestId))
        {
            return new OfficeAnswer(Rulebook.Invalid);
        }

        var subject = $"{Node}/{command.Role}/{command.Member}";
        var (was, used) = await commands.Before(command.By.Member, command.RequestId, subject);
        if (was is not null || used is not null)
        {
            return new OfficeAnswer(used);
        }

        if (await organisation.Node(Node, CancellationToken.None) is not { } node)
        {
            return new OfficeAnswer(Rulebook.NotFound);
        }

        var now = clock.Now();
        var holder = await organisation.Actor(command.Member, CancellationToken.None);
        if (OfficeRules.Ask(command, node, holder, await store.Running(Node, now, CancellationToken.None)) is { } refusal)
        {
            return new OfficeAnswer(refusal);
        }

        return await Commit(
            command.By.Member, command.Member, now, AuditActions.OfficeAppoint, command.Role, new CommandFact(command.By.Member, command.RequestId, now, subject, ""),
            new OfficeBegun(command.Member, Node, command.Role, now, now.AddYears(command.Years), command.By.Member));
    }

    public async Task<OfficeAnswer> End(EndOffice command)
    {
        if (!Gatherings.Room.IsClientId(command.RequestId))
        {
            return new OfficeAnswer(Rulebook.Invalid);
        }

        var subject = $"{Node}/{command.Role}/{command.Member}/end";
        var (was, used) = await commands.Before(command.By.Member, command.RequestId, subject);
        if (was is not null || used is not null)
        {
            return new OfficeAnswer(used);
        }

        if (await organisation.Node(Node, CancellationToken.None) is not { } node)
        {
            return new OfficeAnswer(Rulebook.NotFound);
        }

        var now = clock.Now();
        var own = command.By.Member == command.Member;
        var running = (await store.Running(Node, now, CancellationToken.None)).FirstOrDefault(o => o.Member == command.Member && o.Role == command.Role);
        var reason = PlainText.Clean(command.Reason);
        var refusal = OfficeRules.AskEnd(command, node)
            ?? (running is null ? own && !Rights.Belongs(command.By, node.Path) ? Rulebook.NotFound : Rulebook.OfficeEnded
            : PlainText.CodePoints(reason) > OfficeLimits.ReasonCodePoints || (!own && reason.Length == 0) ? Rulebook.OfficeReason
            : null);
        if (refusal is not null)
        {
            return new OfficeAnswer(refusal);
        }

        return await Commit(
            command.By.Member, command.Member, now, own ? AuditActions.OfficeResign : AuditActions.OfficeDismiss, command.Role,
            new CommandFact(command.By.Member, command.RequestId, now, subject, ""),
            new OfficeEnded(command.Member, Node, command.Role, running!.Since, now, command.By.Member, own ? "resigned" : "dismissed"));
    }

    public async Task Tick()
    {
        var now = clock.Now();
        var over = await store.RunOut(Node, now, CancellationToken.None);
        if (over.Count == 0)
        {
            return;
        }

        // Rights ended at the very moment; what is written here is only that it was noticed.
        var line = await organisation.Node(Node, CancellationToken.None) is { } node ? KeeperLine.Of(node.Path) : [];
        var keepers = await store.Keepers(line, now, CancellationToken.None);
        foreach (var office in over)
        {
            var facts = new RelationFacts
            {
                Writes = [new OfficeRanOut(office.Member, Node, office.Role, office.Since)],
                Audit = [new AuditFact(now, "hub", AuditActions.OfficeExpired, office.Member, $"{Node} {office.Role}")],
            };
            if (await journal.AppendAsync(facts) == Journal.Commit.Done)
            {
                Tell(office.Member, KeeperLine.Nearest(line, above: !Rights.IsPostOfWork(office.Role), keepers, office.Member));
            }
        }
    }

    private void Tell(string holder, IEnumerable<string> appointing)
    {
        var offices = new Notice(NoticeKinds.Offices, Node);
        GrainFactory.GetGrain<IMemberGrain>(holder).Notice(new Notice(NoticeKinds.Me, holder)).Ignore();
        GrainFactory.GetGrain<IBranchGrain>(Node).Notice(offices).Ignore();
        foreach (var member in appointing)
        {
            GrainFactory.GetGrain<IMemberGrain>(member).Notice(offices).Ignore();
        }
    }

    private async Task<OfficeAnswer> Commit(
        string by, string member, DateTimeOffset now, string action, Role role, CommandFact command, RelationWrite write)
    {
        var facts = new RelationFacts { Command = command, Writes = [write], Audit = [new AuditFact(now, by, action, member, $"{Node} {role}")] };
        if (await journal.Commit(facts) is { } refusal)
        {
            return new OfficeAnswer(refusal);
        }

        Tell(member, []);
        return new OfficeAnswer(Refusal: null);
    }
}

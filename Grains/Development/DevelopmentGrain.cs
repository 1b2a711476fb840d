using Grains.Branches;
using Grains.Gateways;
using Grains.Journal;
using Grains.Members;
using Grains.Organisation;
using Grains.Rules;
using Grains.Text;
using Grains.Time;

namespace Grains.Development;

/// <summary>
/// Decides on what the database holds and keeps nothing. A step that changes the category changes the standing in the
/// same batch, so rights and file never differ.
/// </summary>
internal sealed class DevelopmentGrain(
    IDevelopmentStore store, IOrganisationStore organisation, IJournal journal, ICommandStore commands, TimeProvider clock, HubCalendar calendar)
    : Grain, IDevelopmentGrain
{
    public async Task<DevelopmentAnswer> Take(TakeStep asked)
    {
        var member = this.GetPrimaryKeyString();
        var command = asked with { Evidence = PlainText.Clean(asked.Evidence), Reason = PlainText.Clean(asked.Reason) };
        if (!Gatherings.Room.IsClientId(command.RequestId))
        {
            return new DevelopmentAnswer(Rulebook.Invalid);
        }

        var subject = $"{member}/{command.Step}/{command.Day:yyyy-MM-dd}";
        var (was, used) = await commands.Before(command.By.Member, command.RequestId, subject);
        if (was is not null || used is not null)
        {
            return new DevelopmentAnswer(used);
        }

        if (await organisation.Actor(member, CancellationToken.None) is not { } person
            || await organisation.Standing(member, CancellationToken.None) is not { } standing
            || Rights.AskPersonnel(command.By, person.Path) is not null)
        {
            return new DevelopmentAnswer(Rulebook.NotFound);
        }

        if (command.By.Member == member)
        {
            return new DevelopmentAnswer(Rulebook.DevelopmentSelf);
        }

        var now = clock.Now();
        var file = DevelopmentRules.Present(await store.File(member, CancellationToken.None), member, standing.Category);
        var (refusal, next) = DevelopmentRules.Decide(file, command, calendar.DateOf(now));
        if (refusal is not null)
        {
            return new DevelopmentAnswer(refusal);
        }

        var entry = new DevelopmentEntry(
            next.Version, command.Step, command.Day, command.Evidence, command.Reason, command.Step == DevelopmentStep.Extended ? command.Months : 0,
            command.By.Member, now);
        List<RelationWrite> writes = [new DevelopmentTaken(next, entry)];
        if (next.Stage != standing.Category)
        {
            writes.Add(new StandingChange(
                member, standing.Version, standing.Node, next.Stage, RelationAfter(standing, next.Stage), now, "development",
                $"{member}/{next.Version}", command.By.Member));
        }

        var facts = new RelationFacts
        {
            Command = new CommandFact(command.By.Member, command.RequestId, now, subject, ""),
            Writes = writes,
            Audit = [new AuditFact(now, command.By.Member, AuditActions.DevelopmentStep, member, $"{command.Step} version {next.Version}")],
        };
        if (await journal.Commit(facts, Rulebook.DevelopmentChanged) is { } lost)
        {
            return new DevelopmentAnswer(lost);
        }

        GrainFactory.GetGrain<IMemberGrain>(member).Notice(new Notice(NoticeKinds.Me, member)).Ignore();
        foreach (var node in person.Path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            GrainFactory.GetGrain<IBranchGrain>(node).Notice(new Notice(NoticeKinds.Development, node)).Ignore();
        }

        return new DevelopmentAnswer(Refusal: null);
    }

    // Who is admitted has the formal relation where the meeting was; before that there is none to speak of.
    private static Relation RelationAfter(Standing standing, Category stage) =>
        stage == Category.Probationary ? Relation.Registered : standing.Relation;
}

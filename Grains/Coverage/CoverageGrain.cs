using Grains.Branches;
using Grains.Gateways;
using Grains.Journal;
using Grains.Organisation;
using Grains.Rules;
using Grains.Statistics;
using Grains.Text;
using Grains.Time;

namespace Grains.Coverage;

/// <summary>
/// Decides on what the database holds and keeps nothing; that there is one running target a measure and one award a node
/// the database holds too. Figures come from the counts, which are at most a beat old.
/// </summary>
internal sealed class CoverageGrain(
    ICoverageStore store, IOrganisationStore organisation, IJournal journal, ICommandStore commands, HubCalendar calendar, TimeProvider clock)
    : Grain, ICoverageGrain
{
    private string Node => this.GetPrimaryKeyString();

    public async Task<CoverageAnswer> Submit(CoverageCommand command)
    {
        if (!Gatherings.Room.IsClientId(command.RequestId) || !Gatherings.Room.IsClientId(command.Id))
        {
            return new CoverageAnswer(Rulebook.Invalid);
        }

        var subject = $"{Node}/{command.Id}/{command.GetType().Name}";
        var (was, used) = await commands.Before(command.By.Member, command.RequestId, subject);
        if (was is not null || used is not null)
        {
            return new CoverageAnswer(used);
        }

        if (await organisation.Node(Node, CancellationToken.None) is not { } node || !node.Path.StartsWith("/b-", StringComparison.Ordinal))
        {
            return new CoverageAnswer(Rulebook.NotFound);
        }

        var now = clock.Now();
        var (refusal, write) = Ask(command, node) is { } notYours ? (notYours, null) : command switch
        {
            SetTarget set => await Set(set, node, now),
            DropTarget drop => await Drop(drop, now),
            AwardUnit award => await Award(award, now),
            ReviewUnit review => await Review(review, now),
            RevokeUnit revoke => await Revoke(revoke, now),
            _ => (Rulebook.Invalid, null),
        };
        if (refusal is not null || write is null)
        {
            return new CoverageAnswer(refusal);
        }

        var facts = new RelationFacts
        {
            Command = new CommandFact(command.By.Member, command.RequestId, now, subject, command.Id),
            Writes = [write],
            Audit = [new AuditFact(now, command.By.Member, ActionOf(command), Node, command.Id)],
        };
        if (await journal.Commit(facts, Rulebook.CoverageChanged) is { } lost)
        {
            return new CoverageAnswer(lost);
        }

        Tell();
        return new CoverageAnswer(Refusal: null);
    }

    public async Task Tick()
    {
        var now = clock.Now();
        var told = false;
        foreach (var target in (await store.Running(Node, CancellationToken.None)).Where(t => t.NextAt <= now))
        {
            // The figures are of the day that has ended; who was down for days takes up again today.
            var today = calendar.DateOf(now);
            var day = today.AddDays(-1) < target.Until ? today.AddDays(-1) : target.Until;
            var figures = await organisation.Node(Node, CancellationToken.None) is { } node ? await Measure(target.Measure, node) : null;
            var sample = figures is null ? null : new CoverageSample(target.Id, day, now, figures.Numerator, figures.Denominator);
            // A node that is gone, or a period that is over, is measured no more.
            DateTimeOffset? next = today > target.Until || (figures is null && await organisation.Node(Node, CancellationToken.None) is null) ? null : Midnight(today.AddDays(1));
            var facts = new RelationFacts { Writes = [new TargetMeasured(sample, target.Id, target.NextAt!.Value, next)] };
            told |= await journal.AppendAsync(facts) == Journal.Commit.Done;
        }

        if (told)
        {
            Tell();
        }
    }

    // To a stranger the node is not there.
    private static Refusal? Ask(CoverageCommand command, NodeRow node) =>
        (command is SetTarget or DropTarget ? Rights.AskPersonnel(command.By, node.Path) : Rights.AskSuperior(command.By, node.Path)) is not { } refusal ? null
        : Rights.Belongs(command.By, node.Path) || Rights.IsOfficerOf(command.By, node.Path) ? refusal
        : Rulebook.NotFound;

    private async Task<(Refusal?, RelationWrite?)> Set(SetTarget set, NodeRow node, DateTimeOffset now)
    {
        var (today, source) = (calendar.DateOf(now), PlainText.Clean(set.Source));
        if (await store.Target(set.Id, CancellationToken.None) is not null)
        {
            return (Rulebook.Conflict, null);
        }

        var refusal = CoverageMeasures.All.All(it => it.Id != set.Measure) ? Rulebook.CoverageMeasure
            : set.Goal is < 1 or > CoverageLimits.GoalMost ? Rulebook.CoverageGoal
            : set.Until <= today || set.Until > today.AddYears(CoverageLimits.TargetYearsMost) ? Rulebook.CoveragePeriod
            : PlainText.CodePoints(source) is 0 or > CoverageLimits.TextCodePoints ? Rulebook.CoverageText
            : (await store.Running(Node, CancellationToken.None)).Any(it => it.Measure == set.Measure) ? Rulebook.CoverageRunning
            : null;
        if (refusal is not null)
        {
            return (refusal, null);
        }

        if (await Measure(set.Measure, node) is not { } figures)
        {
            return (Rulebook.CoverageEmpty, null);
        }

        var target = new CoverageTarget(
            set.Id, Node, set.Measure, set.Goal, today, set.Until, source, set.By.Member, now, figures.Numerator, figures.Denominator)
        {
            NextAt = Midnight(today.AddDays(1)),
        };
        return (null, new TargetSet(target, new CoverageSample(set.Id, today, now, figures.Numerator, figures.Denominator)));
    }

    private async Task<(Refusal?, RelationWrite?)> Drop(DropTarget drop, DateTimeOffset now)
    {
        var why = PlainText.Clean(drop.Why);
        return await store.Target(drop.Id, CancellationToken.None) is not { } target || target.Node != Node ? (Rulebook.NotFound, null)
            : target.NextAt is null ? (Rulebook.CoverageOver, null)
            : PlainText.CodePoints(why) is 0 or > CoverageLimits.TextCodePoints ? (Rulebook.CoverageText, null)
            : (null, new TargetDropped(drop.Id, drop.By.Member, now, why));
    }

    private async Task<(Refusal?, RelationWrite?)> Award(AwardUnit award, DateTimeOffset now)
    {
        var (title, reason) = (PlainText.Clean(award.Title), PlainText.Clean(award.Reason));
        var refusal = await store.Unit(award.Id, CancellationToken.None) is not null ? Rulebook.Conflict
            : PlainText.CodePoints(title) is 0 or > CoverageLimits.TitleCodePoints ? Rulebook.DemonstrationTitle
            : PlainText.CodePoints(reason) is 0 or > CoverageLimits.TextCodePoints ? Rulebook.CoverageText
            : AskUntil(award.Until, now)
            ?? ((await store.UnitOf(Node, CancellationToken.None))?.RunsAt(now) == true ? Rulebook.DemonstrationHeld : null);
        return refusal is not null
            ? (refusal, null)
            : (null, new UnitAwarded(new Demonstration(award.Id, Node, title, reason, now, Midnight(award.Until.AddDays(1)), 1, award.By.Member)));
    }

    private async Task<(Refusal?, RelationWrite?)> Review(ReviewUnit review, DateTimeOffset now)
    {
        var text = PlainText.Clean(review.Review);
        return await store.Unit(review.Id, CancellationToken.None) is not { } unit || unit.Node != Node ? (Rulebook.NotFound, null)
            : !unit.RunsAt(now) ? (Rulebook.DemonstrationOver, null)
            : PlainText.CodePoints(text) is 0 or > CoverageLimits.TextCodePoints ? (Rulebook.CoverageText, null)
            : AskUntil(review.Until, now) is { } refusal ? (refusal, null)
            : (null, new UnitReviewed(review.Id, unit.Version, Midnight(review.Until.AddDays(1)), review.By.Member, now, text));
    }

    private async Task<(Refusal?, RelationWrite?)> Revoke(RevokeUnit revoke, DateTimeOffset now)
    {
        var why = PlainText.Clean(revoke.Why);
        return await store.Unit(revoke.Id, CancellationToken.None) is not { } unit || unit.Node != Node ? (Rulebook.NotFound, null)
            : !unit.RunsAt(now) ? (Rulebook.DemonstrationOver, null)
            : PlainText.CodePoints(why) is 0 or > CoverageLimits.TextCodePoints ? (Rulebook.CoverageText, null)
            : (null, new UnitRevoked(revoke.Id, unit.Version, revoke.By.Member, now, why));
    }

    private Refusal? AskUntil(DateOnly until, DateTimeOffset now)
    {
        var today = calendar.DateOf(now);
        return until <= today || until > today.AddYears(CoverageLimits.UnitYearsMost) ? Rulebook.DemonstrationPeriod : null;
    }

    private async Task<Ratio?> Measure(string measure, NodeRow node)
    {
        var counts = GrainFactory.GetGrain<ICountsGrain>(ICountsGrain.Key);
        await counts.Poke();
        return await counts.Read(Node, Line.Territorial) is { } figures
            ? CoverageMeasures.Of(measure, Composition.Of(figures.Cells, figures.Kinds), await store.Enterprises(node.Path, CancellationToken.None))
            : null;
    }

    private DateTimeOffset Midnight(DateOnly day) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), calendar.Offset).ToUniversalTime();

    private void Tell() => GrainFactory.GetGrain<IBranchGrain>(Node).Notice(new Notice("coverage", Node)).Ignore();

    private static string ActionOf(CoverageCommand command) => command switch
    {
        SetTarget => AuditActions.CoverageTarget,
        DropTarget => AuditActions.CoverageDrop,
        AwardUnit => AuditActions.DemonstrationAward,
        ReviewUnit => AuditActions.DemonstrationReview,
        _ => AuditActions.DemonstrationRevoke,
    };
}

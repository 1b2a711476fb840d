using Grains.Branches;
using Grains.Gateways;
using Grains.Journal;
using Grains.Members;
using Grains.Organisation;
using Grains.Rules;
using Grains.Text;
using Grains.Time;
using Grains.Transfers;

namespace Grains.Cards;

/// <summary>Loads, decides, commits, tells, as a transfer does. What a commit left open is found by the same request again.</summary>
internal sealed class CardGrain(
    ICardStore store,
    ITransferStore transfers,
    IOrganisationStore organisation,
    ICommandStore commands,
    IJournal journal,
    HubCalendar calendar,
    TimeProvider clock) : Grain, ICardGrain
{
    private const int Tries = 4;

    private string Id => this.GetPrimaryKeyString();

    public async Task<CardAnswer> Submit(CardCommand command)
    {
        if (Id.Length != 24 || !Id.StartsWith("c-", StringComparison.Ordinal) || !Gatherings.Room.IsClientId(Id) || !Gatherings.Room.IsClientId(command.RequestId))
        {
            return new CardAnswer(Rulebook.Invalid);
        }

        var subject = $"{Id}/{command.GetType().Name}";
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var now = clock.Now();
            var held = await store.Card(Id, CancellationToken.None);
            if (await commands.Find(command.By.Member, command.RequestId, CancellationToken.None) is { } done)
            {
                return done.Subject == subject ? new CardAnswer(null, held) : new CardAnswer(Rulebook.Conflict);
            }

            var (refusal, next, writes) = command is AskCard ask ? await Ask(ask, held, now)
                : held is null ? (Rulebook.NotFound, null, [])
                : await Decide(command, held, now);
            if (refusal is not null || next == held)
            {
                return new CardAnswer(refusal, next);
            }

            var outcome = await journal.AppendAsync(new RelationFacts
            {
                Command = new CommandFact(command.By.Member, command.RequestId, now, subject, Id),
                Writes = writes,
                Audit = [new AuditFact(now, command.By.Member, Action(command), Id, next!.State.ToString())],
            });
            if (outcome == Commit.Done)
            {
                await Tell(next);
                return new CardAnswer(null, next);
            }

            if (outcome != Commit.Fenced)
            {
                return new CardAnswer(outcome == Commit.Unknown ? Rulebook.Uncertain : Rulebook.Unavailable);
            }
        }

        return new CardAnswer(Rulebook.Busy);
    }

    public async Task Tick()
    {
        var now = clock.Now();
        if (await store.Card(Id, CancellationToken.None) is { } held && new CardRules(held, calendar, now).Tick() is { } over)
        {
            var facts = new RelationFacts
            {
                Writes = [new CardChanged(over, held.Version)],
                Audit = [new AuditFact(now, "hub", AuditActions.CardOver, Id, over.State.ToString())],
            };
            if (await journal.AppendAsync(facts) == Commit.Done)
            {
                await Tell(over);
            }
        }
    }

    private async Task<(Refusal?, Card?, RelationWrite[])> Decide(CardCommand command, Card held, DateTimeOffset now)
    {
        var (refusal, next) = new CardRules(held, calendar, now).Decide(command);
        if (refusal is not null || next == held)
        {
            return (refusal, next, []);
        }

        if (command is EnterDues dues)
        {
            return await store.Dues(Id, dues.Month, CancellationToken.None) is { } entered
                ? (entered.Fen == dues.Fen ? null : Rulebook.CardDues, held, [])
                : (null, next, [new CardChanged(next, held.Version), new CardDues(Id, dues.Month, dues.Fen, command.By.Member, now)]);
        }

        // Given by the branch that holds the relation now; a transfer in between makes another one the home.
        return command is GiveCard && await organisation.Standing(held.Member, CancellationToken.None) is not { Relation: Relation.Registered }
            ? (Rulebook.CardRegistered, held, [])
            : (null, next, [new CardChanged(next, held.Version)]);
    }

    private async Task<(Refusal?, Card?, RelationWrite[])> Ask(AskCard ask, Card? held, DateTimeOffset now)
    {
        if (held is not null)
        {
            return (held.Member == ask.By.Member ? held.Host == ask.Host ? null : Rulebook.Conflict : Rulebook.NotFound, held, []);
        }

        var note = PlainText.Clean(ask.Note);
        if (await organisation.Standing(ask.By.Member, CancellationToken.None) is not { } standing || !Rights.IsPartyMember(standing.Category))
        {
            return (Rulebook.TransferMember, null, []);
        }

        if (standing.Relation != Relation.Registered)
        {
            return (Rulebook.CardRegistered, null, []);
        }

        if (await organisation.Node(ask.Host, CancellationToken.None) is not { Kind: NodeKind.Branch or NodeKind.JointBranch or NodeKind.Group } host || host.Id == standing.Node)
        {
            return (Rulebook.CardHost, null, []);
        }

        var earlier = await store.OfMember(ask.By.Member, CancellationToken.None);
        var until = new DateTimeOffset(ask.Until.AddDays(1).ToDateTime(TimeOnly.MinValue), calendar.Offset).ToUniversalTime();
        var refusal = PlainText.CodePoints(note) > TransferLimits.NoteCodePoints ? Rulebook.TransferText
            : earlier.Any(c => c.Host == host.Id && c.State is CardState.Requested or CardState.Running) ? Rulebook.CardRunning
            : until <= now || until > CardLimits.Latest(earlier, host.Id, now).AddDays(1) ? Rulebook.CardUntil
            : null;
        var home = await organisation.Node(standing.Node, CancellationToken.None);
        var card = new Card(
            Id, ask.By.Member, ask.By.Name, standing.Node, home?.Name ?? "", host.Id, host.Name, note, now, until, CardState.Requested, 0);
        return refusal is null ? (null, card, [new CardOpened(card)]) : (refusal, null, []);
    }

    private async Task Tell(Card card)
    {
        var notice = new Notice("card", card.Id);
        var officers = await transfers.Officers([card.Home, card.Host], clock.Now(), CancellationToken.None);
        foreach (var member in officers.Select(static o => o.Member).Append(card.Member).Distinct())
        {
            GrainFactory.GetGrain<IMemberGrain>(member).Notice(notice).Ignore();
        }

        GrainFactory.GetGrain<IBranchGrain>(card.Host).Notice(notice).Ignore();
    }

    private static string Action(CardCommand command) => command switch
    {
        AskCard => AuditActions.CardAskCard,
        GiveCard => AuditActions.CardGiveCard,
        EnterDues => AuditActions.CardEnterDues,
        _ => AuditActions.CardEndCard,
    };
}

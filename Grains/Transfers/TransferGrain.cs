using Grains.Branches;
using Grains.Gateways;
using Grains.Journal;
using Grains.Members;
using Grains.Organisation;
using Grains.Rules;
using Grains.Text;
using Grains.Time;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grains.Transfers;

/// <summary>
/// Loads, decides, commits, tells. Where the database had moved on in between it decides anew; where the outcome of a
/// commit is not known it says so, and the same request finds what became of it. The log gets ids and outcomes.
/// </summary>
internal sealed partial class TransferGrain(
    ITransferStore store,
    IOrganisationStore organisation,
    ICommandStore commands,
    IJournal journal,
    IFilingPort port,
    IOptions<TransferOptions> options,
    HubCalendar calendar,
    TimeProvider clock,
    ILogger<TransferGrain> log) : Grain, ITransferGrain
{
    private const int Tries = 4;
    private static readonly TimeSpan LongestRetry = TimeSpan.FromHours(1);
    private readonly WorkingDays _days = new(calendar, options.Value.Holidays, options.Value.WorkedWeekends);

    private string Id => this.GetPrimaryKeyString();

    public Task<TransferAnswer> Begin(BeginTransfer ask) => Run(ask, async now =>
    {
        if (await store.Case(Id, CancellationToken.None) is { } held)
        {
            return held.Charter.Member != ask.By.Member ? Refuse(Rulebook.NotFound)
                : held.Charter.Target != ask.Target ? Refuse(Rulebook.Conflict)
                : new Decision(null, null, held);
        }

        var (place, note) = (PlainText.Clean(ask.Place), PlainText.Clean(ask.Note));
        if (PlainText.CodePoints(place) > TransferLimits.PlaceCodePoints || PlainText.CodePoints(note) > TransferLimits.NoteCodePoints || !Enum.IsDefined(ask.Reason))
        {
            return Refuse(Rulebook.TransferText);
        }

        if (await organisation.Standing(ask.By.Member, CancellationToken.None) is not { } standing || !Rights.IsPartyMember(standing.Category))
        {
            return Refuse(Rulebook.TransferMember);
        }

        if (await store.RunningOf(ask.By.Member, CancellationToken.None) is not null)
        {
            return Refuse(Rulebook.TransferRunning);
        }

        var here = standing.Relation == Relation.Registered;
        var target = ask.Target is null ? [] : await store.Line(ask.Target, CancellationToken.None);
        if (ask.Target is null ? !here || place.Length == 0 : target.Count == 0 || target[0].Id != ask.Target || !TakesMembers(target[0].Kind) || (here && ask.Target == standing.Node))
        {
            return Refuse(Rulebook.TransferTarget);
        }

        var source = here ? await store.Line(standing.Node, CancellationToken.None) : [];
        var charter = new TransferCharter(
            Id, ask.Target is null ? TransferKind.Out : here ? TransferKind.Inside : TransferKind.In, ask.By.Member, ask.By.Name,
            here ? standing.Node : null, here ? source[0].Name : place, here ? source[TransferMap.OfficeOf(source)].Id : null,
            ask.Target, ask.Target is null ? place : target[0].Name, ask.Target is null ? null : target[TransferMap.OfficeOf(target)].Id,
            ask.Reason, note, now, 1);
        var (rules, map) = await Read(new TransferCase(charter, new TransferTerms(TransferState.Draft, -1, now), 0), now);
        var draft = rules.Open(ask.By, ask.Submit);
        return new Decision(null, draft.ToFacts(Command(ask, now), [ask.By.Member]), draft.After, map);
    });

    public Task<TransferAnswer> BeginUnit(BeginUnit ask) => Run(ask, async now =>
    {
        if (await store.Case(Id, CancellationToken.None) is { } held)
        {
            return held.Charter.Source == ask.Source && held.Charter.Target == ask.Target ? new Decision(null, null, held) : Refuse(Rulebook.Conflict);
        }

        var note = PlainText.Clean(ask.Note);
        var source = await store.Line(ask.Source, CancellationToken.None);
        var target = await store.Line(ask.Target, CancellationToken.None);
        if (source.Count == 0 || source[0].Id != ask.Source || !TransferRights.Covers(ask.By, source[0].Path))
        {
            return Refuse(Rulebook.NotFound);
        }

        var office = source[TransferMap.OfficeOf(source)].Id;
        var refusal = !TransferRights.SendsUnits(ask.By, source) ? Rulebook.TransferHands
            : PlainText.CodePoints(note) > TransferLimits.NoteCodePoints ? Rulebook.TransferText
            : target.Count == 0 || target[0].Id != ask.Target || ask.Target == ask.Source || !TakesMembers(target[0].Kind) ? Rulebook.TransferTarget
            : null;
        var roster = await store.Roster(ask.Source, TransferLimits.UnitMost + 1, CancellationToken.None);
        refusal ??= roster.Count is 0 or > TransferLimits.UnitMost ? Rulebook.TransferUnit
            : await store.Held(ask.Source, CancellationToken.None) > 0 ? Rulebook.TransferRunning
            : null;
        if (refusal is not null)
        {
            return Refuse(refusal);
        }

        var charter = new TransferCharter(
            Id, TransferKind.Unit, null, "", ask.Source, source[0].Name, office, ask.Target, target[0].Name, target[TransferMap.OfficeOf(target)].Id,
            TransferReason.Other, note, now, roster.Count)
        {
            OpenedBy = ask.By.Member,
        };
        var (rules, map) = await Read(new TransferCase(charter, new TransferTerms(TransferState.Draft, -1, now), 0), now);
        var draft = rules.OpenUnit(ask.By);
        return new Decision(null, draft.ToFacts(Command(ask, now), [.. roster.Select(static s => s.Member)]), draft.After, map);
    });

    public Task<TransferAnswer> Submit(TransferCommand command) => Run(command, async now =>
    {
        if (await store.Case(Id, CancellationToken.None) is not { } held)
        {
            return Refuse(Rulebook.NotFound);
        }

        var (rules, map) = await Read(held, now);
        var (refusal, draft) = rules.Decide(command);
        return refusal is not null ? Refuse(refusal)
            : draft is null ? new Decision(null, null, held)
            : new Decision(null, draft.ToFacts(Command(command, now)), draft.After, map);
    });

    public async Task Tick()
    {
        var now = clock.Now();
        // Several alarms may be due after a long sleep; each is a step of its own.
        for (var turn = 0; turn < Tries; turn++)
        {
            if (await store.Case(Id, CancellationToken.None) is not { } held)
            {
                return;
            }

            var (rules, map) = await Read(held, now);
            if (rules.Tick() is not { } draft)
            {
                break;
            }

            if (await journal.AppendAsync(draft.ToFacts(null)) == Commit.Done)
            {
                Tell(draft.After, map);
            }
        }

        await File(now);
    }

    // A filing that was delivered and whose receipt was not written down is delivered again, under the same id.
    private async Task File(DateTimeOffset now)
    {
        foreach (var filing in (await store.Filings(Id, CancellationToken.None)).Where(f => f.Receipt is null && f.NextAt <= now))
        {
            string? receipt = null;
            try
            {
                receipt = await port.Deliver(filing, CancellationToken.None);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                LogUndelivered(filing.Id, fault.GetType().Name);
            }

            if (await store.Case(Id, CancellationToken.None) is not { Terms.State: TransferState.TargetBranchAccepted } held)
            {
                return;
            }

            var wait = TimeSpan.FromTicks(Math.Min(LongestRetry.Ticks, options.Value.FilingRetry.Ticks << Math.Min(filing.Attempts, 16)));
            var tried = new FilingTried(filing.Id, filing.Attempts + 1, receipt is null ? now + wait : null, receipt, receipt is null ? null : now);
            var last = receipt is not null && (await store.Filings(Id, CancellationToken.None)).All(f => f.Id == filing.Id || f.Receipt is not null);
            if (!last)
            {
                await journal.AppendAsync(new RelationFacts { Writes = [tried] });
                continue;
            }

            var (rules, map) = await Read(held, now);
            var draft = rules.File();
            draft.Write(tried);
            if (await journal.AppendAsync(draft.ToFacts(null)) == Commit.Done)
            {
                Tell(draft.After, map);
            }
        }
    }

    private async Task<TransferAnswer> Run(TransferCommand command, Func<DateTimeOffset, Task<Decision>> decide)
    {
        if (!IsTransferId(Id) || !Gatherings.Room.IsClientId(command.RequestId))
        {
            return new TransferAnswer(Rulebook.Invalid);
        }

        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var now = clock.Now();
            if (await commands.Find(command.By.Member, command.RequestId, CancellationToken.None) is { } done)
            {
                return done.Subject == Command(command, now).Subject
                    ? new TransferAnswer(null, await store.Case(Id, CancellationToken.None))
                    : new TransferAnswer(Rulebook.Conflict);
            }

            var decision = await decide(now);
            if (decision.Facts is null)
            {
                return new TransferAnswer(decision.Refusal, decision.Case);
            }

            var outcome = await journal.AppendAsync(decision.Facts);
            switch (outcome)
            {
                case Commit.Done:
                    Tell(decision.Case!, decision.Map!);
                    return new TransferAnswer(null, decision.Case);
                case Commit.Fenced:
                    LogAgain(Id, attempt);
                    continue;
                default:
                    return new TransferAnswer(outcome == Commit.Unknown ? Rulebook.Uncertain : Rulebook.Unavailable);
            }
        }

        return new TransferAnswer(Rulebook.Busy);
    }

    private async Task<(TransferRules Rules, TransferMap Map)> Read(TransferCase held, DateTimeOffset now)
    {
        var source = held.Charter.Source is { } from ? await store.Line(from, CancellationToken.None) : [];
        var target = held.Charter.Target is { } to ? await store.Line(to, CancellationToken.None) : [];
        var officers = await store.Officers([.. source.Concat(target).Select(static n => n.Id).Distinct()], now, CancellationToken.None);
        var map = new TransferMap(source, target, officers);
        var papers = await store.Papers(Id, CancellationToken.None);
        var standings = await store.Standings(Id, CancellationToken.None);
        return (new TransferRules(held, map, papers, standings, options.Value, _days, calendar, now), map);
    }

    private CommandFact Command(TransferCommand command, DateTimeOffset now) =>
        new(command.By.Member, command.RequestId, now, $"{Id}/{command.GetType().Name}", Id);

    // Not awaited: a notice says only that something changed, and each reads what it may see.
    private void Tell(TransferCase it, TransferMap map)
    {
        var notice = new Notice("transfer", Id);
        var (charter, terms) = (it.Charter, it.Terms);
        var nodes = new[] { charter.Source, charter.SourceOffice, charter.Target, charter.TargetOffice, terms.Desk, terms.Above };
        var people = map.Officers.Where(o => nodes.Contains(o.Node) || o.Member == charter.OpenedBy).Select(static o => o.Member);
        if (!terms.IsSent)
        {
            // A draft is nobody's but the member's.
            GrainFactory.GetGrain<IMemberGrain>(charter.Member!).Notice(notice).Ignore();
            return;
        }

        foreach (var member in charter.Member is { } own ? people.Append(own).Distinct() : people.Distinct())
        {
            GrainFactory.GetGrain<IMemberGrain>(member).Notice(notice).Ignore();
        }

        foreach (var node in new[] { charter.Source, charter.Target }.OfType<string>())
        {
            GrainFactory.GetGrain<IBranchGrain>(node).Notice(notice).Ignore();
        }
    }

    private static bool TakesMembers(NodeKind kind) => kind is NodeKind.Branch or NodeKind.JointBranch or NodeKind.Group;

    private static bool IsTransferId(string id) =>
        id.Length == 24 && id.StartsWith("t-", StringComparison.Ordinal) && Gatherings.Room.IsClientId(id);

    private static Decision Refuse(Refusal refusal) => new(refusal, null, null);

    private sealed record Decision(Refusal? Refusal, RelationFacts? Facts, TransferCase? Case, TransferMap? Map = null);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Transfer {Id} decides anew after {Attempt} tries")]
    private partial void LogAgain(string id, int attempt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Filing {Id} was not delivered: {Fault}")]
    private partial void LogUndelivered(string id, string fault);
}

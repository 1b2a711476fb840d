using Grains.Journal;
using Grains.Members;
using Grains.Organisation;
using Grains.Rules;
using Grains.Text;
using Grains.Time;
using Microsoft.Extensions.Logging;

namespace Grains.Consultations;

/// <summary>
/// Decides, commits, answers, then tells the parties. Where a commit is not known to be done the activation drops
/// itself and the next call loads what the database holds. The log gets ids and outcomes, never a word of the thread.
/// </summary>
internal sealed partial class ConsultationGrain(
    IConsultationStore store,
    IOrganisationStore organisation,
    IJournal journal,
    TimeProvider clock,
    ILogger<ConsultationGrain> log) : Grain, IConsultationGrain
{
    private const int Page = 500;
    private ConsultationThread? _thread;
    private bool _dropped;

    private string Id => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (await store.Take(Id, cancellationToken) is { } row)
        {
            await Load(row, cancellationToken);
        }
    }

    public async Task<ConsultationAnswer> Open(Ask ask)
    {
        if (_dropped)
        {
            return new ConsultationAnswer(Rulebook.Busy);
        }

        var subject = PlainText.Clean(ask.Subject);
        var refusal = !IsConsultationId(Id) || !Enum.IsDefined(ask.Topic) ? Rulebook.Invalid
            : PlainText.CodePoints(subject) is 0 or > ConsultationLimits.SubjectCodePoints ? Rulebook.ConsultationSubject
            : ConsultationRules.AskText(ask.ClientId, ask.Text, ask.Picture)
            ?? (_thread is null ? await Found(ask, subject) : null);
        if (refusal is not null)
        {
            return new ConsultationAnswer(refusal);
        }

        var thread = _thread!;
        if (thread.Charter.Member != ask.By.Member)
        {
            return new ConsultationAnswer(Rulebook.NotFound);
        }

        if (thread.Charter.Subject != subject || thread.Charter.Topic != ask.Topic)
        {
            return new ConsultationAnswer(Rulebook.Conflict);
        }

        var now = clock.Now();
        var moved = IsMoved(ask.By);
        if (thread.Head > 0)
        {
            return new ConsultationAnswer(null, 0, now, thread.Brief(moved));
        }

        var officers = await store.Officers(thread.Charter.Node, now, CancellationToken.None);
        var seq = new ConsultationRules(thread, officers, moved, now).Begin(ask);
        return await Commit(thread, officers, moved, seq, now);
    }

    public async Task<ConsultationAnswer> Submit(ConsultationCommand command)
    {
        if (_thread is not { Head: > 0 } thread || _dropped)
        {
            return new ConsultationAnswer(_dropped ? Rulebook.Busy : Rulebook.NotFound);
        }

        var now = clock.Now();
        var officers = await store.Officers(thread.Charter.Node, now, CancellationToken.None);
        var asker = command.By.Member == thread.Charter.Member
            ? command.By
            : await organisation.Actor(thread.Charter.Member, CancellationToken.None);
        var moved = asker is null || IsMoved(asker);
        var (refusal, seq) = new ConsultationRules(thread, officers, moved, now).Decide(command);
        return refusal is null ? await Commit(thread, officers, moved, seq, now) : new ConsultationAnswer(refusal);
    }

    private async Task<Refusal?> Found(Ask ask, string subject)
    {
        var now = clock.Now();
        if (await store.Desk(ask.By.Member, now, CancellationToken.None) is not { } desk)
        {
            return Rulebook.ConsultationNoDesk;
        }

        if (await store.OpenCount(ask.By.Member, CancellationToken.None) >= ConsultationLimits.OpenMost)
        {
            return Rulebook.ConsultationTooMany;
        }

        await store.Create(
            new ConsultationCharter(Id, ask.By.Member, ask.By.Name, desk.Node, desk.Name, ask.Topic, subject, now), CancellationToken.None);
        await Load((await store.Take(Id, CancellationToken.None))!, CancellationToken.None);
        return null;
    }

    private async Task Load(ConsultationRow row, CancellationToken cancellation)
    {
        var thread = new ConsultationThread(row);
        while (thread.Head < row.Head)
        {
            var page = await store.Entries(Id, thread.Head, Page, cancellation);
            if (page.Count == 0)
            {
                throw new InvalidOperationException($"The log of {Id} ends at {thread.Head} but its row says {row.Head}.");
            }

            foreach (var entry in page)
            {
                thread.Load(entry);
            }
        }

        foreach (var mark in await store.Marks(Id, cancellation))
        {
            thread.Load(mark);
        }

        _thread = thread;
    }

    private async Task<ConsultationAnswer> Commit(
        ConsultationThread thread, IReadOnlyList<DeskOfficer> officers, bool moved, long seq, DateTimeOffset now)
    {
        if (thread.IsChanged)
        {
            var outcome = await journal.AppendAsync(thread.ToFacts(now));
            if (outcome != Journal.Commit.Done)
            {
                LogDropped(Id, outcome);
                _dropped = true;
                DeactivateOnIdle();
                return new ConsultationAnswer(outcome switch
                {
                    Journal.Commit.Unavailable => Rulebook.Unavailable,
                    Journal.Commit.Unknown => Rulebook.Uncertain,
                    _ => Rulebook.Busy,
                });
            }

            var push = new ConsultationPush(thread.Brief(moved), [.. thread.Written]);
            thread.Committed();
            Tell(push, officers, moved);
        }

        return new ConsultationAnswer(null, seq, now, thread.Brief(moved));
    }

    // Not awaited: who misses it sees by the head that something is missing, and reads it.
    private void Tell(ConsultationPush push, IReadOnlyList<DeskOfficer> officers, bool moved)
    {
        var parties = moved ? [] : officers.Select(o => o.Member);
        foreach (var party in parties.Append(push.Consultation.Charter.Member).Distinct())
        {
            GrainFactory.GetGrain<IMemberGrain>(party).Consult(push).Ignore();
        }
    }

    private bool IsMoved(Actor asker) => !asker.Path.Contains($"/{_thread!.Charter.Node}/", StringComparison.Ordinal);

    private static bool IsConsultationId(string id) =>
        id.Length == 24 && id.StartsWith("q-", StringComparison.Ordinal) && Gatherings.Room.IsClientId(id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Consultation {Id} drops its activation: {Outcome}")]
    private partial void LogDropped(string id, Commit outcome);
}

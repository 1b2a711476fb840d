using Grains.Branches;
using Grains.Gateways;
using Grains.Gatherings;
using Grains.Journal;
using Grains.Members;
using Grains.Organisation;
using Grains.Rules;
using Grains.Time;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grains.VirtualBranches;

/// <summary>
/// Decides, commits, answers, then tells. It keeps nothing between turns: each reads the row, which costs the same
/// whatever the roster holds, and writes against the version it read. Where another activation was faster nothing is
/// written and the turn decides once more; where the commit is not known to be done it is not acknowledged.
/// </summary>
internal sealed partial class VirtualBranchGrain(
    IVirtualBranchStore store,
    IOrganisationStore organisation,
    ICommandStore commands,
    IJournal journal,
    TimeProvider clock,
    IOptions<VirtualBranchOptions> options,
    ILogger<VirtualBranchGrain> log) : Grain, IVirtualBranchGrain
{
    public const string NoticeKind = "virtual-branch";
    private const int Attempts = 3;

    private string Id => this.GetPrimaryKeyString();

    public async Task<VirtualAnswer> Submit(VirtualCommand command)
    {
        if (!Outside.IsId(Id) || !Room.IsClientId(command.RequestId))
        {
            return new VirtualAnswer(Outside.IsId(Id) ? Rulebook.Invalid : Rulebook.VirtualId);
        }

        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await commands.Find(command.By.Member, command.RequestId, CancellationToken.None) is { } done)
            {
                return done.Subject == SubjectOf(command) ? new VirtualAnswer(null, done.Result) : new VirtualAnswer(Rulebook.Conflict);
            }

            var row = await store.Row(Id, CancellationToken.None);
            var (refusal, draft) = command is FoundVirtual found ? await Found(found, row) : await Decide(command, row);
            if (refusal is not null || draft is null || draft.Writes.Count == 0)
            {
                return new VirtualAnswer(refusal, draft?.Result ?? "");
            }

            var outcome = await Append(command, draft);
            if (outcome == Commit.Done)
            {
                Tell(draft, command.By.Member, row?.Secretary);
                return new VirtualAnswer(null, draft.Result);
            }

            if (outcome != Commit.Fenced)
            {
                LogNotDone(Id, outcome);
                return new VirtualAnswer(outcome == Commit.Unknown ? Rulebook.Uncertain : Rulebook.Unavailable);
            }
        }

        return new VirtualAnswer(Rulebook.Busy);
    }

    public async Task Seen(Actor by)
    {
        if (await store.Row(Id, CancellationToken.None) is { IsRunning: true } row && row.Secretary == by.Member
            && new VirtualRules(row, Nobody, [], options.Value, clock.Now()).Sign(by) is { } draft)
        {
            await Append(null, draft);
        }
    }

    public async Task Tick()
    {
        var now = clock.Now();
        if (await store.Row(Id, CancellationToken.None) is not { IsRunning: true, DueAt: { } due } row || due > now)
        {
            return;
        }

        var attended = row is { Election: null, Secretary: { } secretary }
            ? await store.LastAttended(Id, secretary, row.SeenAt, CancellationToken.None)
            : null;
        // What is not committed stays due and comes again.
        if (new VirtualRules(row, Nobody, [], options.Value, now).Tick(attended) is { } draft && await Append(null, draft) == Commit.Done)
        {
            Tell(draft, row.Secretary, null);
        }
    }

    private async Task<(Refusal?, VirtualDraft?)> Decide(VirtualCommand command, VirtualBranchRow? row)
    {
        if (row is not { IsRunning: true })
        {
            return (Rulebook.NotFound, null);
        }

        // Some commands turn on how another member stands here.
        var about = command switch
        {
            AnswerRequest answer => answer.Member,
            OfferPost { Member: { } heir } => heir,
            _ => command.By.Member,
        };
        var place = await store.Place(Id, about, CancellationToken.None);
        if (command is MoveCounty { County: { } county } && !await IsCounty(county))
        {
            return (Rulebook.VirtualCounty, null);
        }

        var now = clock.Now();
        return new VirtualRules(row, place, await store.Texts(now, CancellationToken.None), options.Value, now).Decide(command);
    }

    private async Task<(Refusal?, VirtualDraft?)> Found(FoundVirtual found, VirtualBranchRow? there)
    {
        if (there is not null)
        {
            return (Rulebook.Conflict, null);
        }

        var now = clock.Now();
        var kind = Outside.KindOf(Id);
        var (name, topic, about) = VirtualRules.Cleaned(found.Name, found.Topic, found.About);
        var texts = await store.Texts(now, CancellationToken.None);
        bool Signs(string document, long version) => kind == NodeKind.LifeGroup || texts.Any(t => t.Document == document && t.Version == version);
        var refusal = VirtualRules.AskBelonging(kind, found.By, options.Value)
            ?? VirtualRules.AskLeader(kind, found.By)
            ?? VirtualRules.AskWords(name, topic, about)
            ?? (Signs(SignedText.Rules, found.Rules) && Signs(SignedText.Pledge, found.Pledge) ? null : Rulebook.VirtualTexts)
            ?? (found.County is { } county && !await IsCounty(county) ? Rulebook.VirtualCounty : null);
        var me = found.By.Member;
        if (refusal is null && (await store.Place(Id, me, CancellationToken.None)).Memberships >= options.Value.Most)
        {
            refusal = Rulebook.VirtualTooMany;
        }

        if (refusal is not null)
        {
            return (refusal, null);
        }

        // Any member of either summons, until its leader decides otherwise (flash gathering, as the sources name it).
        var row = new VirtualBranchRow(
            Id, kind, name, me, now, topic, about, kind == NodeKind.Virtual ? found.County : null, null, VirtualState.Active, null,
            found.OpenJoining, MemberSummons: true, Members: 1, me, null, now, null, now + options.Value.SilentAfter, 1);
        var draft = new VirtualDraft("founded") { Action = AuditActions.VirtualFound, Detail = $"rules {found.Rules}, pledge {found.Pledge}" }.Add(
            new VirtualFounded(row),
            new VirtualJoined(Id, me, Outside.MembershipOf(kind), now, options.Value.Most),
            new PostPassed(Id, row.Post, me, now));
        return (null, kind == NodeKind.LifeGroup ? draft : draft.Add(
            new TextSigned(me, SignedText.Rules, found.Rules, Id, now), new TextSigned(me, SignedText.Pledge, found.Pledge, Id, now)));
    }

    private async Task<bool> IsCounty(string node) =>
        await organisation.Node(node, CancellationToken.None) is { Kind: NodeKind.Committee };

    private Task<Commit> Append(VirtualCommand? command, VirtualDraft draft)
    {
        var now = clock.Now();
        return journal.AppendAsync(new RelationFacts
        {
            Command = command is null ? null : new CommandFact(command.By.Member, command.RequestId, now, SubjectOf(command), draft.Result),
            Writes = draft.Writes,
            Audit = draft.Action.Length == 0 ? [] : [new AuditFact(now, command?.By.Member ?? "clock", draft.Action, Id, draft.Detail)],
        });
    }

    // Not awaited: who misses it reads it again.
    private void Tell(VirtualDraft draft, string? actor, string? secretary)
    {
        var notice = new Notice(NoticeKind, Id);
        foreach (var member in draft.Tell.Append(actor).Append(secretary).OfType<string>().Distinct())
        {
            GrainFactory.GetGrain<IMemberGrain>(member).Notice(notice).Ignore();
        }

        GrainFactory.GetGrain<IBranchGrain>(Id).Notice(notice).Ignore();
    }

    // Never whom somebody voted for.
    private string SubjectOf(VirtualCommand command) => command switch
    {
        AnswerRequest answer => $"{Id}/answer/{answer.Member}",
        OfferPost offer => $"{Id}/offer/{offer.Member}",
        _ => $"{Id}/{command.GetType().Name}",
    };

    private static readonly VirtualPlace Nobody = new(false, false, 0, false, 0, 0);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Virtual branch {Id}: a change was not committed: {Outcome}")]
    private partial void LogNotDone(string id, Commit outcome);
}

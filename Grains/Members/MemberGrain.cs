using Grains.Consultations;
using Grains.Gateways;
using Grains.Journal;
using Grains.Points;
using Grains.Time;

namespace Grains.Members;

/// <summary>
/// Serialises a member's awards, so that caps are exact, and tells the member's devices after the commit. A commit
/// that is not done leaves the award due: the gathering's next tick brings it again. An activation that has just come up,
/// because the one before died with its silo, does not know which nodes hold the member until their leases are renewed:
/// so long it tells the other nodes too.
/// </summary>
internal sealed class MemberGrain(ILedgerStore store, IJournal journal, TimeProvider clock, HubCalendar calendar) : Grain, IMemberGrain
{
    private readonly Dictionary<string, (IGatewayObserver Gateway, DateTimeOffset Until)> _gateways = [];
    private Ledger? _ledger;
    private DateOnly _visited;
    private DateTimeOffset _knowsAllAt;

    private string Id => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _knowsAllAt = clock.Now() + MemberLimits.AttachLease;
        return Task.CompletedTask;
    }

    public async Task Attach(string node, IGatewayObserver gateway)
    {
        var now = clock.Now();
        _gateways[node] = (gateway, now + MemberLimits.AttachLease);
        var today = calendar.DateOf(now);
        if (_visited != today)
        {
            var visit = $"{PointRules.Visit}/{today:yyyy-MM-dd}";
            await Enter([new Award(Id, PointRules.Visit, visit, now)], [new ParticipationFact(Id, "login", visit, now)]);
            _visited = today;
        }
    }

    public Task Detach(string node)
    {
        _gateways.Remove(node);
        return Task.CompletedTask;
    }

    public Task<PointsPush[]> Award(Award[] awards) => Enter(awards, []);

    public Task Consult(ConsultationPush push)
    {
        Tell(new MemberPush(Consultation: push));
        return Task.CompletedTask;
    }

    public Task Notice(Notice notice)
    {
        Tell(new MemberPush(notice));
        return Task.CompletedTask;
    }

    public async Task<PointsPush[]> Replay(long seq)
    {
        var ledger = await Open();
        var pushes = new List<PointsPush>();
        foreach (var entry in await store.After(Id, seq, MemberLimits.ReplayMost, CancellationToken.None))
        {
            if (await ledger.Push(entry) is { } push)
            {
                pushes.Add(push);
            }
        }

        return [.. pushes];
    }

    private async Task<PointsPush[]> Enter(Award[] awards, ParticipationFact[] participation)
    {
        // Fenced: another activation wrote in between. Once more, from what it left.
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var ledger = await Open();
            var (facts, pushes) = await ledger.Enter(awards);
            var outcome = await journal.AppendAsync(facts with { Participation = participation });
            if (outcome == Commit.Done)
            {
                ledger.Committed();
                Push(pushes);
                return pushes;
            }

            _ledger = null;
            if (outcome != Commit.Fenced)
            {
                break;
            }
        }

        return [];
    }

    private async Task<Ledger> Open() => _ledger ??= new Ledger(
        Id,
        await store.Head(Id, CancellationToken.None),
        await store.Rules(CancellationToken.None),
        store,
        calendar);

    private void Push(PointsPush[] pushes)
    {
        if (pushes.Length > 0)
        {
            Tell(new MemberPush(Points: pushes));
        }
    }

    private void Tell(MemberPush push)
    {
        var now = clock.Now();
        foreach (var node in _gateways.Where(g => g.Value.Until < now).Select(g => g.Key).ToList())
        {
            _gateways.Remove(node);
        }

        foreach (var (gateway, _) in _gateways.Values)
        {
            push.To(gateway, Id);
        }

        if (now < _knowsAllAt)
        {
            GrainFactory.GetGrain<IGatewayDirectoryGrain>(IGatewayDirectoryGrain.Key).Tell(Id, push, [.. _gateways.Keys]).Ignore();
        }
    }
}

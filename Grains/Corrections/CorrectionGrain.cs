using Grains.Branches;
using Grains.Clock;
using Grains.Gateways;
using Grains.Journal;
using Grains.Members;
using Grains.Offices;
using Grains.Time;

namespace Grains.Corrections;

/// <summary>One correction, as the clock sees it. Key: its id.</summary>
[Alias("correction")]
public interface ICorrectionGrain : IGrainWithStringKey
{
    /// <summary>Reminds those who decide, once, where nobody has answered for <see cref="CorrectionClock.Patience"/>.</summary>
    [Alias("tick")]
    Task Tick();
}

/// <summary>Keeps nothing: that it was reminded is a row, and of two who remind at once one writes it.</summary>
internal sealed class CorrectionGrain(ICorrectionStore store, IOfficeStore offices, IJournal journal, TimeProvider clock) : Grain, ICorrectionGrain
{
    public async Task Tick()
    {
        var (id, now) = (this.GetPrimaryKeyString(), clock.Now());
        if (await store.Find(id, CancellationToken.None) is not { Correction: { State: CorrectionState.Open } correction } found
            || correction.FiledAt + CorrectionClock.Patience > now)
        {
            return;
        }

        var facts = new RelationFacts
        {
            Writes = [new CorrectionReminded(id, now)],
            Audit = [new AuditFact(now, "hub", AuditActions.CorrectionRemind, correction.Member, $"{id} {correction.Field}")],
        };
        if (await journal.AppendAsync(facts) != Commit.Done)
        {
            return;
        }

        var notice = new Notice("correction", id);
        var line = KeeperLine.Of(found.Path);
        var keepers = await offices.Keepers(line, now, CancellationToken.None);
        foreach (var member in KeeperLine.Nearest(line, CorrectionValue.IsStanding(correction.Field), keepers, correction.Member))
        {
            GrainFactory.GetGrain<IMemberGrain>(member).Notice(notice).Ignore();
        }

        GrainFactory.GetGrain<IBranchGrain>(found.Node).Notice(notice).Ignore();
    }
}

/// <summary>Wakes corrections that nobody has answered.</summary>
internal sealed class CorrectionClock(ICorrectionStore store) : IDueSource
{
    /// <summary>Half of the fifteen days that a decision may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(7);

    /// <summary>Woken at one turn of the clock; the others wait for the next.</summary>
    private const int Most = 200;

    public async Task Wake(IGrainFactory grains, DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (var id in await store.Unanswered(now - Patience, Most, cancellation))
        {
            grains.GetGrain<ICorrectionGrain>(id).Tick().Ignore();
        }
    }
}

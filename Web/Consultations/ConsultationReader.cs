using Grains.Branches;
using Grains.Consultations;
using Grains.Rules;
using Grains.Time;
using Microsoft.Extensions.Options;
using Storage.Queries;

namespace Web.Consultations;

/// <summary>Puts together what a consultation's parties see.</summary>
public sealed class ConsultationReader(
    ConsultationQuery consultations,
    ConsultationFiguresQuery figures,
    IConsultationStore store,
    IGrainFactory grains,
    IOptions<ConsultationOptions> options,
    TimeProvider clock)
{
    /// <summary>Entries that come with the page of a consultation; older ones are read from its log.</summary>
    public const int Latest = 200;
    /// <summary>Days that a desk's figures look back.</summary>
    public const int Days = 90;

    private long LimitSeconds => (long)options.Value.FirstReplyLimit.TotalSeconds;

    public async Task<OwnConsultationsView> OwnAsync(Actor actor, CancellationToken cancellation)
    {
        var desk = await store.Desk(actor.Member, clock.Now(), cancellation);
        var officers = desk is null ? [] : await store.Officers(desk.Node, clock.Now(), cancellation);
        var mine = await consultations.OfMemberAsync(actor.Member, cancellation);
        return new OwnConsultationsView(
            desk is null ? null : new DeskView(desk.Node, desk.Name, [.. officers.Where(o => o.Member != actor.Member).Select(static o => View(o, null))]),
            LimitSeconds,
            [.. mine.Select(brief => ConsultationView.Of(brief, actor.Member))]);
    }

    /// <summary>What the desks at which the officer answers have; null for one who answers at none.</summary>
    public async Task<DeskConsultationsView?> DeskAsync(Actor actor, bool closed, CancellationToken cancellation)
    {
        var nodes = actor.Offices.Select(static o => o.Node).Distinct().Where(node => Rights.AskDesk(actor, node) is null).ToArray();
        return nodes.Length == 0
            ? null
            : new DeskConsultationsView(
                LimitSeconds,
                [.. (await consultations.OfDeskAsync(nodes, actor.Member, closed, cancellation)).Select(brief => ConsultationView.Of(brief, actor.Member))]);
    }

    public async Task<ConsultationPageView> PageAsync(ConsultationPlace place, CancellationToken cancellation)
    {
        var (brief, me) = (place.Consultation, place.Actor.Member);
        var entries = await store.Entries(brief.Charter.Id, Math.Max(0, brief.Head - Latest), Latest, cancellation);
        var officers = await store.Officers(brief.Charter.Node, clock.Now(), cancellation);
        string[] online = place.IsMember ? [] : await grains.GetGrain<IBranchGrain>(brief.Charter.Node).Online();
        return new ConsultationPageView(
            ConsultationView.Of(brief, me),
            LimitSeconds,
            [
                .. officers.Where(o => o.Member != brief.Charter.Member)
                    .Select(o => View(o, place.IsMember ? null : Array.BinarySearch(online, o.Member, StringComparer.Ordinal) >= 0)),
            ],
            ConsultationEntryView.Of(entries));
    }

    public async Task<ConsultationFiguresView> FiguresAsync(string node, CancellationToken cancellation)
    {
        var now = clock.Now();
        var found = await figures.OfAsync(node, now.AddDays(-Days), now, options.Value.FirstReplyLimit, cancellation);
        return new ConsultationFiguresView(
            Days, LimitSeconds, found.Asked, found.Replied, found.InTime, (long?)found.Median?.TotalSeconds, (long?)found.P90?.TotalSeconds,
            found.Waiting, found.Overdue);
    }

    private static DeskOfficerView View(DeskOfficer officer, bool? online) => new(officer.Member, officer.Name, officer.Role, online);
}

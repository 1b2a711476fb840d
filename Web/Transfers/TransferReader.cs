using Grains.Cards;
using Grains.Organisation;
using Grains.Rules;
using Grains.Time;
using Grains.Transfers;
using Storage.Queries;

namespace Web.Transfers;

/// <summary>Puts together what the parties of transfers see.</summary>
public sealed class TransferReader(
    TransferQuery transfers,
    PocketQuery pockets,
    ITransferStore store,
    ICardStore cards,
    IOrganisationStore organisation,
    TimeProvider clock)
{
    /// <summary>A stay that ends within so many days is long enough to propose a transfer.</summary>
    private const int ProposeDays = 14;

    public async Task<OwnTransfersView> OwnAsync(Actor actor, CancellationToken cancellation)
    {
        var now = clock.Now();
        var node = await organisation.Node(actor.Node, cancellation);
        var own = await transfers.OfMemberAsync(actor.Member, cancellation);
        var held = await cards.OfMember(actor.Member, cancellation);
        var stay = held.LastOrDefault(c => c.Since is not null && c.Host != actor.Node && (c.EndedAt ?? now) > now.AddMonths(-1)
            && CardLimits.Latest(held, c.Host, now) <= now.AddDays(ProposeDays));
        return new OwnTransfersView(
            actor.Node, node?.Name ?? "", actor.Relation == Relation.Registered,
            [.. own.Select(it => TransferView.Of(new TransferPlace(it, actor, TransferSide.Member), now))],
            [.. held.Reverse().Select(static c => CardView.Of(c, CardSide.Member))],
            stay is null || own.Any(static it => !TransferPath.IsClosed(it.Terms.State)) ? null : new TargetView(stay.Host, stay.HostName, NodeKind.Branch, null));
    }

    /// <summary>What the officer has to decide, or all cases of the officer's nodes. Null for one who decides none.</summary>
    public async Task<DeskTransfersView?> DeskAsync(Actor actor, bool all, CancellationToken cancellation)
    {
        var nodes = NodesOf(actor);
        if (nodes.Length == 0)
        {
            return null;
        }

        var now = clock.Now();
        var cases = all ? await transfers.InvolvedAsync(nodes, actor.Member, cancellation) : await transfers.WaitingAsync(nodes, cancellation);
        return new DeskTransfersView(
            [.. cases.Where(it => all || it.Charter.Member != actor.Member).Select(it => TransferView.Of(new TransferPlace(it, actor, SideOf(it, actor, nodes)), now))]);
    }

    public async Task<TransferPageView> PageAsync(TransferPlace place, CancellationToken cancellation)
    {
        var id = place.Case.Charter.Id;
        var steps = await transfers.StepsAsync(id, cancellation);
        var papers = place.IsParty ? await store.Papers(id, cancellation) : [];
        var outreach = place.Side == TransferSide.Member ? [] : await pockets.OutreachAsync(id, cancellation);
        var filings = new List<FilingView>();
        foreach (var filing in await store.Filings(id, cancellation))
        {
            var node = await organisation.Node(filing.Addressee, cancellation);
            filings.Add(new FilingView(filing.To, node?.Name ?? "", filing.QueuedAt.ToUnixTimeMilliseconds(), TransferView.Ms(filing.ReceiptAt)));
        }

        return new TransferPageView(
            TransferView.Of(place, clock.Now()),
            [.. steps.Where(s => place.Side != TransferSide.Member || s.Action != "sought").Select(static s => new TransferStepView(s.Seq, s.At.ToUnixTimeMilliseconds(), s.Action, s.State, s.ActorName, s.Place, s.Note))],
            [.. papers.Select(static p => new TransferPaperView(p.Slot, p.Media, p.Sha256, p.At.ToUnixTimeMilliseconds(), p.Accepted, p.CheckedName, TransferView.Ms(p.CheckedAt), p.Why))],
            [.. filings.OrderBy(static f => f.To)],
            [.. outreach.Select(static o => new OutreachView(o.At.ToUnixTimeMilliseconds(), o.Way, o.Note, o.MadeByName))]);
    }

    public async Task<PocketView> PocketAsync(NodeRow node, CancellationToken cancellation)
    {
        var now = clock.Now();
        var figures = await pockets.FiguresAsync(node.Path, now, cancellation);
        var lines = await pockets.ListAsync(node.Path, cancellation);
        return new PocketView(
            node.Id, node.Name, now.ToUnixTimeMilliseconds(), TransferLimits.PocketDays, figures.Counts, figures.Visits, figures.Returned, figures.NeverStarted,
            figures.LongAway, figures.Elsewhere, figures.Converted,
            [.. lines.Select(l => new PocketLineView(
                l.Id, l.MemberName, l.SourceName, l.TargetName, l.State, l.IssuedAt.ToUnixTimeMilliseconds(), (int)(now - l.IssuedAt).TotalDays,
                TransferView.Ms(l.LetterUntil), l.Sought, TransferView.Ms(l.SoughtAt)))]);
    }

    /// <summary>Null: there is no such node for this officer.</summary>
    public async Task<UnitPreviewView?> UnitAsync(Actor actor, string source, string target, CancellationToken cancellation)
    {
        if (await organisation.Node(source, cancellation) is not { } from || !TransferRights.Covers(actor, from.Path)
            || await organisation.Node(target, cancellation) is not { } to)
        {
            return null;
        }

        var roster = await store.Roster(source, TransferLimits.UnitMost + 1, cancellation);
        var held = await store.Held(source, cancellation);
        return new UnitPreviewView(
            from.Id, from.Name, to.Id, to.Name, roster.Count, roster.Count(static s => s.Relation == Relation.Registered), held,
            held == 0 && roster.Count is > 0 and <= TransferLimits.UnitMost && from.Id != to.Id);
    }

    public static string[] NodesOf(Actor actor) =>
        [.. actor.Offices.Where(TransferRights.Holds).Select(static o => o.Node).Distinct()];

    private static TransferSide SideOf(TransferCase it, Actor actor, string[] nodes) =>
        nodes.Contains(it.Charter.Source) || nodes.Contains(it.Charter.SourceOffice) || it.Charter.OpenedBy == actor.Member
            ? TransferSide.Source
            : TransferSide.Target;
}

using Grains.Organisation;
using Grains.Rules;
using Grains.Transfers;

namespace Web.Transfers;

/// <summary>Which side of a case somebody is on. <see cref="Above"/> watches: an organiser of a node above one of the two.</summary>
public enum TransferSide { Member, Source, Target, Above }

/// <summary>A case as one person may see it.</summary>
public sealed record TransferPlace(TransferCase Case, Actor Actor, TransferSide Side)
{
    /// <summary>May see the dossier.</summary>
    public bool IsParty => Side != TransferSide.Above;

    /// <summary>The step is in this person's hands now.</summary>
    public bool IsMine => Actor.Member != Case.Charter.Member
        && (TransferRights.Holds(Actor, Case.Terms.Desk) || TransferRights.Holds(Actor, Case.Terms.Above));

    /// <summary>The case is this person's to take back: the member's own, or a unit's of its committee or of who opened it.</summary>
    public bool MayWithdraw => TransferPath.IsRunning(Case.Terms.State) && (Side == TransferSide.Member
        || (Case.Charter.Member is null && Side == TransferSide.Source
            && (TransferRights.Holds(Actor, Case.Charter.SourceOffice) || Case.Charter.OpenedBy == Actor.Member)));
}

/// <summary>Lets a case be seen by the member, the organisers of both sides, and those above. To all others it is not there.</summary>
public sealed class TransferDoor(ITransferStore transfers, IOrganisationStore organisation)
{
    public async Task<TransferPlace?> OpenAsync(string id, string member, CancellationToken cancellation)
    {
        if (await organisation.Actor(member, cancellation) is not { } actor || await transfers.Case(id, cancellation) is not { } it)
        {
            return null;
        }

        return await SideAsync(it, actor, cancellation) is { } side ? new TransferPlace(it, actor, side) : null;
    }

    private async Task<TransferSide?> SideAsync(TransferCase it, Actor actor, CancellationToken cancellation)
    {
        var (charter, terms) = (it.Charter, it.Terms);
        if (charter.Member == actor.Member)
        {
            return TransferSide.Member;
        }

        // A draft is nobody's but the member's.
        if (!terms.IsSent)
        {
            return null;
        }

        if (TransferRights.Holds(actor, charter.Source) || TransferRights.Holds(actor, charter.SourceOffice)
            || (charter.OpenedBy == actor.Member && charter.Source is { } unit
                && TransferRights.Opened(actor, charter, await transfers.Line(unit, cancellation))))
        {
            return TransferSide.Source;
        }

        if (TransferRights.Holds(actor, charter.Target) || TransferRights.Holds(actor, charter.TargetOffice))
        {
            return TransferSide.Target;
        }

        if (TransferRights.Holds(actor, terms.Desk) || TransferRights.Holds(actor, terms.Above))
        {
            return it.Turn is TransferTurn.SourceBranch or TransferTurn.SourceCommittee ? TransferSide.Source : TransferSide.Target;
        }

        foreach (var node in new[] { charter.Source, charter.Target }.OfType<string>())
        {
            if (await organisation.Node(node, cancellation) is { } row && TransferRights.Covers(actor, row.Path))
            {
                return TransferSide.Above;
            }
        }

        return null;
    }
}

using Grains.Journal;
using Grains.Organisation;
using Grains.Organisation.Tree;
using Grains.Rules;
using Microsoft.Extensions.Options;

namespace Grains.Enterprises;

/// <summary>
/// Founds the organisation of an enterprise in one commit: the node, the cover, those of its people whom the officer may
/// place, and the end of the seat.
/// </summary>
internal sealed class EnterpriseFounding(IEnterpriseStore enterprises, IOptions<UnitPolicy> policy)
{
    private static CancellationToken None => CancellationToken.None;

    public async Task<Decision> Decide(FoundNode command, NodeFound node, string parentPath, TreeEvent change)
    {
        if (await enterprises.Enterprise(command.Enterprise, None) is not { } enterprise)
        {
            return Decision.Refuse(Rulebook.NotFound);
        }

        var cover = node.Kind == NodeKind.JointBranch ? UnitCover.Joint : UnitCover.Own;
        var declared = await enterprises.Declared(enterprise.Id, None);
        var refusal = TreeRules.AskBelow(command.By, enterprise.NodePath)
            ?? (enterprise.State != EnterpriseState.Active ? Rulebook.EnterpriseEnded
            : node.Kind is not (NodeKind.Branch or NodeKind.JointBranch or NodeKind.GeneralBranch or NodeKind.Committee) ? Rulebook.TreeKind
            : enterprise.Cover == UnitCover.Own ? Rulebook.EnterpriseHasBranch
            : cover == UnitCover.Own && declared.Full < policy.Value.FullForBranch ? Rulebook.EnterpriseFull
            : null);
        if (refusal is not null)
        {
            return Decision.Refuse(refusal);
        }

        var movers = await Movers(command.By, enterprise, cover);
        var writes = new List<RelationWrite> { node, new EnterpriseCovered(enterprise.Id, node.Node, cover, change) };
        writes.AddRange(movers.Select(m => new StandingChange(
            m.Member, m.Version, node.Node, m.Category, m.Relation, change.At, "founded", enterprise.Id, change.Actor)));
        if (cover == UnitCover.Own && enterprise is { Holder: { } holder, Seat: { } seat })
        {
            writes.Add(new SeatEnded(
                enterprise.Id, holder, seat, await enterprises.SharesSeat(enterprise.Id, holder, seat, None), change));
        }

        string[]? warnings = declared.Party > movers.Count ? [TreeWarning.TransferNeeded] : null;
        return Decision.Do(
            new OrganisationAnswer(null, node.Node, 1, movers.Count, warnings),
            [node.Parent, enterprise.Node, .. movers.Select(static m => m.Member)],
            [.. writes]);
    }

    // Those who stand on the node that covered the enterprise go along, and the seat's holder where the officer may place
    // a member there. Everyone else has a branch that has to let them go first: a transfer (rules §7).
    private async Task<IReadOnlyList<PlacedStanding>> Movers(Actor by, EnterpriseRow enterprise, UnitCover cover)
    {
        var movers = (await enterprises.Linked(enterprise.Id, None)).Where(m => m.Node == enterprise.Node).ToList();
        if (cover == UnitCover.Own && enterprise.Holder is { } holder && movers.All(m => m.Member != holder)
            && await enterprises.Placed(holder, None) is { } head
            && Rights.IsPartyMember(head.Category) && TreeRules.AskBelow(by, head.Path) is null)
        {
            movers.Add(head);
        }

        return movers;
    }
}

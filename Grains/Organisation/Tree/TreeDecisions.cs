using Grains.Enterprises;
using Grains.Rules;

namespace Grains.Organisation.Tree;

/// <summary>Decides commands on nodes against what the database holds.</summary>
internal sealed class TreeDecisions(ITreeStore tree, IEnterpriseStore enterprises, EnterpriseFounding founding)
{
    private static CancellationToken None => CancellationToken.None;

    public Task<Decision> Decide(TreeCommand command, TreeEvent change) => command switch
    {
        FoundNode found => Found(found, change),
        RenameNode rename => Rename(rename, change),
        MoveNode move => Move(move, change),
        MergeNode merge => Fold(merge.By, merge.Node, merge.Into, "merged", change),
        DissolveNode { To.Length: > 0 } dissolve => Fold(dissolve.By, dissolve.Node, dissolve.To, "dissolved", change),
        DissolveNode dissolve => Dissolve(dissolve, change),
        SetSector sector => Sector(sector, change),
        _ => throw new InvalidOperationException("The tree does not know this command."),
    };

    private async Task<Decision> Found(FoundNode command, TreeEvent change)
    {
        var name = TreeRules.Name(command.Name);
        if (await tree.Node(command.Parent, None) is not { } parent)
        {
            return Decision.Refuse(Rulebook.NotFound);
        }

        var sector = command.SectorParent.Length == 0 ? null : await tree.Node(command.SectorParent, None);
        var refusal = TreeRules.AskBelow(command.By, parent.Path)
            ?? (name.Length == 0 ? Rulebook.TreeName
            : !TreeRules.InTree(command.Kind) ? Rulebook.Invalid
            : !RosterPath.MayStand(command.Kind, parent.Kind) ? Rulebook.TreeKind
            : TreeRules.Depth(parent.Path) + 1 > TreeRules.DepthMost ? Rulebook.TreeDepth
            : command.SectorParent.Length > 0 ? AskSector(command.By, command.Kind, sector)
            : null)
            ?? (await tree.IsNameTaken(parent.Id, name, "", None) ? Rulebook.TreeNameTaken : null);
        if (refusal is not null)
        {
            return Decision.Refuse(refusal);
        }

        var id = TreeIds.New("b-");
        var region = Text.PlainText.Clean(command.Region);
        var node = new NodeFound(
            id, command.Kind, name, parent.Id, sector?.Id ?? "", region.Length > 30 ? "" : region, change with { Source = command.Enterprise });
        return command.Enterprise.Length == 0
            ? Decision.Do(new OrganisationAnswer(null, id, 1), [parent.Id], node)
            : await founding.Decide(command, node, parent.Path, change);
    }

    private async Task<Decision> Rename(RenameNode command, TreeEvent change)
    {
        var name = TreeRules.Name(command.Name);
        if (await tree.Node(command.Node, None) is not { } node)
        {
            return Decision.Refuse(Rulebook.NotFound);
        }

        var refusal = TreeRules.AskNode(command.By, node.Path)
            ?? (name.Length == 0 ? Rulebook.TreeName : name == node.Name ? Rulebook.TreeSame : null)
            ?? (node.Parent is not null && await tree.IsNameTaken(node.Parent, name, node.Id, None) ? Rulebook.TreeNameTaken : null);
        return refusal is not null
            ? Decision.Refuse(refusal)
            : Decision.Do(new OrganisationAnswer(null, node.Id), Touched(node), new NodeRenamed(node.Id, name, change));
    }

    private async Task<Decision> Move(MoveNode command, TreeEvent change)
    {
        if (await tree.Node(command.Node, None) is not { } node || await tree.Node(command.Parent, None) is not { } parent)
        {
            return Decision.Refuse(Rulebook.NotFound);
        }

        var refusal = TreeRules.AskNode(command.By, node.Path)
            ?? TreeRules.AskBelow(command.By, parent.Path)
            ?? (node.Parent is null ? Rulebook.TreeRoot
            : node.Parent == parent.Id ? Rulebook.TreeSame
            : TreeRules.IsWithin(parent.Path, node.Path) ? Rulebook.TreeCycle
            : !RosterPath.MayStand(node.Kind, parent.Kind) ? Rulebook.TreeKind
            : null);
        if (refusal is not null)
        {
            return Decision.Refuse(refusal);
        }

        var reach = await tree.Reach(node, None);
        refusal = TreeRules.Depth(parent.Path) + 1 + reach.Deepest - TreeRules.Depth(node.Path) > TreeRules.DepthMost ? Rulebook.TreeDepth
            // Where the sector's line follows the parent, it must not lead back here either.
            : node.SectorParent is null && (await tree.SectorLine(parent.Id, None)).Contains(node.Id) ? Rulebook.TreeCycle
            : await tree.IsNameTaken(parent.Id, node.Name, node.Id, None) ? Rulebook.TreeNameTaken
            : null;
        return refusal is not null
            ? Decision.Refuse(refusal)
            : Decision.Do(
                new OrganisationAnswer(null, node.Id, reach.Nodes, reach.Members),
                [.. Touched(node), parent.Id],
                new NodeMoved(node.Id, parent.Id, node.Path, $"{parent.Path}{node.Id}/", change));
    }

    /// <summary>Everybody and everything of one node goes to another, and the node ends.</summary>
    public async Task<Decision> Fold(Actor by, string from, string to, string cause, TreeEvent change)
    {
        if (await tree.Node(from, None) is not { } node || await tree.Node(to, None) is not { } into)
        {
            return Decision.Refuse(Rulebook.NotFound);
        }

        var refusal = TreeRules.AskNode(by, node.Path)
            ?? TreeRules.AskNode(by, into.Path)
            ?? (node.Id == into.Id ? Rulebook.TreeSame
            : node.Parent is null ? Rulebook.TreeRoot
            : TreeRules.IsWithin(into.Path, node.Path) || (await tree.SectorLine(into.Id, None)).Contains(node.Id) ? Rulebook.TreeCycle
            : null);
        if (refusal is not null)
        {
            return Decision.Refuse(refusal);
        }

        var reach = await tree.Reach(node, None);
        var kinds = await tree.ChildKinds(node.Id, None);
        refusal = !Takes(into.Kind, node.Kind, reach) || kinds.Any(kind => !RosterPath.MayStand(kind, into.Kind)) ? Rulebook.TreeTarget
            : TreeRules.Depth(into.Path) + reach.Deepest - TreeRules.Depth(node.Path) > TreeRules.DepthMost ? Rulebook.TreeDepth
            : await tree.ShareChildName(node.Id, into.Id, None) ? Rulebook.TreeNameTaken
            : null;
        if (refusal is not null)
        {
            return Decision.Refuse(refusal);
        }

        var told = change with { Source = into.Id };
        return Decision.Do(
            new OrganisationAnswer(null, into.Id, reach.Nodes - 1, reach.Own),
            [.. Touched(node), into.Id],
            new NodeEmptied(node.Id, into.Id, node.Path, into.Path, change with { Source = node.Id }),
            new StandingSweep(node.Id, into.Id, cause, node.Id, change.Actor, change.At),
            new NodeEnded(node.Id, cause, told));
    }

    private async Task<Decision> Dissolve(DissolveNode command, TreeEvent change)
    {
        if (await tree.Node(command.Node, None) is not { } node)
        {
            return Decision.Refuse(Rulebook.NotFound);
        }

        if ((TreeRules.AskNode(command.By, node.Path) ?? (node.Parent is null ? Rulebook.TreeRoot : null)) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        var reach = await tree.Reach(node, None);
        return reach.Own > 0 || reach.Children > 0 || reach.SectorChildren > 0 || await enterprises.Units(node.Id, None) > 0
            ? Decision.Refuse(Rulebook.TreeNotEmpty)
            : Decision.Do(new OrganisationAnswer(null, node.Id, 1), Touched(node), new NodeEnded(node.Id, "dissolved", change));
    }

    private async Task<Decision> Sector(SetSector command, TreeEvent change)
    {
        if (await tree.Node(command.Node, None) is not { } node)
        {
            return Decision.Refuse(Rulebook.NotFound);
        }

        var sector = command.Sector.Length == 0 ? null : await tree.Node(command.Sector, None);
        var refusal = TreeRules.AskNode(command.By, node.Path)
            ?? (command.Sector == (node.SectorParent ?? "") ? Rulebook.TreeSame
            : command.Sector.Length > 0 ? AskSector(command.By, node.Kind, sector)
            : null);
        if (refusal is not null)
        {
            return Decision.Refuse(refusal);
        }

        var above = sector?.Id ?? node.Parent;
        return above is not null && (await tree.SectorLine(above, None)).Contains(node.Id)
            ? Decision.Refuse(Rulebook.TreeCycle)
            : Decision.Do(
                new OrganisationAnswer(null, node.Id),
                [.. Touched(node), .. new[] { node.SectorParent, sector?.Id }.OfType<string>()],
                new SectorSet(node.Id, sector?.Id ?? "", change));
    }

    private static bool Takes(NodeKind into, NodeKind from, TreeReach reach) =>
        (reach.Own == 0 || TreeRules.HoldsMembers(into))
        && (reach.SectorChildren == 0 || TreeRules.LeadsSector(into))
        && (into != NodeKind.Group || from == NodeKind.Group);

    // Both sides have to be the officer's: a line is nobody's to give alone.
    private static Refusal? AskSector(Actor by, NodeKind kind, TreeNode? sector) =>
        sector is null ? Rulebook.NotFound
        : kind == NodeKind.Group || !TreeRules.LeadsSector(sector.Kind) ? Rulebook.TreeSector
        : TreeRules.AskBelow(by, sector.Path);

    private static string[] Touched(TreeNode node) => node.Parent is null ? [node.Id] : [node.Id, node.Parent];
}

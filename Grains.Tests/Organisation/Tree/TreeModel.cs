using Grains.Organisation;
using Grains.Organisation.Tree;

namespace Grains.Tests.Organisation.Tree;

/// <summary>The tree as plain dictionaries: what a change should come to, said as simply as can be.</summary>
internal sealed class TreeModel
{
    public Dictionary<string, ModelNode> Nodes { get; } = [];

    public Dictionary<string, string> Homes { get; } = [];

    public TreeModel Copy()
    {
        var copy = new TreeModel();
        foreach (var (id, node) in Nodes)
        {
            copy.Nodes[id] = node;
        }

        foreach (var (member, node) in Homes)
        {
            copy.Homes[member] = node;
        }

        return copy;
    }

    public string Path(string id) => Nodes[id].Parent is { } parent ? $"{Path(parent)}{id}/" : $"/{id}/";

    public IEnumerable<string> Children(string id) => Nodes.Where(n => n.Value.Parent == id).Select(static n => n.Key);

    public IEnumerable<string> SectorChildren(string id) => Nodes.Where(n => n.Value.Sector == id).Select(static n => n.Key);

    public IEnumerable<string> Subtree(string id) => Children(id).SelectMany(Subtree).Prepend(id);

    public bool Allows(TreeCommand command) => command switch
    {
        FoundNode c => Nodes.TryGetValue(c.Parent, out var parent) && RosterPath.MayStand(c.Kind, parent.Kind)
            && Depth(c.Parent) < TreeRules.DepthMost && IsFree(c.Parent, c.Name, ""),
        RenameNode c => Nodes.TryGetValue(c.Node, out var node) && node.Name != c.Name && (node.Parent is null || IsFree(node.Parent, c.Name, c.Node)),
        MoveNode c => Nodes.TryGetValue(c.Node, out var node) && Nodes.TryGetValue(c.Parent, out var parent)
            && node.Parent is not null && node.Parent != c.Parent && !Subtree(c.Node).Contains(c.Parent)
            && RosterPath.MayStand(node.Kind, parent.Kind) && Depth(c.Parent) + Height(c.Node) <= TreeRules.DepthMost
            && (node.Sector is not null || !SectorLine(c.Parent).Contains(c.Node)) && IsFree(c.Parent, node.Name, c.Node),
        MergeNode c => Folds(c.Node, c.Into),
        DissolveNode { To.Length: > 0 } c => Folds(c.Node, c.To),
        DissolveNode c => Nodes.TryGetValue(c.Node, out var node) && node.Parent is not null && !Homes.ContainsValue(c.Node)
            && !Children(c.Node).Any() && !SectorChildren(c.Node).Any(),
        SetSector c => Nodes.TryGetValue(c.Node, out var node) && (node.Sector ?? "") != c.Sector
            && (c.Sector.Length == 0 ? node.Parent is null || !SectorLine(node.Parent).Contains(c.Node)
                : Nodes.TryGetValue(c.Sector, out var sector) && TreeRules.LeadsSector(sector.Kind) && node.Kind != NodeKind.Group
                    && !SectorLine(c.Sector).Contains(c.Node)),
        _ => throw new InvalidOperationException(),
    };

    public void Apply(TreeCommand command, OrganisationAnswer answer)
    {
        switch (command)
        {
            case FoundNode c:
                Nodes[answer.Id] = new ModelNode(c.Parent, null, c.Kind, c.Name);
                break;
            case RenameNode c:
                Nodes[c.Node] = Nodes[c.Node] with { Name = c.Name };
                break;
            case MoveNode c:
                Nodes[c.Node] = Nodes[c.Node] with { Parent = c.Parent };
                break;
            case MergeNode c:
                Fold(c.Node, c.Into);
                break;
            case DissolveNode { To.Length: > 0 } c:
                Fold(c.Node, c.To);
                break;
            case DissolveNode c:
                Nodes.Remove(c.Node);
                break;
            case SetSector c:
                Nodes[c.Node] = Nodes[c.Node] with { Sector = c.Sector.Length == 0 ? null : c.Sector };
                break;
        }
    }

    private bool Folds(string from, string to) =>
        Nodes.TryGetValue(from, out var node) && Nodes.TryGetValue(to, out var into)
        && from != to && node.Parent is not null && !Subtree(from).Contains(to) && !SectorLine(to).Contains(from)
        && (!Homes.ContainsValue(from) || TreeRules.HoldsMembers(into.Kind))
        && (!SectorChildren(from).Any() || TreeRules.LeadsSector(into.Kind))
        && (into.Kind != NodeKind.Group || node.Kind == NodeKind.Group)
        && Children(from).All(child => RosterPath.MayStand(Nodes[child].Kind, into.Kind))
        && Depth(to) + Height(from) - 1 <= TreeRules.DepthMost
        && !Children(from).Any(child => child != to && Children(to).Any(other => other != from && Nodes[other].Name == Nodes[child].Name));

    private void Fold(string from, string to)
    {
        foreach (var (id, node) in Nodes.ToList())
        {
            Nodes[id] = node with { Parent = node.Parent == from ? to : node.Parent, Sector = node.Sector == from ? to : node.Sector };
        }

        foreach (var member in Homes.Where(h => h.Value == from).Select(static h => h.Key).ToList())
        {
            Homes[member] = to;
        }

        Nodes.Remove(from);
    }

    private bool IsFree(string parent, string name, string except) => !Children(parent).Any(c => c != except && Nodes[c].Name == name);

    private int Depth(string id) => Path(id).Count(static c => c == '/') - 1;

    private int Height(string id) => Children(id).Select(Height).DefaultIfEmpty(0).Max() + 1;

    private IEnumerable<string> SectorLine(string? id)
    {
        for (; id is not null; id = Nodes[id].Sector ?? Nodes[id].Parent)
        {
            yield return id;
        }
    }
}

internal sealed record ModelNode(string? Parent, string? Sector, NodeKind Kind, string Name);

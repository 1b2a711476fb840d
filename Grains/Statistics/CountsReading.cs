using Grains.Organisation;
using Grains.Rules;

namespace Grains.Statistics;

/// <summary>Puts answers together from the tree. Pure.</summary>
internal static class CountsReading
{
    /// <summary>Kinds that are organisations of the Party; clusters, alliances, grids and groups are counted apart.</summary>
    public static readonly NodeKind[] Organisations = [NodeKind.Committee, NodeKind.GeneralBranch, NodeKind.Branch, NodeKind.JointBranch];

    public static NodeCounts Of(CountsTree tree, CountsNode node, Line line, CountsPosition position)
    {
        var (people, kinds) = (Cells.PeopleOf(line), Cells.KindsOf(line));
        var cells = Enumerable.Range(0, Cells.People)
            .Where(cell => node.Figures[cell] != 0 || node.Figures[people + cell] != 0)
            .Select(cell => new CountCell(Cells.At(cell).Category, Cells.At(cell).Relation, node.Figures[cell], node.Figures[people + cell]));
        return new NodeCounts(
            node.Row.Id, node.Row.Name, node.Row.Kind, line, position,
            [.. cells],
            [.. Enum.GetValues<NodeKind>().Select(kind => new KindCount(kind, node.Figures[kinds + (int)kind])).Where(static kind => kind.Count != 0)],
            [.. tree.Nodes.Where(other => other.Above(line) == node && other != node).Select(child => Child(child, line))
                .OrderBy(static child => child.Name, StringComparer.Ordinal).ThenBy(static child => child.Id, StringComparer.Ordinal)],
            Above(node, line));
    }

    public static int People(CountsTree tree) => tree.Nodes.Sum(static node => node.Figures.AsSpan(0, Cells.People).ToArray().Sum());

    /// <summary>The node of each figure that differs.</summary>
    public static IReadOnlyList<string> Differences(CountsTree one, CountsTree other)
    {
        var found = new List<string>();
        foreach (var node in one.Nodes)
        {
            var twin = other.Find(node.Row.Id);
            for (var i = 0; i < Cells.All; i++)
            {
                if (node.Figures[i] != (twin?.Figures[i] ?? 0))
                {
                    found.Add(node.Row.Id);
                }
            }

            if (twin is not null && twin.Row != node.Row)
            {
                found.Add(node.Row.Id);
            }
        }

        found.AddRange(other.Nodes.Where(node => one.Find(node.Row.Id) is null).Select(static node => node.Row.Id));
        return found;
    }

    private static ChildCounts Child(CountsNode node, Line line)
    {
        var people = node.Figures.AsSpan(Cells.PeopleOf(line), Cells.People);
        var (members, registered, activists, all) = (0, 0, 0, 0);
        for (var cell = 0; cell < people.Length; cell++)
        {
            var (category, relation) = Cells.At(cell);
            var count = people[cell];
            all += count;
            members += Rights.IsPartyMember(category) ? count : 0;
            registered += Rights.IsPartyMember(category) && relation == Relation.Registered ? count : 0;
            activists += category == Category.Activist ? count : 0;
        }

        var kinds = Cells.KindsOf(line);
        return new ChildCounts(
            node.Row.Id, node.Row.Name, node.Row.Kind, members, registered, activists, all,
            Organisations.Sum(kind => node.Figures[kinds + (int)kind]));
    }

    private static NodeName[] Above(CountsNode node, Line line)
    {
        var above = new List<NodeName>();
        for (var at = node.Above(line); at is not null && above.Count < CountsTree.DepthMost; at = at.Above(line))
        {
            above.Add(new NodeName(at.Row.Id, at.Row.Name));
        }

        above.Reverse();
        return [.. above];
    }
}

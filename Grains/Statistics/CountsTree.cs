namespace Grains.Statistics;

/// <summary>
/// The counts of a whole tree in memory: each change is folded into the node and all above it on both lines. Pure.
/// A node costs about 0.8 KB, so 43,000 nodes are some 35 MB, whatever the number of people.
/// </summary>
internal sealed class CountsTree
{
    /// <summary>No line is deeper; what claims to be is a ring, and the walk ends.</summary>
    public const int DepthMost = 64;

    private readonly Dictionary<string, CountsNode> _nodes;

    public CountsTree(CountsBasis basis)
    {
        _nodes = new Dictionary<string, CountsNode>(basis.Nodes.Count, StringComparer.Ordinal);
        foreach (var row in basis.Nodes)
        {
            _nodes.Add(row.Id, new CountsNode(row));
        }

        foreach (var node in _nodes.Values)
        {
            Link(node);
        }

        foreach (var node in _nodes.Values)
        {
            AddKind(node, 1);
        }

        foreach (var people in basis.People)
        {
            Add(new Place(people.Node, people.Category, people.Relation), people.Count);
        }

        Dirty.Clear();
    }

    public int Count => _nodes.Count;

    public IEnumerable<CountsNode> Nodes => _nodes.Values;

    /// <summary>Watched nodes whose figures have changed since this was emptied.</summary>
    public HashSet<CountsNode> Dirty { get; } = [];

    public CountsNode? Find(string id) => _nodes.GetValueOrDefault(id);

    /// <summary>Adds or takes people; false where the node is not known: then it has to be read first.</summary>
    public bool Add(Place place, int people)
    {
        if (!_nodes.TryGetValue(place.Node, out var node))
        {
            return false;
        }

        var cell = Cells.Of(place.Category, place.Relation);
        node.Figures[cell] += people;
        foreach (var line in Lines)
        {
            var at = Cells.PeopleOf(line) + cell;
            CountsNode? above = node;
            for (var step = 0; above is not null && step < DepthMost; step++)
            {
                above.Figures[at] += people;
                Touch(above);
                above = above.Above(line);
            }
        }

        return true;
    }

    /// <summary>Takes nodes as they stand now: new ones, moved ones with their subtrees, merged and dissolved ones.</summary>
    public void Set(IReadOnlyCollection<CountedNode> rows)
    {
        foreach (var row in rows.Where(row => !_nodes.ContainsKey(row.Id)))
        {
            _nodes.Add(row.Id, new CountsNode(row with { Parent = null, SectorParent = null, Dissolved = true }));
        }

        foreach (var row in rows)
        {
            var node = _nodes[row.Id];
            if (node.Row == row)
            {
                continue;
            }

            // All that hangs on it leaves those above and comes to those that are above from now on.
            Carry(node, -1);
            (node.Parent, node.Sector) = (null, null);
            AddKind(node, -1);
            node.Row = row;
            AddKind(node, 1);
            Link(node);
            Carry(node, 1);
        }
    }

    /// <summary>The nodes that a node hangs on.</summary>
    public static IEnumerable<string> Above(CountedNode row) =>
        new[] { row.Parent, row.SectorParent }.Where(static id => id is not null)!;

    private static readonly Line[] Lines = [Line.Territorial, Line.Sector];

    private void Link(CountsNode node)
    {
        var (row, live) = (node.Row, !node.Row.Dissolved);
        node.Parent = live && row.Parent is { } parent ? _nodes.GetValueOrDefault(parent) : null;
        node.Sector = live && (row.SectorParent ?? row.Parent) is { } sector ? _nodes.GetValueOrDefault(sector) : null;
    }

    // The node's own entry among the organisations, in itself and above.
    private void AddKind(CountsNode node, int sign)
    {
        if (node.Row.Dissolved)
        {
            return;
        }

        foreach (var line in Lines)
        {
            var at = Cells.KindsOf(line) + (int)node.Row.Kind;
            CountsNode? above = node;
            for (var step = 0; above is not null && step < DepthMost; step++)
            {
                above.Figures[at] += sign;
                Touch(above);
                above = above.Above(line);
            }
        }
    }

    // Everything in the node's subtree, in those above it.
    private void Carry(CountsNode node, int sign)
    {
        foreach (var line in Lines)
        {
            var above = node.Above(line);
            for (var step = 1; above is not null && above != node && step < DepthMost; step++)
            {
                Carry(node.Figures, above.Figures, Cells.PeopleOf(line), Cells.People, sign);
                Carry(node.Figures, above.Figures, Cells.KindsOf(line), Cells.Kinds, sign);
                Touch(above);
                above = above.Above(line);
            }
        }

        Touch(node);
    }

    private static void Carry(int[] from, int[] to, int at, int length, int sign)
    {
        for (var i = at; i < at + length; i++)
        {
            to[i] += sign * from[i];
        }
    }

    private void Touch(CountsNode node)
    {
        if (node.Watched)
        {
            Dirty.Add(node);
        }
    }
}

/// <summary>A node with its figures; see <see cref="Cells"/> for their places.</summary>
internal sealed class CountsNode(CountedNode row)
{
    public CountedNode Row { get; set; } = row;
    public CountsNode? Parent { get; set; }
    public CountsNode? Sector { get; set; }
    public bool Watched { get; set; }
    public int[] Figures { get; } = new int[Cells.All];

    public CountsNode? Above(Line line) => line == Line.Territorial ? Parent : Sector;
}

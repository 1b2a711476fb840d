namespace Grains.Organisation;

/// <summary>The tree while a roster is read: what exists, what the roster adds. One root, as a hub serves one tenant.</summary>
internal sealed class RosterTree
{
    private readonly Dictionary<(string Parent, string Name), RosterNode> _byPlace = [];
    private readonly Dictionary<string, RosterNode[]> _lineages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _added = new(StringComparer.Ordinal);
    private readonly Func<string> _mint;
    private readonly HashSet<string> _declared = [];
    private RosterNode? _root;

    public RosterTree(IReadOnlyList<NodeRow> existing, Func<string> mint)
    {
        _mint = mint;
        foreach (var row in existing)
        {
            var node = new RosterNode(row.Id, row.Parent, row.Kind, row.Name, row.Path);
            _byPlace[(row.Parent ?? "", row.Name)] = node;
            _root = row.Parent is null ? node : _root;
        }
    }

    /// <summary>New nodes, parents first.</summary>
    public List<RosterNode> Added { get; } = [];

    /// <summary>The node of a path that exists or was added; null where there is none.</summary>
    public RosterNode? Known(string path)
    {
        RosterNode? node = null;
        foreach (var level in RosterPath.Split(path))
        {
            if (!_byPlace.TryGetValue((node?.Id ?? "", level.Name), out node))
            {
                return null;
            }
        }
        return node;
    }

    /// <summary>Replaces an added node by one that says more about it.</summary>
    public void Put(RosterNode node)
    {
        Added[_added[node.Id]] = node;
        _byPlace[(node.Parent ?? "", node.Name)] = node;
        _lineages.Clear();
    }

    public bool IsAdded(RosterNode node) => _added.ContainsKey(node.Id);

    /// <summary>The added node of that id; null where it was there before.</summary>
    public RosterNode? AddedOf(string id) => _added.TryGetValue(id, out var at) ? Added[at] : null;

    /// <summary>
    /// Finds or adds every node of a path and answers them from the root down; null where the path has problems,
    /// which are added to <paramref name="problems"/>.
    /// </summary>
    /// <param name="kind">Kind of the last node where the file says it; it counts before what the name tells.</param>
    public RosterNode[]? Find(string path, int line, List<RosterProblem> problems, NodeKind? kind = null)
    {
        if (_lineages.TryGetValue(path, out var known))
        {
            return known;
        }
        var levels = RosterPath.Split(path);
        if (levels.Length > RosterPath.DepthMost || levels.Any(level => level.Name.Length == 0))
        {
            problems.Add(RosterProblem.PathShape(line));
            return null;
        }
        if (kind is not null)
        {
            levels[^1] = levels[^1] with { Kind = kind };
        }
        if (Judge(levels, line) is { } problem)
        {
            problems.Add(problem);
            return null;
        }
        var lineage = new RosterNode[levels.Length];
        for (var level = 0; level < levels.Length; level++)
        {
            lineage[level] = Take(level == 0 ? null : lineage[level - 1], levels[level]);
        }
        if (kind is not null)
        {
            _declared.Add(lineage[^1].Id);
        }
        return _lineages[path] = lineage;
    }

    // Nothing is added while any level is wrong: a half-built path would hide the next line's conflict.
    private RosterProblem? Judge(RosterLevel[] levels, int line)
    {
        RosterNode? parent = null;
        NodeKind? above = null;
        var known = true;
        for (var level = 0; level < levels.Length; level++)
        {
            var (name, kind) = levels[level];
            var there = known && _byPlace.TryGetValue((parent?.Id ?? "", name), out var node) ? node : null;
            if (level == 0 && there is null && _root is not null)
            {
                return RosterProblem.PathRoot(line);
            }
            if (name.EnumerateRunes().Count() > RosterPath.NameMost)
            {
                return RosterProblem.TooLong(line, RosterColumn.Path, RosterPath.NameMost);
            }
            if ((kind ?? there?.Kind) is not { } certain)
            {
                return RosterProblem.PathKind(line, level + 1);
            }
            // A name that tells another kind than a sheet of organisations says is just a name.
            if (there is not null && there.Kind != certain && !_declared.Contains(there.Id))
            {
                return RosterProblem.PathConflict(line, level + 1);
            }
            if (there is null && !RosterPath.MayStand(certain, above))
            {
                return RosterProblem.PathOrder(line, level + 1);
            }
            (parent, above, known) = (there, there?.Kind ?? certain, there is not null);
        }
        return null;
    }

    private RosterNode Take(RosterNode? parent, RosterLevel level)
    {
        if (_byPlace.TryGetValue((parent?.Id ?? "", level.Name), out var there))
        {
            return there;
        }
        var id = _mint();
        var node = new RosterNode(id, parent?.Id, level.Kind!.Value, level.Name, $"{parent?.Path ?? "/"}{id}/");
        _byPlace[(parent?.Id ?? "", level.Name)] = node;
        _root ??= node;
        _added[id] = Added.Count;
        Added.Add(node);
        return node;
    }
}

using Grains.Organisation.Tree;

namespace Grains.Organisation;

/// <summary>Reads the records of a sheet of organisations into nodes, and adds what is wrong to the problems.</summary>
internal sealed class RosterNodes(RosterBook book, RosterOptions options, RosterTree tree, List<RosterProblem> problems)
{
    private const int RegionDigits = 6;

    private readonly Dictionary<string, RosterPlace> _listed = new(StringComparer.Ordinal);
    // Sectors may stand further down than those who hang on them.
    private readonly List<(RosterPlace At, RosterNode Node, string Sector)> _sectors = [];

    public int Rows { get; private set; }

    public void Read(RosterRow row, RosterColumns columns, string sheet)
    {
        Rows++;
        var (before, line) = (problems.Count, row.Line);
        var path = columns.Cell(row, RosterColumn.Path);
        if (path.Length == 0 || path.Length > RosterSheet.CellMost || RosterText.HasHidden(path))
        {
            problems.Add(path.Length == 0 ? RosterProblem.Blank(line, RosterColumn.Path)
                : path.Length > RosterSheet.CellMost ? RosterProblem.TooLong(line, RosterColumn.Path, RosterSheet.CellMost)
                : RosterProblem.Hidden(line, RosterColumn.Path));
            return;
        }
        var word = columns.Cell(row, RosterColumn.Kind);
        var kind = RosterWords.ToKind(word);
        if (kind is null && word.Length > 0)
        {
            problems.Add(RosterProblem.Word(line, RosterColumn.Kind));
        }
        var region = columns.Cell(row, RosterColumn.Region);
        if (region.Length > 0 && (region.Length != RegionDigits || region.AsSpan().ContainsAnyExceptInRange('0', '9')))
        {
            problems.Add(RosterProblem.Region(line));
        }
        if (problems.Count > before || tree.Find(path, line, problems, kind) is not [.., var node])
        {
            return;
        }
        if (!options.MayTouch(node))
        {
            problems.Add(RosterProblem.PathScope(line));
            return;
        }
        var at = new RosterPlace(sheet, line);
        if (!_listed.TryAdd(node.Id, at))
        {
            problems.Add(RosterProblem.NodeTwice(at, _listed[node.Id]));
            return;
        }
        Note(at, node, region, columns.Cell(row, RosterColumn.Sector));
    }

    /// <summary>Finds the parents on the sectors' lines, once every node is known.</summary>
    public void Finish()
    {
        foreach (var (at, node, path) in _sectors)
        {
            if (tree.Known(path) is not { } sector)
            {
                problems.Add(RosterProblem.SectorUnknown(at.Line) with { Sheet = at.Sheet });
            }
            else if (!options.MayTouch(sector))
            {
                problems.Add(RosterProblem.PathScope(at.Line) with { Sheet = at.Sheet });
            }
            else if (sector.Path.StartsWith(node.Path, StringComparison.Ordinal))
            {
                problems.Add(RosterProblem.SectorSelf(at.Line) with { Sheet = at.Sheet });
            }
            else if (!tree.IsAdded(node))
            {
                if (book.Lines.GetValueOrDefault(node.Id).Sector != sector.Id)
                {
                    problems.Add(RosterProblem.NodeKnown(at.Line) with { Sheet = at.Sheet });
                }
            }
            else if (node.Kind == NodeKind.Group || !TreeRules.LeadsSector(sector.Kind))
            {
                problems.Add(RosterProblem.SectorKind(at.Line) with { Sheet = at.Sheet });
            }
            else
            {
                tree.Put(node with { Sector = sector.Id });
            }
        }
        FindCycles();
    }

    // A line along the sector's parent, else the territorial one. Only what the file adds can close a ring: nodes that are
    // there already lead to nodes that are there already. Every node is walked over once.
    private void FindCycles()
    {
        var walked = new Dictionary<string, int>(StringComparer.Ordinal);
        var rings = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (round, (_, start, _)) in _sectors.Index())
        {
            var way = new List<string>();
            for (var node = tree.AddedOf(start.Id); node is not null; node = tree.AddedOf(node.Sector ?? node.Parent ?? ""))
            {
                if (!walked.TryAdd(node.Id, round))
                {
                    if (walked[node.Id] == round)
                    {
                        rings.UnionWith(way[way.IndexOf(node.Id)..]);
                    }
                    break;
                }
                way.Add(node.Id);
            }
        }
        foreach (var (at, node, _) in _sectors.Where(one => rings.Contains(one.Node.Id)))
        {
            problems.Add(RosterProblem.SectorCycle(at.Line) with { Sheet = at.Sheet });
        }
    }

    private void Note(RosterPlace at, RosterNode node, string region, string sector)
    {
        if (tree.IsAdded(node))
        {
            node = node with { Region = region.Length == 0 ? null : region };
            tree.Put(node);
        }
        else if (region.Length > 0 && book.Lines.GetValueOrDefault(node.Id).Region != region)
        {
            problems.Add(RosterProblem.NodeKnown(at.Line));
        }
        if (sector.Length > 0)
        {
            _sectors.Add((at, node, sector));
        }
    }
}

using System.Globalization;
using Grains.Enterprises;
using Grains.Organisation.Tree;

namespace Grains.Organisation;

/// <summary>
/// Reads the records of a sheet of enterprises, and adds what is wrong to the problems. One that the hub has in just this
/// form changes nothing; one that differs is a problem, because an import only adds.
/// </summary>
internal sealed class RosterEnterprises(RosterBook book, RosterOptions options, RosterTree tree, List<RosterProblem> problems)
{
    private readonly Dictionary<(string Name, string Region), RosterPlace> _listed = [];
    // Which node covers whom is known once every organisation is.
    private readonly List<(RosterPlace At, RosterEnterprise Enterprise, string Path, UnitCover? Cover)> _read = [];

    public int Rows { get; private set; }

    /// <summary>New enterprises.</summary>
    public List<RosterEnterprise> Added { get; } = [];

    public void Read(RosterRow row, RosterColumns columns, string sheet)
    {
        Rows++;
        var (before, at) = (problems.Count, new RosterPlace(sheet, row.Line));
        var path = Text(row, columns, RosterColumn.Path, RosterSheet.CellMost, needed: true);
        var name = Text(row, columns, RosterColumn.Enterprise, RosterPath.NameMost, needed: true);
        var region = Text(row, columns, RosterColumn.Region, EnterpriseDecisions.FieldMost);
        var industry = Text(row, columns, RosterColumn.Industry, EnterpriseDecisions.FieldMost);
        var word = columns.Cell(row, RosterColumn.Cover);
        var cover = EnterpriseWords.ToCover(word);
        if (word.Length > 0 && cover is null)
        {
            problems.Add(RosterProblem.Word(row.Line, RosterColumn.Cover));
        }
        var declared = Declared(row.Line, columns.Cell(row, RosterColumn.Declared));
        var staff = Staff(row.Line, columns.Cell(row, RosterColumn.Staff));
        if (problems.Count > before)
        {
            return;
        }
        if (!_listed.TryAdd((name, region), at))
        {
            problems.Add(RosterProblem.EnterpriseTwice(at, _listed[(name, region)]));
            return;
        }
        _read.Add((at, new RosterEnterprise(TreeIds.New("e-"), name, region, industry, staff, "", default, declared), path, cover));
    }

    /// <summary>Finds the nodes that cover them.</summary>
    public void Finish()
    {
        var there = book.Enterprises.ToLookup(static one => (one.Name, one.Region));
        var owned = book.Enterprises.Where(static one => one.Cover == UnitCover.Own).Select(static one => one.Node).ToHashSet(StringComparer.Ordinal);
        foreach (var (at, read, path, said) in _read)
        {
            var problem = tree.Known(path) is not { } node ? RosterProblem.CoverUnknown(at.Line)
                : !options.MayTouch(node) ? RosterProblem.PathScope(at.Line)
                : Judge(at, read with { Node = node.Id, Cover = said ?? EnterpriseDecisions.CoverOf(node.Kind) }, node.Kind, there, owned);
            if (problem is not null)
            {
                problems.Add(problem with { Sheet = at.Sheet });
            }
        }
    }

    private RosterProblem? Judge(
        RosterPlace at, RosterEnterprise enterprise, NodeKind kind,
        ILookup<(string Name, string Region), RosterEnterprise> there, HashSet<string> owned)
    {
        if (there[(enterprise.Name, enterprise.Region)].ToList() is { Count: > 0 } known)
        {
            return known.Exists(one => Same(one, enterprise)) ? null : RosterProblem.EnterpriseKnown(at.Line);
        }
        if (!MayCover(kind, enterprise.Cover))
        {
            return RosterProblem.CoverKind(at.Line);
        }
        if (enterprise.Cover == UnitCover.Own && !owned.Add(enterprise.Node))
        {
            return RosterProblem.CoverTaken(at.Line);
        }
        Added.Add(enterprise);
        return null;
    }

    private static bool MayCover(NodeKind kind, UnitCover cover) => cover switch
    {
        UnitCover.Own => kind is NodeKind.Branch or NodeKind.GeneralBranch or NodeKind.Committee,
        _ => EnterpriseDecisions.Covers(kind) && cover == EnterpriseDecisions.CoverOf(kind),
    };

    private static bool Same(RosterEnterprise one, RosterEnterprise other) =>
        (one.Industry, one.Staff, one.Node, one.Cover) == (other.Industry, other.Staff, other.Node, other.Cover)
        && one.Declared.Order(Order).SequenceEqual(other.Declared.Order(Order));

    private static readonly Comparer<RosterDeclared> Order = Comparer<RosterDeclared>.Create(static (one, other) =>
        string.CompareOrdinal(one.Name, other.Name) is var by and not 0 ? by : one.Category.CompareTo(other.Category));

    private string Text(RosterRow row, RosterColumns columns, RosterColumn column, int most, bool needed = false)
    {
        var cell = columns.Cell(row, column);
        if (RosterText.HasHidden(cell))
        {
            problems.Add(RosterProblem.Hidden(row.Line, column));
        }
        else if (cell.EnumerateRunes().Count() > most)
        {
            problems.Add(RosterProblem.TooLong(row.Line, column, most));
        }
        else if (needed && cell.Length == 0)
        {
            problems.Add(RosterProblem.Blank(row.Line, column));
        }
        return cell;
    }

    private int Staff(int line, string cell)
    {
        if (cell.Length == 0)
        {
            return 0;
        }
        if (int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var staff) && staff <= EnterpriseDecisions.StaffMost)
        {
            return staff;
        }
        problems.Add(RosterProblem.Staff(line));
        return 0;
    }

    private IReadOnlyList<RosterDeclared> Declared(int line, string cell)
    {
        var declared = RosterText.HasHidden(cell) ? null : EnterpriseWords.ToDeclared(cell);
        if (declared is null)
        {
            problems.Add(RosterProblem.Declared(line));
        }
        else if (declared.Count > EnterpriseDecisions.DeclaredMost)
        {
            problems.Add(RosterProblem.DeclaredMost(line));
        }
        else if (declared.DistinctBy(static one => one.Name).Count() < declared.Count)
        {
            problems.Add(RosterProblem.DeclaredTwice(line));
        }
        return declared ?? [];
    }
}

using Grains.Rules;

namespace Grains.Organisation;

/// <summary>What a roster is checked with. <paramref name="Today"/>: the day in the hub's calendar.</summary>
/// <param name="Region">Region of minted numbers, 100000–999999.</param>
/// <param name="MintNode">Ids for new nodes, <c>b-…</c>.</param>
/// <param name="MintMember">Ids for new members, <c>m-…</c>.</param>
public sealed record RosterOptions(int Region, DateOnly Today, Func<string> MintNode, Func<string> MintMember)
{
    /// <summary>Paths of the nodes whose subtrees may be touched; null: everything.</summary>
    public IReadOnlyList<string>? Scope { get; init; }

    internal bool MayTouch(RosterNode node) =>
        Scope is null || Scope.Any(path => node.Path.StartsWith(path, StringComparison.Ordinal));
}

/// <summary>What a check found: a plan, or problems in the order of sheets and lines. Never both.</summary>
/// <param name="Rows">People in the file.</param>
/// <param name="Minted">Numbers the check has minted.</param>
public sealed record RosterVerdict(RosterPlan? Plan, IReadOnlyList<RosterProblem> Problems, int Rows, int Minted);

/// <summary>
/// Judges a whole file of people, organisations and enterprises in one pass and finds every problem in it; a plan is made only
/// of a file without any. Pure: the same file, book and options give the same verdict, up to the ids minted.
/// </summary>
public static class RosterCheck
{
    /// <summary>Progress is told this often, in records.</summary>
    private const int Stride = 1_000;

    /// <summary>Records of all sheets; a province has 260,000 members and 43,000 nodes.</summary>
    public const int RowsMost = 1_000_000;

    /// <summary>A file that is broken throughout stops being read after so many problems.</summary>
    public const int ProblemsMost = 100_000;

    /// <param name="told">Told the share of the text that is read, 0–1.</param>
    public static RosterVerdict Run(string text, RosterBook book, RosterOptions options, Action<double>? told = null) =>
        Run([RosterTable.Of(text)], book, options, told);

    /// <param name="told">Told the share of the file that is read, 0–1.</param>
    public static RosterVerdict Run(
        IReadOnlyList<RosterTable> tables, RosterBook book, RosterOptions options, Action<double>? told = null)
    {
        var problems = new List<RosterProblem>();
        var tree = new RosterTree(book.Nodes, options.MintNode);
        var reader = new RosterReader(book, options, tree, new RosterNumbers(book.Numbers, options.Region), problems);
        var nodes = new RosterNodes(book, options, tree, problems);
        var enterprises = new RosterEnterprises(book, options, tree, problems);
        var sheets = tables.Select(Sheet.Of).ToList();
        var (weight, gone) = ((double)tables.Sum(static table => table.Weight), 0L);
        // Organisations first: a path that they declare needs no name that tells its kind.
        foreach (var sheet in sheets.OrderBy(static sheet => sheet.Columns?.IsTree == true ? 0 : 1))
        {
            var before = problems.Count;
            Read(sheet, reader, nodes, enterprises, problems, share => told?.Invoke((gone + (sheet.Table.Weight * share)) / weight));
            gone += sheet.Table.Weight;
            Name(problems, before, sheet.Table.Sheet);
        }
        nodes.Finish();
        enterprises.Finish();
        if (sheets.TrueForAll(static sheet => sheet.Columns is null) && problems.Count == 0)
        {
            problems.Add(RosterProblem.NoHeadings());
        }
        var minted = reader.Finish(problems.Count == 0);
        if (problems.Count == 0 && reader.Rows + nodes.Rows + enterprises.Rows == 0)
        {
            problems.Add(RosterProblem.Empty());
        }
        told?.Invoke(1);
        var plan = problems.Count == 0 ? Plan(book, new RosterPlan(tree.Added, reader.Members, reader.Offices) { Enterprises = enterprises.Added }) : null;
        var order = tables.Select(static (table, at) => (table.Sheet, at)).DistinctBy(static pair => pair.Sheet).ToDictionary();
        return new RosterVerdict(
            plan, [.. problems.OrderBy(problem => order.GetValueOrDefault(problem.Sheet)).ThenBy(static problem => problem.Line)], reader.Rows, minted);
    }

    private static RosterPlan Plan(RosterBook book, RosterPlan plan)
    {
        var roots = plan.Roots();
        return plan with
        {
            Tree = book.Tree,
            Paths = book.Nodes.Where(node => roots.Contains(node.Id)).ToDictionary(static node => node.Id, static node => node.Path),
        };
    }

    private static void Read(
        Sheet sheet, RosterReader reader, RosterNodes nodes, RosterEnterprises enterprises, List<RosterProblem> problems, Action<double> told)
    {
        if (sheet.Fault is { } broken)
        {
            problems.Add(broken);
        }
        if (sheet.Columns is not { } columns || Refuse(columns, sheet.HeadingLine, problems))
        {
            return;
        }
        try
        {
            foreach (var row in sheet.Table.Rows)
            {
                if (row.Line <= sheet.HeadingLine)
                {
                    continue;
                }
                if (reader.Rows + nodes.Rows + enterprises.Rows >= RowsMost)
                {
                    problems.Add(RosterProblem.TooMany());
                    return;
                }
                if (columns.IsTree)
                {
                    nodes.Read(row, columns, sheet.Table.Sheet);
                }
                else if (columns.IsEnterprises)
                {
                    enterprises.Read(row, columns, sheet.Table.Sheet);
                }
                else
                {
                    reader.Read(row, columns, sheet.Table.Sheet);
                }
                if ((reader.Rows + nodes.Rows + enterprises.Rows) % Stride == 0)
                {
                    told(sheet.Table.Share());
                }
                if (problems.Count >= ProblemsMost)
                {
                    return;
                }
            }
        }
        catch (RosterFormatException fault)
        {
            problems.Add(RosterProblem.Quote(fault.Line));
        }
    }

    private static void Name(List<RosterProblem> problems, int from, string sheet)
    {
        for (var at = from; sheet.Length > 0 && at < problems.Count; at++)
        {
            problems[at] = problems[at] with { Sheet = sheet };
        }
    }

    private static bool Refuse(RosterColumns columns, int line, List<RosterProblem> problems)
    {
        var before = problems.Count;
        problems.AddRange(columns.Missing.Select(column => RosterProblem.MissingColumn(line, column)));
        problems.AddRange(columns.Doubled.Select(column => RosterProblem.DoubledColumn(line, column)));
        return problems.Count > before;
    }

    /// <summary>A sheet with its headings; one without (notes, an empty one) is left alone as long as another has some.</summary>
    private sealed record Sheet(RosterTable Table, RosterColumns? Columns, int HeadingLine, RosterProblem? Fault)
    {
        public static Sheet Of(RosterTable table)
        {
            try
            {
                foreach (var row in table.Rows.Take(RosterColumns.HeadingDepth))
                {
                    if (RosterColumns.TryRead(row) is { } columns)
                    {
                        return new Sheet(table, columns, row.Line, null);
                    }
                }
                return new Sheet(table, null, 0, null);
            }
            catch (RosterFormatException fault)
            {
                return new Sheet(table, null, 0, RosterProblem.Quote(fault.Line));
            }
        }
    }
}

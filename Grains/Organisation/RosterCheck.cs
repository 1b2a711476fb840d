using Grains.Rules;

namespace Grains.Organisation;

/// <summary>What a roster is checked with. <paramref name="Today"/>: the day in the hub's calendar.</summary>
/// <param name="Region">Region of minted numbers, 100000–999999.</param>
/// <param name="MintNode">Ids for new nodes, <c>b-…</c>.</param>
/// <param name="MintMember">Ids for new members, <c>m-…</c>.</param>
public sealed record RosterOptions(int Region, DateOnly Today, Func<string> MintNode, Func<string> MintMember);

/// <summary>What a check found: a plan, or problems in the order of their lines. Never both.</summary>
/// <param name="Rows">People in the file.</param>
/// <param name="Minted">Numbers the check has minted.</param>
public sealed record RosterVerdict(RosterPlan? Plan, IReadOnlyList<RosterProblem> Problems, int Rows, int Minted);

/// <summary>
/// Judges a whole roster in one pass and finds every problem in it; a plan is made only of a roster without any.
/// Pure: the same text, book and options give the same verdict, up to the ids minted.
/// </summary>
public static class RosterCheck
{
    /// <summary>Progress is told this often, in records.</summary>
    private const int Stride = 1_000;

    /// <param name="told">Told the share of the text that is read, 0–1.</param>
    public static RosterVerdict Run(string text, RosterBook book, RosterOptions options, Action<double>? told = null)
    {
        var problems = new List<RosterProblem>();
        var tree = new RosterTree(book.Nodes, options.MintNode);
        var numbers = new RosterNumbers(book.Numbers, options.Region);
        var reader = new RosterReader(book, options, tree, numbers, problems);
        RosterColumns? columns = null;
        var seen = 0;
        var lines = told is null ? 1 : Math.Max(1, text.AsSpan().Count('\n'));
        try
        {
            foreach (var row in RosterSheet.Read(text, RosterSheet.Separator(text)))
            {
                if (columns is null)
                {
                    columns = RosterColumns.TryRead(row);
                    if (columns is not null && Refuse(columns, row.Line, problems))
                    {
                        break;
                    }
                    if (columns is null && ++seen >= RosterColumns.HeadingDepth)
                    {
                        break;
                    }
                    continue;
                }
                reader.Read(row, columns);
                if (reader.Rows % Stride == 0)
                {
                    told?.Invoke(Math.Min(1, (double)row.Line / lines));
                }
            }
        }
        catch (RosterFormatException fault)
        {
            problems.Add(RosterProblem.Quote(fault.Line));
        }
        if (columns is null && problems.Count == 0)
        {
            problems.Add(RosterProblem.NoHeadings());
        }
        var minted = reader.Finish(problems.Count == 0);
        if (problems.Count == 0 && reader.Rows == 0)
        {
            problems.Add(RosterProblem.Empty());
        }
        problems.Sort(static (a, b) => a.Line.CompareTo(b.Line));
        told?.Invoke(1);
        var plan = problems.Count == 0 ? new RosterPlan(tree.Added, reader.Members, reader.Offices) : null;
        return new RosterVerdict(plan, problems, reader.Rows, minted);
    }

    private static bool Refuse(RosterColumns columns, int line, List<RosterProblem> problems)
    {
        problems.AddRange(columns.Missing.Select(column => RosterProblem.MissingColumn(line, column)));
        problems.AddRange(columns.Doubled.Select(column => RosterProblem.DoubledColumn(line, column)));
        return problems.Count > 0;
    }
}

namespace Grains.Organisation;

/// <summary>A sheet of a file. It can be read again and again, each time from its first row.</summary>
/// <param name="Sheet">Its name in the workbook; empty where the file is one sheet.</param>
/// <param name="Weight">Its size beside the others', at least 1.</param>
/// <param name="Share">How much of the sheet the reading that runs has gone through, 0–1.</param>
public sealed record RosterTable(string Sheet, long Weight, IEnumerable<RosterRow> Rows, Func<double> Share)
{
    /// <summary>The one sheet of a text file.</summary>
    public static RosterTable Of(string text)
    {
        var lines = Math.Max(1, text.AsSpan().Count('\n'));
        var line = 0;
        return new RosterTable("", 1, Read(), () => Math.Min(1, (double)line / lines));

        IEnumerable<RosterRow> Read()
        {
            foreach (var row in RosterSheet.Read(text, RosterSheet.Separator(text)))
            {
                line = row.Line;
                yield return row;
            }
        }
    }
}

/// <summary>Where a record stands: its line, and its sheet where the file has several.</summary>
internal readonly record struct RosterPlace(string Sheet, int Line);

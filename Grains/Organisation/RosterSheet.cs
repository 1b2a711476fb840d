using System.Text;

namespace Grains.Organisation;

/// <summary>One record of the file: the line it starts on (from 1) and its raw cells.</summary>
public readonly record struct RosterRow(int Line, string[] Cells)
{
    public bool IsBlank => Cells.All(string.IsNullOrWhiteSpace);
}

/// <summary>Delimited text, RFC 4180: quotes double inside quotes, quoted cells may hold separators and line ends.</summary>
public static class RosterSheet
{
    /// <summary>Cells longer than this are cut off by no one: the row is a problem.</summary>
    public const int CellMost = 2_000;

    /// <summary>
    /// The separator of the file: the one of comma, semicolon, tab that its first lines hold most of. Titles above the
    /// headings may hold none.
    /// </summary>
    public static char Separator(string text)
    {
        int comma = 0, semicolon = 0, tab = 0, lines = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            comma += line.Count(',');
            semicolon += line.Count(';');
            tab += line.Count('\t');
            if (++lines >= RosterColumns.HeadingDepth)
            {
                break;
            }
        }
        return tab > comma && tab >= semicolon ? '\t' : semicolon > comma ? ';' : ',';
    }

    /// <summary>
    /// Reads every record that is not blank. Throws <see cref="RosterFormatException"/> with the line where a quote
    /// opens and never closes: what follows could be read as anything.
    /// </summary>
    public static IEnumerable<RosterRow> Read(string text, char separator)
    {
        var cells = new List<string>(12);
        var cell = new StringBuilder(64);
        int line = 1, position = 0;
        while (position < text.Length)
        {
            var start = line;
            cells.Clear();
            while (true)
            {
                cell.Clear();
                if (position < text.Length && text[position] == '"')
                {
                    position = Quoted(text, position + 1, cell, ref line);
                }
                var end = Bare(text, position, separator);
                cell.Append(text, position, end - position);
                cells.Add(cell.ToString());
                position = end + 1;
                if (end >= text.Length || text[end] != separator)
                {
                    if (end < text.Length && text[end] == '\r' && position < text.Length && text[position] == '\n')
                    {
                        position++;
                    }
                    line++;
                    break;
                }
            }
            var row = new RosterRow(start, [.. cells]);
            if (!row.IsBlank)
            {
                yield return row;
            }
        }
    }

    /// <summary>Reads up to the closing quote and answers the position after it.</summary>
    private static int Quoted(string text, int position, StringBuilder cell, ref int line)
    {
        var opened = line;
        while (position < text.Length)
        {
            var sign = text[position++];
            if (sign == '"')
            {
                if (position >= text.Length || text[position] != '"')
                {
                    return position;
                }
                position++;
            }
            else if (sign == '\n' || (sign == '\r' && (position >= text.Length || text[position] != '\n')))
            {
                line++;
            }
            cell.Append(sign);
        }
        throw new RosterFormatException(opened);
    }

    private static int Bare(string text, int position, char separator)
    {
        var rest = text.AsSpan(position).IndexOfAny(separator, '\r', '\n');
        return rest < 0 ? text.Length : position + rest;
    }
}

/// <summary>A quote opens on <paramref name="line"/> and never closes.</summary>
public sealed class RosterFormatException(int line) : FormatException($"line {line}: a quote opens and never closes")
{
    public int Line { get; } = line;
}

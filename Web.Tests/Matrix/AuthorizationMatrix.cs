using System.Runtime.CompilerServices;

namespace Web.Tests.Matrix;

/// <summary>Reads <c>authorization-matrix.txt</c>: one row a route or hub method, one column a standing.</summary>
public sealed class AuthorizationMatrix
{
    private readonly Dictionary<string, string[]> _rows = new(StringComparer.Ordinal);

    private AuthorizationMatrix(IEnumerable<string> lines)
    {
        foreach (var line in lines.Where(static line => line.Length > 0 && line[0] != '#'))
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            if (Columns.Length == 0)
            {
                Columns = cells[1..];
            }
            else
            {
                _rows.Add(cells[0], cells[1..]);
            }
        }
    }

    public string[] Columns { get; } = [];

    public IReadOnlyCollection<string> Rows => _rows.Keys;

    public static AuthorizationMatrix Load() => new(File.ReadLines(Path.Combine(Folder(), "authorization-matrix.txt")));

    public string Expected(string row, string standing) => _rows[row][Array.IndexOf(Columns, standing)];

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}

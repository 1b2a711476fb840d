using System.Buffers;
using System.Globalization;
using System.Text;

namespace Web.Exports;

/// <summary>
/// Writes CSV that spreadsheet programs open without harm: UTF-8 with BOM, CRLF, every text quoted where it needs to
/// be, and text that a program would take for a formula led by an apostrophe.
/// </summary>
public sealed class CsvWriter(Stream stream) : IAsyncDisposable
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n\t '");

    private readonly StreamWriter _writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), bufferSize: 16 * 1024, leaveOpen: true)
    {
        NewLine = "\r\n",
    };

    /// <summary>Writes one row of <see cref="string"/> and <see cref="int"/> cells.</summary>
    public async Task RowAsync(IEnumerable<object> cells, CancellationToken cancellation = default) =>
        await _writer.WriteLineAsync(string.Join(',', cells.Select(Cell)).AsMemory(), cancellation);

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    private static string Cell(object cell) => cell switch
    {
        int number => number.ToString(CultureInfo.InvariantCulture),
        _ => Quote(CellText.Harmless((string)cell)),
    };

    private static string Quote(string text) => text.AsSpan().IndexOfAny(Quoted) < 0
        ? text
        : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

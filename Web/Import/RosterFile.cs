using Grains.Organisation;

namespace Web.Import;

/// <summary>
/// A file of people and organisations as it came: a workbook (XLSX), or text in UTF-8, UTF-16 or GB18030. A workbook is
/// read row by row; of text all is held while it is read.
/// </summary>
public sealed class RosterFile : IDisposable
{
    /// <summary>A province of 260,000 members is some 30 MB as text and 15 MB as a workbook.</summary>
    public const long BytesMost = 256L << 20;

    private readonly IDisposable? _workbook;

    private RosterFile(string form, IReadOnlyList<RosterTable> tables, IDisposable? workbook) =>
        (Form, Tables, _workbook) = (form, tables, workbook);

    /// <summary><c>XLSX</c>, or the encoding of the text.</summary>
    public string Form { get; }

    public IReadOnlyList<RosterTable> Tables { get; }

    /// <param name="stream">Seekable; stays the caller's, and open as long as this.</param>
    /// <exception cref="FormatException">It is neither; the message says why, in English.</exception>
    public static RosterFile Open(Stream stream)
    {
        Span<byte> head = stackalloc byte[4];
        var read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        if (head[..read].SequenceEqual("PK\u0003\u0004"u8))
        {
            var workbook = WorkbookTables.Open(stream);
            return new RosterFile("XLSX", workbook.Tables, workbook);
        }

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var (text, encoding) = RosterText.Decode(bytes);
        return new RosterFile(encoding, [RosterTable.Of(text)], null);
    }

    public void Dispose() => _workbook?.Dispose();
}

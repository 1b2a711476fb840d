using System.Globalization;
using System.IO.Compression;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Grains.Organisation;

namespace Web.Import;

/// <summary>
/// The visible sheets of a workbook, read forwards through the package's XML: a row is held at a time, besides the table
/// of shared texts. Formulas count as what they last came to; dates are told by their cell's format.
/// </summary>
internal sealed class WorkbookTables : IDisposable
{
    private const int SheetsMost = 50;
    /// <summary>Unpacked size of one part: what unpacks to more is not a roster.</summary>
    private const long PartMost = 2L << 30;
    /// <summary>Characters of all shared texts together.</summary>
    private const long SharedMost = 128L << 20;

    private readonly SpreadsheetDocument _document;

    private WorkbookTables(SpreadsheetDocument document, IReadOnlyList<RosterTable> tables) => (_document, Tables) = (document, tables);

    public IReadOnlyList<RosterTable> Tables { get; }

    /// <exception cref="FormatException">It is no workbook that can be read.</exception>
    public static WorkbookTables Open(Stream stream)
    {
        var sizes = Sizes(stream);
        SpreadsheetDocument? document = null;
        try
        {
            document = SpreadsheetDocument.Open(stream, isEditable: false);
            var book = document.WorkbookPart ?? throw new FormatException("the workbook has no sheets");
            var shared = book.SharedStringTablePart is { } texts ? Shared(texts) : [];
            var formats = WorkbookFormats.Of(book);
            var tables = new List<RosterTable>();
            foreach (var sheet in book.Workbook.Descendants<Sheet>())
            {
                if (sheet.State is null || sheet.State.Value == SheetStateValues.Visible)
                {
                    if (sheet.Id?.Value is not { } id || book.GetPartById(id) is not WorksheetPart part)
                    {
                        continue;
                    }

                    var size = sizes.GetValueOrDefault(part.Uri.OriginalString.TrimStart('/'));
                    if (size > PartMost || tables.Count >= SheetsMost)
                    {
                        throw new FormatException("the workbook is larger than a roster can be");
                    }

                    tables.Add(new WorkbookSheet(part, shared, formats, Math.Max(1, size)).Table(sheet.Name?.Value ?? ""));
                }
            }

            return new WorkbookTables(document, tables);
        }
        catch (Exception fault) when (fault is OpenXmlPackageException or InvalidDataException or XmlException or IOException
            or ArgumentException or InvalidOperationException or NotSupportedException)
        {
            document?.Dispose();
            throw new FormatException("the file is no workbook that can be read", fault);
        }
        catch
        {
            document?.Dispose();
            throw;
        }
    }

    public void Dispose() => _document.Dispose();

    private static Dictionary<string, long> Sizes(Stream stream)
    {
        try
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            return zip.Entries.DistinctBy(static entry => entry.FullName).ToDictionary(static entry => entry.FullName, static entry => entry.Length);
        }
        catch (InvalidDataException fault)
        {
            throw new FormatException("the file is no workbook that can be read", fault);
        }
        finally
        {
            stream.Position = 0;
        }
    }

    private static List<string> Shared(SharedStringTablePart part)
    {
        var texts = new List<string>();
        var length = 0L;
        using var stream = part.GetStream(FileMode.Open, FileAccess.Read);
        using var reader = WorkbookXml.Reader(stream);
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "si")
            {
                var text = WorkbookXml.Text(reader);
                length += text.Length;
                if (length > SharedMost)
                {
                    throw new FormatException("the workbook is larger than a roster can be");
                }

                texts.Add(text);
            }
        }

        return texts;
    }
}

/// <summary>Which cell formats show a number as a day.</summary>
internal sealed class WorkbookFormats
{
    private readonly HashSet<int> _days = [];

    /// <summary>Days are counted from 1904 instead of 1900.</summary>
    public bool From1904 { get; private init; }

    public static WorkbookFormats Of(WorkbookPart book)
    {
        var formats = new WorkbookFormats { From1904 = book.Workbook.WorkbookProperties?.Date1904?.Value ?? false };
        var sheet = book.WorkbookStylesPart?.Stylesheet;
        var own = (sheet?.NumberingFormats?.Elements<NumberingFormat>() ?? [])
            .Where(static format => format.NumberFormatId is not null)
            .DistinctBy(static format => format.NumberFormatId!.Value)
            .ToDictionary(static format => format.NumberFormatId!.Value, static format => format.FormatCode?.Value ?? "");
        var index = 0;
        foreach (var cell in sheet?.CellFormats?.Elements<CellFormat>() ?? [])
        {
            var id = cell.NumberFormatId?.Value ?? 0;
            if (id is (>= 14 and <= 17) or 22 or (>= 27 and <= 36) or (>= 50 and <= 58) || (own.TryGetValue(id, out var code) && ShowsDay(code)))
            {
                formats._days.Add(index);
            }

            index++;
        }

        return formats;
    }

    public bool IsDay(int style) => _days.Contains(style);

    /// <summary>The day that a serial number means; null where it is none.</summary>
    public string? Day(double serial)
    {
        var days = serial + (From1904 ? 1462 : 0);
        return days is >= 1 and < 2_958_466
            ? DateTime.FromOADate(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null;
    }

    // Outside of quotes and brackets y, m and d stand for parts of a day.
    private static bool ShowsDay(string code)
    {
        var (quoted, bracket, year, day) = (false, false, false, false);
        foreach (var sign in code)
        {
            quoted ^= sign == '"';
            bracket = sign == '[' || (bracket && sign != ']');
            if (!quoted && !bracket)
            {
                year |= sign is 'y' or 'Y' or 'e';
                day |= sign is 'd' or 'D' or 'm' or 'M';
            }
        }

        return year && day;
    }
}

using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Web.Exports;

/// <summary>
/// Writes sheets row by row, one after the other, so that a roster of any length costs one row of memory. Text goes in as
/// inline strings, which no spreadsheet program ever takes for a formula. The stream must be seekable: a package is a ZIP archive.
/// </summary>
public sealed class WorkbookWriter : IDisposable
{
    private readonly SpreadsheetDocument _document;
    private readonly WorkbookPart _book;
    private readonly List<(string Name, string Id)> _sheets = [];
    private OpenXmlWriter? _sheet;

    public WorkbookWriter(Stream stream, string sheetName)
    {
        _document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook);
        _book = _document.AddWorkbookPart();
        Sheet(sheetName);
    }

    /// <summary>Ends the sheet so far and begins another.</summary>
    public void Sheet(string name)
    {
        End();
        var part = _book.AddNewPart<WorksheetPart>();
        _sheets.Add((name, _book.GetIdOfPart(part)));
        _sheet = OpenXmlWriter.Create(part);
        _sheet.WriteStartElement(new Worksheet());
        _sheet.WriteStartElement(new SheetData());
    }

    /// <summary>Writes one row of <see cref="string"/> and <see cref="int"/> cells.</summary>
    public void Row(IEnumerable<object> cells)
    {
        _sheet!.WriteStartElement(new Row());
        foreach (var cell in cells)
        {
            _sheet.WriteElement(cell is int number
                ? new Cell { DataType = CellValues.Number, CellValue = new CellValue(number.ToString(CultureInfo.InvariantCulture)) }
                : new Cell { DataType = CellValues.InlineString, InlineString = new InlineString(TextOf((string)cell)) });
        }

        _sheet.WriteEndElement();
    }

    public void Dispose()
    {
        End();
        using (var workbook = OpenXmlWriter.Create(_book))
        {
            workbook.WriteStartElement(new Workbook());
            workbook.WriteStartElement(new Sheets());
            var number = 0u;
            foreach (var (name, id) in _sheets)
            {
                workbook.WriteElement(new Sheet { Name = name, SheetId = ++number, Id = id });
            }

            workbook.WriteEndElement();
            workbook.WriteEndElement();
        }

        _document.Dispose();
    }

    private void End()
    {
        _sheet?.WriteEndElement();
        _sheet?.WriteEndElement();
        _sheet?.Dispose();
        _sheet = null;
    }

    private static Text TextOf(string text) => new(CellText.ForXml(CellText.Harmless(text))) { Space = SpaceProcessingModeValues.Preserve };
}

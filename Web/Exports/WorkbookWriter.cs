using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Web.Exports;

/// <summary>
/// Writes one sheet row by row, so that a roster of any length costs one row of memory. Text goes in as inline strings,
/// which no spreadsheet program ever takes for a formula. The stream must be seekable: a package is a ZIP archive.
/// </summary>
public sealed class WorkbookWriter : IDisposable
{
    private readonly SpreadsheetDocument _document;
    private readonly OpenXmlWriter _sheet;

    public WorkbookWriter(Stream stream, string sheetName)
    {
        _document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook);
        var book = _document.AddWorkbookPart();
        var part = book.AddNewPart<WorksheetPart>();
        using (var workbook = OpenXmlWriter.Create(book))
        {
            workbook.WriteStartElement(new Workbook());
            workbook.WriteStartElement(new Sheets());
            workbook.WriteElement(new Sheet { Name = sheetName, SheetId = 1, Id = book.GetIdOfPart(part) });
            workbook.WriteEndElement();
            workbook.WriteEndElement();
        }

        _sheet = OpenXmlWriter.Create(part);
        _sheet.WriteStartElement(new Worksheet());
        _sheet.WriteStartElement(new SheetData());
    }

    /// <summary>Writes one row of <see cref="string"/> and <see cref="int"/> cells.</summary>
    public void Row(IEnumerable<object> cells)
    {
        _sheet.WriteStartElement(new Row());
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
        _sheet.WriteEndElement();
        _sheet.WriteEndElement();
        _sheet.Dispose();
        _document.Dispose();
    }

    private static Text TextOf(string text) => new(CellText.ForXml(CellText.Harmless(text))) { Space = SpaceProcessingModeValues.Preserve };
}

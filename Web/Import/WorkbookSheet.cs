using System.Globalization;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using Grains.Organisation;

namespace Web.Import;

/// <summary>One sheet as records of text cells, read anew each time.</summary>
internal sealed class WorkbookSheet(WorksheetPart part, List<string> shared, WorkbookFormats formats, long size)
{
    /// <summary>Columns further right are not read.</summary>
    private const int ColumnsMost = 256;
    private const int LargestWhole = 15;

    private long _read;

    public RosterTable Table(string name) => new(name, size, Rows(), () => Math.Min(1, (double)_read / size));

    private IEnumerable<RosterRow> Rows()
    {
        using var stream = new Counted(part.GetStream(FileMode.Open, FileAccess.Read), this);
        using var reader = WorkbookXml.Reader(stream);
        var cells = new List<string>(16);
        var line = 0;
        while (Next(reader))
        {
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "row")
            {
                continue;
            }

            line = int.TryParse(reader.GetAttribute("r"), CultureInfo.InvariantCulture, out var told) && told > line ? told : line + 1;
            cells.Clear();
            if (!reader.IsEmptyElement)
            {
                Cells(reader, cells, line);
            }

            var row = new RosterRow(line, [.. cells]);
            if (!row.IsBlank)
            {
                yield return row;
            }
        }
    }

    private void Cells(XmlReader reader, List<string> cells, int line)
    {
        var depth = reader.Depth;
        try
        {
            while (reader.Read() && reader.Depth > depth)
            {
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "c")
                {
                    Cell(reader, cells);
                }
            }
        }
        catch (XmlException)
        {
            throw new RosterFormatException(line);
        }
    }

    private static bool Next(XmlReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (Exception fault) when (fault is XmlException or InvalidDataException)
        {
            throw new RosterFormatException(1);
        }
    }

    private void Cell(XmlReader reader, List<string> cells)
    {
        var column = reader.GetAttribute("r") is { } reference ? Column(reference) : cells.Count;
        var kind = reader.GetAttribute("t");
        var style = int.TryParse(reader.GetAttribute("s"), CultureInfo.InvariantCulture, out var told) ? told : 0;
        var text = "";
        if (!reader.IsEmptyElement)
        {
            var depth = reader.Depth;
            while (reader.Read() && reader.Depth > depth)
            {
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName is "v" or "is")
                {
                    text = WorkbookXml.Text(reader);
                }
            }
        }

        if (column >= ColumnsMost)
        {
            return;
        }

        while (cells.Count <= column)
        {
            cells.Add("");
        }

        cells[column] = Value(kind, style, text);
    }

    private string Value(string? kind, int style, string text) => kind switch
    {
        "s" => int.TryParse(text, CultureInfo.InvariantCulture, out var at) && at >= 0 && at < shared.Count ? shared[at] : "",
        null or "n" or "d" => Number(style, text),
        _ => text,
    };

    // 1.3800138E10 is a phone number; beyond fifteen digits a spreadsheet has rounded, and the check has to see that.
    private string Number(int style, string text)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return text;
        }

        if (formats.IsDay(style) && formats.Day(number) is { } day)
        {
            return day;
        }

        if (number != Math.Floor(number))
        {
            return text;
        }

        return Math.Abs(number) < Math.Pow(10, LargestWhole)
            ? number.ToString("F0", CultureInfo.InvariantCulture)
            : number.ToString("0.#####E+00", CultureInfo.InvariantCulture);
    }

    private static int Column(string reference)
    {
        var column = 0;
        foreach (var sign in reference)
        {
            if (sign is < 'A' or > 'Z' || column > ColumnsMost)
            {
                break;
            }

            column = (column * 26) + (sign - 'A' + 1);
        }

        return Math.Max(0, column - 1);
    }

    /// <summary>Counts what is read of the unpacked part, for the progress.</summary>
    private sealed class Counted : Stream
    {
        private readonly Stream _inner;
        private readonly WorkbookSheet _sheet;

        public Counted(Stream inner, WorkbookSheet sheet)
        {
            (_inner, _sheet) = (inner, sheet);
            _sheet._read = 0;
        }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => _sheet._read;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = _inner.Read(buffer, offset, count);
            _sheet._read += read;
            return read;
        }

        public override int Read(Span<byte> buffer)
        {
            var read = _inner.Read(buffer);
            _sheet._read += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}

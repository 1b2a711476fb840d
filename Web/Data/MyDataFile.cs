using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Grains.Time;
using Storage.Queries;
using Web.Exports;

namespace Web.Data;

/// <summary>
/// Everything about one member as a ZIP of two files that say the same: <c>my-data.json</c> for programs and
/// <c>my-data.xlsx</c>, a sheet a part, to read. Written row by row into a spool, so that it costs no memory.
/// </summary>
public sealed class MyDataFile(MyDataQuery data, AuditQuery audit, HubCalendar calendar, TimeProvider clock)
{
    private const int LooksMost = 10_000;
    private const string LooksTitle = "谁查看过";
    private static readonly string[] LookColumns = ["at", "by", "action", "what", "place"];

    public async Task WriteAsync(Stream stream, string member, CancellationToken cancellation)
    {
        var looks = (await audit.LooksAtAsync(member, null, LooksMost, cancellation))
            .Select(static row => new object?[] { row.At.ToUnixTimeMilliseconds(), row.ActorName, row.Action, row.SubjectName, row.PlaceName }).ToList();
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        await using (var entry = zip.CreateEntry("my-data.json").Open())
        {
            await WriteJsonAsync(entry, member, looks, cancellation);
        }

        // A workbook is itself an archive and needs a stream that it can seek in.
        await using var spool = Spool();
        await WriteBookAsync(spool, member, looks, cancellation);
        spool.Position = 0;
        await using var book = zip.CreateEntry("my-data.xlsx", CompressionLevel.NoCompression).Open();
        await spool.CopyToAsync(book, cancellation);
    }

    internal static FileStream Spool() => new(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None,
        64 * 1024, FileOptions.DeleteOnClose | FileOptions.Asynchronous);

    private async Task WriteJsonAsync(Stream stream, string member, List<object?[]> looks, CancellationToken cancellation)
    {
        await using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions
        {
            Indented = true,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
        writer.WriteStartObject();
        writer.WriteString("writtenAt", Moment(clock.Now().ToUnixTimeMilliseconds()));
        foreach (var part in MyDataQuery.Parts)
        {
            writer.WriteStartArray(part.Key);
            string[]? names = null;
            await foreach (var row in data.ReadAsync(part, member, cancellation))
            {
                if (names is null)
                {
                    names = [.. row.Select(static name => (string)name!)];
                }
                else
                {
                    Write(writer, names, row);
                    await writer.FlushAsync(cancellation);
                }
            }

            writer.WriteEndArray();
        }

        writer.WriteStartArray("looks");
        looks.ForEach(row => Write(writer, LookColumns, row));
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private async Task WriteBookAsync(Stream stream, string member, List<object?[]> looks, CancellationToken cancellation)
    {
        using var book = new WorkbookWriter(stream, MyDataQuery.Parts[0].Title);
        foreach (var part in MyDataQuery.Parts)
        {
            if (part != MyDataQuery.Parts[0])
            {
                book.Sheet(part.Title);
            }

            string[]? names = null;
            await foreach (var row in data.ReadAsync(part, member, cancellation))
            {
                book.Row(names is null ? row!.Cast<object>() : row.Select((value, column) => Cell(names[column], value)));
                names ??= [.. row.Select(static name => (string)name!)];
            }
        }

        book.Sheet(LooksTitle);
        book.Row(LookColumns);
        looks.ForEach(row => book.Row(row.Select((value, column) => Cell(LookColumns[column], value))));
    }

    private void Write(Utf8JsonWriter writer, string[] names, object?[] row)
    {
        writer.WriteStartObject();
        for (var column = 0; column < names.Length; column++)
        {
            switch (row[column])
            {
                case null:
                    writer.WriteNull(names[column]);
                    break;
                case long number when IsMoment(names[column]):
                    writer.WriteString(names[column], Moment(number));
                    break;
                case long number:
                    writer.WriteNumber(names[column], number);
                    break;
                case var text:
                    writer.WriteString(names[column], Convert.ToString(text, CultureInfo.InvariantCulture));
                    break;
            }
        }

        writer.WriteEndObject();
    }

    private object Cell(string name, object? value) => value switch
    {
        null => "",
        long number when IsMoment(name) => Moment(number),
        long number when number is >= int.MinValue and <= int.MaxValue => (int)number,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static bool IsMoment(string name) => name is "at" or "since" or "until" || name.EndsWith("_at", StringComparison.Ordinal);

    private string Moment(long ms) =>
        DateTimeOffset.FromUnixTimeMilliseconds(ms).ToOffset(calendar.Offset).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}

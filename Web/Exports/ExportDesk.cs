using Grains.Rules;
using Grains.Time;
using Microsoft.AspNetCore.Http;
using Web.Api;
using Web.SignIn;

namespace Web.Exports;

/// <summary>Checks who exports, puts it on record, and writes the file line by line.</summary>
public sealed class ExportDesk(GatheringDoor door, Looks looks, RosterReader rosters, HubCalendar calendar)
{
    private const int SpoolBuffer = 16 * 1024;

    public async Task<IResult> AnswerAsync(
        string id,
        HttpContext context,
        string contentType,
        string ending,
        Func<Entrance, Stream, CancellationToken, Task> write,
        CancellationToken cancellation)
    {
        if (await door.OpenAsync(id, context.User.Member(), cancellation) is not { } entrance)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        if (!entrance.Officer)
        {
            return Answers.Refused(Rulebook.OfficerOnly);
        }

        if (await looks.NoteAsync(entrance.Actor.Member, "attendance.export", id, ending) is { } refusal)
        {
            return Answers.Refused(refusal);
        }

        // Spooled to a nameless file: a fault in the middle is then a refusal and never half a table.
        var spool = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None,
            SpoolBuffer, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            await write(entrance, spool, cancellation);
            spool.Position = 0;
            context.Response.Headers.CacheControl = "private, no-store";
            return Results.Stream(spool, contentType, $"attendance-{id}.{ending}");
        }
        catch
        {
            await spool.DisposeAsync();
            throw;
        }
    }

    public async Task WriteCsvAsync(Entrance entrance, Stream stream, CancellationToken cancellation)
    {
        await using var csv = new CsvWriter(stream);
        await csv.RowAsync(AttendanceTable.Header, cancellation);
        await foreach (var line in rosters.AllAsync(entrance.Gathering, cancellation))
        {
            await csv.RowAsync(AttendanceTable.Cells(line, calendar), cancellation);
        }
    }

    public async Task WriteXlsxAsync(Entrance entrance, string sheet, Stream stream, CancellationToken cancellation)
    {
        using var book = new WorkbookWriter(stream, sheet);
        book.Row(AttendanceTable.Header);
        await foreach (var line in rosters.AllAsync(entrance.Gathering, cancellation))
        {
            book.Row(AttendanceTable.Cells(line, calendar));
        }
    }
}

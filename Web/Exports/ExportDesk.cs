using Grains.Rules;
using Grains.Time;
using Microsoft.AspNetCore.Http;
using Storage.Queries;
using Web.Api;
using Web.SignIn;

namespace Web.Exports;

/// <summary>Checks who exports, puts it on record, and writes the file line by line.</summary>
public sealed class ExportDesk(GatheringDoor door, Looks looks, RosterReader rosters, PollQuery polls, HubCalendar calendar)
{
    private const int SpoolBuffer = 16 * 1024;

    public async Task<IResult> AnswerAsync(
        string id,
        HttpContext context,
        ExportFile file,
        Func<Entrance, Stream, CancellationToken, Task<Refusal?>> write,
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

        if (await looks.NoteAsync(entrance.Actor.Member, file.Action, id, file.Ending) is { } refusal)
        {
            return Answers.Refused(refusal);
        }

        // Spooled to a nameless file: a fault in the middle is then a refusal and never half a table.
        var spool = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None,
            SpoolBuffer, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            if (await write(entrance, spool, cancellation) is { } refused)
            {
                await spool.DisposeAsync();
                return Answers.Refused(refused);
            }

            spool.Position = 0;
            context.Response.Headers.CacheControl = "private, no-store";
            return Results.Stream(spool, file.ContentType, $"{file.Name}-{id}.{file.Ending}");
        }
        catch
        {
            await spool.DisposeAsync();
            throw;
        }
    }

    public async Task<Refusal?> WriteCsvAsync(Entrance entrance, Stream stream, CancellationToken cancellation)
    {
        await using var csv = new CsvWriter(stream);
        await csv.RowAsync(AttendanceTable.Header, cancellation);
        await foreach (var line in rosters.AllAsync(entrance, cancellation))
        {
            await csv.RowAsync(AttendanceTable.Cells(line, calendar), cancellation);
        }

        return null;
    }

    public async Task<Refusal?> WriteXlsxAsync(Entrance entrance, string sheet, Stream stream, CancellationToken cancellation)
    {
        using var book = new WorkbookWriter(stream, sheet);
        book.Row(AttendanceTable.Header);
        await foreach (var line in rosters.AllAsync(entrance, cancellation))
        {
            book.Row(AttendanceTable.Cells(line, calendar));
        }

        return null;
    }

    /// <summary>The result of one poll; where it is named, who chose what.</summary>
    public async Task<Refusal?> WritePollCsvAsync(Entrance entrance, string poll, Stream stream, CancellationToken cancellation)
    {
        if (await PollRowsAsync(entrance, poll, cancellation) is not { } rows)
        {
            return Rulebook.NotFound;
        }

        await using var csv = new CsvWriter(stream);
        foreach (var row in rows)
        {
            await csv.RowAsync(row, cancellation);
        }

        return null;
    }

    public async Task<Refusal?> WritePollXlsxAsync(Entrance entrance, string poll, string sheet, Stream stream, CancellationToken cancellation)
    {
        if (await PollRowsAsync(entrance, poll, cancellation) is not { } rows)
        {
            return Rulebook.NotFound;
        }

        using var book = new WorkbookWriter(stream, sheet);
        foreach (var row in rows)
        {
            book.Row(row);
        }

        return null;
    }

    private async Task<IEnumerable<object[]>?> PollRowsAsync(Entrance entrance, string poll, CancellationToken cancellation)
    {
        var id = entrance.Gathering.Charter.Id;
        return (await polls.OpenedAsync(id, cancellation)).FirstOrDefault(p => p.Opened.Poll!.Id == poll) is { } state
            ? PollTable.Rows(state, await polls.BallotsAsync(id, poll, cancellation))
            : null;
    }
}

using Grains.Rules;
using Grains.Statistics;
using Microsoft.AspNetCore.Http;
using Web.Api;
using Web.Exports;
using Web.SignIn;

namespace Web.Statistics;

/// <summary>A node's figures as a file, for its officers; each export is on record.</summary>
public sealed class StatisticsExport(
    StatisticsDoor door, StatisticsReader reader, Coverage.CoverageReader targets, StatisticsTable table, Looks looks)
{
    private const string Name = "counts";
    private const string Sheet = "组织统计";

    public Task<IResult> CsvAsync(string id, string? line, HttpContext context, CancellationToken cancellation) =>
        AnswerAsync(id, line, context, ExportFile.Csv(Name), async (rows, stream) =>
        {
            await using var csv = new CsvWriter(stream);
            foreach (var row in rows)
            {
                await csv.RowAsync(row, cancellation);
            }
        }, cancellation);

    public Task<IResult> XlsxAsync(string id, string? line, HttpContext context, CancellationToken cancellation) =>
        AnswerAsync(id, line, context, ExportFile.Xlsx(Name), (rows, stream) =>
        {
            using var book = new WorkbookWriter(stream, Sheet);
            foreach (var row in rows)
            {
                book.Row(row);
            }

            return Task.CompletedTask;
        }, cancellation);

    private async Task<IResult> AnswerAsync(
        string id, string? line, HttpContext context, ExportFile file, Func<IEnumerable<object[]>, Stream, Task> write, CancellationToken cancellation)
    {
        if (StatisticsRoutes.LineOf(line) is not { } asked)
        {
            return Answers.Refused(Rulebook.Invalid);
        }

        if (await door.OpenAsync(id, context.User.Member(), asked, cancellation) is not { } place)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        if (!place.Officer)
        {
            return Answers.Refused(Rulebook.OfficerOnly);
        }

        if (await looks.NoteAsync(place.Actor.Member, file.Action, id, file.Ending) is { } refusal)
        {
            return Answers.Refused(refusal);
        }

        if (await reader.CountsAsync(place, asked, cancellation) is not { } view
            || await reader.CoverageAsync(place, cancellation) is not { } coverage
            || await targets.TargetsAsync(place, cancellation) is not { } aims)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        // A node has some hundred children at most: the file is small.
        var stream = new MemoryStream();
        var rows = asked == Line.Territorial
            ? table.Rows(view, coverage).Concat(table.Rows(aims)).Concat(table.Rows(await targets.DemonstrationsAsync(place, cancellation)))
            : table.Rows(view, coverage: null);
        await write(rows, stream);
        context.Response.Headers.CacheControl = "private, no-store";
        return Results.File(stream.ToArray(), file.ContentType, $"{file.Name}-{id}.{file.Ending}");
    }
}

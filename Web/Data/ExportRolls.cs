using Grains.Journal;
using Grains.Organisation;
using Grains.Rules;
using Microsoft.AspNetCore.Http;
using Storage.Organisation;
using Web.Api;
using Web.Exports;
using Web.SignIn;

namespace Web.Data;

/// <summary>Writes tree, enterprises and rolls of a subtree into a file, for who keeps them; each export is on record before a row is read.</summary>
public sealed class ExportRolls(IOrganisationStore organisation, PersonQuery people, Looks looks)
{
    private const int SpoolBuffer = 64 * 1024;

    public async Task<IResult> AnswerAsync(string id, HttpContext context, RollForm form, bool numbers, CancellationToken cancellation)
    {
        if (await organisation.Actor(context.User.Member(), cancellation) is not { } actor
            || await organisation.Node(id, cancellation) is not { } node
            || !(Rights.Belongs(actor, node.Path) || Rights.IsOfficerOf(actor, node.Path)))
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        if ((DataRights.AskRolls(actor, node.Path) ?? (numbers ? DataRights.AskNumbers(actor, node.Path) : null)) is { } refusal)
        {
            return Answers.Refused(refusal);
        }

        if (await looks.NoteAsync(
            actor.Member, form switch { RollForm.NodesCsv => AuditActions.TreeExport, RollForm.EnterprisesCsv => AuditActions.EnterpriseExport, _ => AuditActions.PeopleExport }, id,
            $"{form}{(numbers ? " numbers" : "")}") is { } unrecorded)
        {
            return Answers.Refused(unrecorded);
        }

        // Spooled to a nameless file: a fault in the middle is then a refusal and never half a table.
        var spool = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None,
            SpoolBuffer, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            await WriteAsync(spool, node.Path, form, numbers, cancellation);
            spool.Position = 0;
            context.Response.Headers.CacheControl = "private, no-store";
            var file = form == RollForm.Workbook ? ExportFile.Xlsx("people") : ExportFile.Csv(form switch
            {
                RollForm.NodesCsv => "organisations",
                RollForm.EnterprisesCsv => "enterprises",
                _ => "people",
            });
            return Results.Stream(spool, file.ContentType, $"{file.Name}-{id}.{file.Ending}");
        }
        catch
        {
            await spool.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes the subtree at <paramref name="path"/>.</summary>
    public async Task WriteAsync(Stream stream, string path, RollForm form, bool numbers, CancellationToken cancellation)
    {
        var nodes = await people.NodesAsync(path, cancellation);
        var own = nodes.Values.Where(node => node.Path.StartsWith(path, StringComparison.Ordinal)).OrderBy(static node => node.Path, StringComparer.Ordinal);
        if (form == RollForm.Workbook)
        {
            using var book = new WorkbookWriter(stream, RollTable.NodeSheet);
            book.Row(RollTable.NodeHeader);
            foreach (var node in own)
            {
                book.Row(RollTable.Cells(node, nodes));
            }

            book.Sheet(RollTable.EnterpriseSheet);
            book.Row(RollTable.EnterpriseHeader);
            await foreach (var (enterprise, declared) in people.EnterprisesAsync(path, cancellation))
            {
                book.Row(RollTable.Cells(enterprise, declared, nodes));
            }

            book.Sheet(RollTable.PeopleSheet);
            book.Row(RollTable.PeopleHeader(numbers));
            await foreach (var (person, offices) in people.PeopleAsync(path, cancellation))
            {
                book.Row(RollTable.Cells(person, offices, nodes, numbers, guarded: false));
            }

            return;
        }

        await using var csv = new CsvWriter(stream);
        if (form == RollForm.NodesCsv)
        {
            await csv.RowAsync(RollTable.NodeHeader, cancellation);
            foreach (var node in own)
            {
                await csv.RowAsync(RollTable.Cells(node, nodes), cancellation);
            }

            return;
        }

        if (form == RollForm.EnterprisesCsv)
        {
            await csv.RowAsync(RollTable.EnterpriseHeader, cancellation);
            await foreach (var (enterprise, declared) in people.EnterprisesAsync(path, cancellation))
            {
                await csv.RowAsync(RollTable.Cells(enterprise, declared, nodes), cancellation);
            }

            return;
        }

        await csv.RowAsync(RollTable.PeopleHeader(numbers), cancellation);
        await foreach (var (person, offices) in people.PeopleAsync(path, cancellation))
        {
            await csv.RowAsync(RollTable.Cells(person, offices, nodes, numbers, guarded: true), cancellation);
        }
    }

    /// <summary>The workbook to fill in: three sheets with their headings and one example line.</summary>
    public static MemoryStream Template()
    {
        var stream = new MemoryStream();
        using (var book = new WorkbookWriter(stream, RollTable.NodeSheet))
        {
            book.Row(RollTable.NodeHeader);
            book.Row(RollTable.NodeExample);
            book.Sheet(RollTable.EnterpriseSheet);
            book.Row(RollTable.EnterpriseHeader);
            book.Row(RollTable.EnterpriseExample);
            book.Sheet(RollTable.PeopleSheet);
            book.Row(RollTable.PeopleHeader(numbers: true));
            book.Row([.. RollTable.PersonExample, ""]);
        }

        stream.Position = 0;
        return stream;
    }
}

/// <summary>What a file of tree and rolls is.</summary>
public enum RollForm
{
    /// <summary>All three, a sheet each.</summary>
    Workbook,
    NodesCsv,
    PeopleCsv,
    EnterprisesCsv,
}

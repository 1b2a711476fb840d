using Grains.Organisation;
using Grains.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Web.Api;
using Web.SignIn;

namespace Web.Data;

/// <summary>Files into the hub: a check, then the import of the very file that was checked. The body is the file itself.</summary>
public static class ImportRoutes
{
    /// <summary>Over the web; larger ones go in by <c>./hub import</c>.</summary>
    public const long FileMost = 64L << 20;

    private const int SpoolBuffer = 64 * 1024;
    private const int DefaultRegion = 110108;
    private const int IdMost = 64;

    public static void MapImports(this IEndpointRouteBuilder api)
    {
        api.MapPost("/imports/check", (HttpContext context, ImportDesk desk, IOrganisationStore organisation, int? region = null, CancellationToken cancellation = default) =>
            TakeAsync(context, organisation, region, (order, lines) => desk.CheckAsync(order, lines, cancellation), cancellation));
        api.MapPost("/imports", Import);
        api.MapGet("/imports/{id}", Fate);
    }

    private static Task<IResult> Import(
        HttpContext context, ImportDesk desk, IOrganisationStore organisation, string? requestId = null, string? hash = null, string? tree = null,
        int? region = null, CancellationToken cancellation = default) =>
        requestId is not { Length: > 0 and <= IdMost } || hash is not { Length: 64 } || tree is not { Length: 64 }
            ? TakeAsync(context, organisation, region, null, cancellation)
            : TakeAsync(context, organisation, region, (order, lines) => desk.ImportAsync(order, requestId, hash, tree, lines, cancellation), cancellation);

    private static async Task<IResult> Fate(string id, HttpContext context, ImportDesk desk, CancellationToken cancellation)
    {
        var counts = await desk.FateAsync(context.User.Member(), id, cancellation);
        return Answers.Ok(new ImportFateView(counts is not null, counts));
    }

    private static async Task<IResult> TakeAsync(
        HttpContext context, IOrganisationStore organisation, int? region, Func<ImportOrder, ImportLines, Task>? work, CancellationToken cancellation)
    {
        // Asked before a byte of the body is read.
        if (await organisation.Actor(context.User.Member(), cancellation) is not { } actor)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        if (DataRights.Rolls(actor).Count == 0)
        {
            return Answers.Refused(Rulebook.DataRolls);
        }

        if (region is { } code && code is < 100_000 or > 999_999)
        {
            return Answers.Refused(Rulebook.ImportRegion);
        }

        if (work is null)
        {
            return Answers.Refused(Rulebook.Invalid);
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = FileMost;
        }

        await using var spool = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None,
            SpoolBuffer, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await context.Request.Body.CopyToAsync(spool, cancellation);
        await using var lines = new ImportLines(context.Response);
        try
        {
            await work(new ImportOrder(actor, spool, region ?? DefaultRegion), lines);
        }
        catch (Exception fault) when (fault is System.Data.Common.DbException or TimeoutException)
        {
            // The transaction may have been committed when the connection broke: the client asks.
            await lines.RefuseAsync(Rulebook.Uncertain);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Whoever hung up has imported nothing.
        }

        return Results.Empty;
    }
}

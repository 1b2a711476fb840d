using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Web.Exports;

/// <summary>The attendance of a gathering as a file, for its officers; each export is on record.</summary>
public static class ExportRoutes
{
    private const string Csv = "text/csv; charset=utf-8";
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const string Sheet = "到会情况";

    public static void MapExports(this IEndpointRouteBuilder api)
    {
        api.MapGet("/gatherings/{id}/attendance.csv", (string id, HttpContext context, ExportDesk desk, CancellationToken cancellation) =>
            desk.AnswerAsync(id, context, Csv, "csv", desk.WriteCsvAsync, cancellation));
        api.MapGet("/gatherings/{id}/attendance.xlsx", (string id, HttpContext context, ExportDesk desk, CancellationToken cancellation) =>
            desk.AnswerAsync(id, context, Xlsx, "xlsx", (entrance, stream, c) => desk.WriteXlsxAsync(entrance, Sheet, stream, c), cancellation));
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Web.Exports;

/// <summary>Attendance and polls of a gathering as files, for its officers; each export is on record.</summary>
public static class ExportRoutes
{
    private const string Attendance = "attendance";
    private const string AttendanceSheet = "到会情况";
    private const string Poll = "poll";
    private const string PollSheet = "投票结果";

    public static void MapExports(this IEndpointRouteBuilder api)
    {
        api.MapGet("/gatherings/{id}/attendance.csv", (string id, HttpContext context, ExportDesk desk, CancellationToken cancellation) =>
            desk.AnswerAsync(id, context, ExportFile.Csv(Attendance), desk.WriteCsvAsync, cancellation));
        api.MapGet("/gatherings/{id}/attendance.xlsx", (string id, HttpContext context, ExportDesk desk, CancellationToken cancellation) =>
            desk.AnswerAsync(id, context, ExportFile.Xlsx(Attendance), (entrance, stream, c) => desk.WriteXlsxAsync(entrance, AttendanceSheet, stream, c), cancellation));
        api.MapGet("/gatherings/{id}/polls/{poll}/result.csv", (string id, string poll, HttpContext context, ExportDesk desk, CancellationToken cancellation) =>
            desk.AnswerAsync(id, context, ExportFile.Csv(Poll), (entrance, stream, c) => desk.WritePollCsvAsync(entrance, poll, stream, c), cancellation));
        api.MapGet("/gatherings/{id}/polls/{poll}/result.xlsx", (string id, string poll, HttpContext context, ExportDesk desk, CancellationToken cancellation) =>
            desk.AnswerAsync(id, context, ExportFile.Xlsx(Poll), (entrance, stream, c) => desk.WritePollXlsxAsync(entrance, poll, PollSheet, stream, c), cancellation));
    }
}

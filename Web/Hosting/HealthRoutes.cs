using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Storage;
using Storage.Queries;
using Web.Api;
using Web.Api.Views;

namespace Web.Hosting;

/// <summary>What a supervisor and a load balancer ask. Says no more than anyone may know.</summary>
public static class HealthRoutes
{
    /// <summary>Version of docs/protocol.md that this hub speaks.</summary>
    public const string Protocol = "1";

    private static readonly string Version = Assembly.GetExecutingAssembly().GetName().Version?.ToString(3) ?? "0";

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health/live", static () => Answers.Ok(new LiveView("live"))).AllowAnonymous();
        endpoints.MapGet("/health/ready", Ready).AllowAnonymous();
    }

    private static async Task<IResult> Ready(
        HubDatabase database, TenantQuery tenant, WebSettings settings, HubReadiness readiness, CancellationToken cancellation)
    {
        var up = readiness.Ready && await database.IsUpAsync(cancellation);
        var view = new ReadyView(
            up ? "ready" : "starting",
            settings.Runtime,
            database.Product,
            Version,
            Protocol,
            up ? (await tenant.FiguresAsync(cancellation)).Members : 0);
        return Results.Json(view, ApiJson.Default.ReadyView, statusCode: up ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}

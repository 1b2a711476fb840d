using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Web.Api;
using Web.Telemetry;

namespace Web.Operate;

/// <summary>
/// This node's figures for a collector: to whoever asks from this machine, and to operators. A request that a proxy
/// has passed on does not come from this machine, whatever address it shows.
/// </summary>
public static class MetricsRoutes
{
    private static readonly string[] PassedOn = ["X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via"];

    public static void MapMetrics(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/metrics", Read).AllowAnonymous();

    /// <summary>For a silo without web, which has neither sessions nor a proxy: this machine only.</summary>
    public static void MapOwnMetrics(this IEndpointRouteBuilder endpoints) => endpoints.MapGet(
        "/metrics", static (HttpContext context, MetricBoard board) => IsOwn(context) ? Text(board) : Results.NotFound());

    private static async Task<IResult> Read(HttpContext context, MetricBoard board, OperatorDoor door, CancellationToken cancellation) =>
        IsOwn(context) || await door.AskAsync(context, cancellation) is not { } refusal ? Text(board) : Answers.Refused(refusal);

    private static IResult Text(MetricBoard board) => Results.Text(PrometheusText.Write(board.Read()), PrometheusText.ContentType);

    private static bool IsOwn(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !PassedOn.Any(context.Request.Headers.ContainsKey);
}

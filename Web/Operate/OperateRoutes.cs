using Grains.Operations;
using Grains.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Storage.Queries;
using Web.Api;

namespace Web.Operate;

/// <summary>The operators' page: what the nodes told of themselves and the gatherings that run.</summary>
public static class OperateRoutes
{
    /// <summary>Everything live, wherever it was summoned.</summary>
    private const string Everything = "/";
    /// <summary>Samples told at a first look: the page asks for what follows the last it holds.</summary>
    private static readonly TimeSpan Reach = TimeSpan.FromMinutes(3);

    public static void MapOperate(this IEndpointRouteBuilder api) => api.MapGet("/operate", Read);

    private static async Task<IResult> Read(
        long? after, HttpContext context, OperatorDoor door, IGrainFactory grains, GatheringQuery gatherings, TimeProvider clock, CancellationToken cancellation)
    {
        if (await door.AskAsync(context, cancellation) is { } refusal)
        {
            return Answers.Refused(refusal);
        }

        var now = clock.Now();
        var earliest = (now - Reach).ToUnixTimeMilliseconds();
        var from = DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(after ?? earliest, earliest, now.ToUnixTimeMilliseconds()));
        var told = await grains.GetGrain<IOperationsGrain>(IOperationsGrain.Key).Read(from);
        var live = await gatherings.OfSubtreeAsync(Everything, GatheringScope.Live, count: Paging.Most, cancellation: cancellation);
        var carried = told.Rooms.ToLookup(static room => room.Gathering, StringComparer.Ordinal);
        return Answers.Ok(new OperateView(
            now.ToUnixTimeMilliseconds(),
            [.. told.Samples.Select(NodeSampleView.Of)],
            [.. live.Select(summary => LiveRoomView.Of(summary, [.. carried[summary.Charter.Id]])).OrderByDescending(static room => room.Connections)]));
    }
}

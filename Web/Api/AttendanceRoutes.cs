using Grains.Gatherings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Storage.Queries;
using Web.Api.Views;
using Web.SignIn;

namespace Web.Api;

/// <summary>The member's own attendance, the latest first. Nobody sees another's here.</summary>
public static class AttendanceRoutes
{
    public static void MapAttendance(this IEndpointRouteBuilder api) => api.MapGet("/attendance", Read);

    private static async Task<IResult> Read(HttpContext context, FiguresQuery figures, CancellationToken cancellation)
    {
        var rows = await figures.AttendanceAsync(context.User.Member(), count: Paging.Most, cancellation: cancellation);
        return Answers.Ok<OwnAttendanceView[]>(
        [
            .. rows.Select(static row => new OwnAttendanceView(
                row.Gathering,
                row.Topic,
                row.OpensAt.ToUnixTimeMilliseconds(),
                row.Seconds,
                row.Session <= 0 ? 0 : Math.Round(Math.Clamp((double)row.Seconds / row.Session, 0, 1), 3),
                row.Presence)),
        ]);
    }
}

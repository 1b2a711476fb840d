using System.Globalization;
using Grains.Coverage;
using Grains.Organisation;
using Grains.Rules;
using Grains.Statistics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Web.Api;
using Web.Live.Wire;
using Web.SignIn;
using Web.Statistics;

namespace Web.Coverage;

/// <summary>Targets of coverage and demonstration units: read by who reads the node's figures, decided by its office or the one above.</summary>
public static class CoverageRoutes
{
    public static void MapCoverage(this IEndpointRouteBuilder api)
    {
        api.MapGet("/nodes/{id}/targets", Targets);
        api.MapPost("/nodes/{id}/targets", (string id, TargetRequest asked, HttpContext context, CoverageDesk desk, CancellationToken cancellation) =>
            DayOf(asked.Until) is { } until && asked.Goal is { } goal
                ? desk.SubmitAsync(id, context, asked.RequestId, asked.Id, (by, request, it) =>
                    new SetTarget(by, request, it, Shape.Short(asked.Measure), goal, until, Shape.Short(asked.Source)), cancellation)
                : Task.FromResult(Answers.Refused(Rulebook.Invalid)));
        api.MapPost("/nodes/{id}/targets/drop", (string id, EndRequest asked, HttpContext context, CoverageDesk desk, CancellationToken cancellation) =>
            desk.SubmitAsync(id, context, asked.RequestId, asked.Id, (by, request, it) => new DropTarget(by, request, it, Shape.Short(asked.Why)), cancellation));
        api.MapGet("/nodes/{id}/demonstrations", Demonstrations);
        api.MapPost("/nodes/{id}/demonstrations", (string id, AwardRequest asked, HttpContext context, CoverageDesk desk, CancellationToken cancellation) =>
            DayOf(asked.Until) is { } until
                ? desk.SubmitAsync(id, context, asked.RequestId, asked.Id, (by, request, it) =>
                    new AwardUnit(by, request, it, Shape.Short(asked.Title), Shape.Short(asked.Reason), until), cancellation)
                : Task.FromResult(Answers.Refused(Rulebook.Invalid)));
        api.MapPost("/nodes/{id}/demonstrations/review", (string id, ReviewRequest asked, HttpContext context, CoverageDesk desk, CancellationToken cancellation) =>
            DayOf(asked.Until) is { } until
                ? desk.SubmitAsync(id, context, asked.RequestId, asked.Id, (by, request, it) => new ReviewUnit(by, request, it, Shape.Short(asked.Review), until), cancellation)
                : Task.FromResult(Answers.Refused(Rulebook.Invalid)));
        api.MapPost("/nodes/{id}/demonstrations/revoke", (string id, EndRequest asked, HttpContext context, CoverageDesk desk, CancellationToken cancellation) =>
            desk.SubmitAsync(id, context, asked.RequestId, asked.Id, (by, request, it) => new RevokeUnit(by, request, it, Shape.Short(asked.Why)), cancellation));
    }

    private static async Task<IResult> Targets(
        string id, HttpContext context, StatisticsDoor door, CoverageReader reader, CancellationToken cancellation) =>
        await door.OpenAsync(id, context.User.Member(), Line.Territorial, cancellation) is { } place
            && await reader.TargetsAsync(place, cancellation) is { } view
            ? Answers.Ok(view)
            : Answers.Refused(Rulebook.NotFound);

    private static async Task<IResult> Demonstrations(
        string id, HttpContext context, StatisticsDoor door, CoverageReader reader, CancellationToken cancellation) =>
        await door.OpenAsync(id, context.User.Member(), Line.Territorial, cancellation) is { } place
            ? Answers.Ok(await reader.DemonstrationsAsync(place, cancellation))
            : Answers.Refused(Rulebook.NotFound);

    private static DateOnly? DayOf(string? day) =>
        DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed) && parsed.Year < 9000 ? parsed : null;
}

/// <summary>Carries commands to the coverage of a node.</summary>
public sealed class CoverageDesk(IOrganisationStore organisation, IGrainFactory grains)
{
    public async Task<IResult> SubmitAsync(
        string node, HttpContext context, string? requestId, string? id, Func<Actor, string, string, CoverageCommand> command, CancellationToken cancellation)
    {
        if (!Shape.Id(node) || !Shape.ClientId(requestId) || !Shape.ClientId(id)
            || await organisation.Actor(context.User.Member(), cancellation) is not { } actor)
        {
            return Answers.Refused(Rulebook.Invalid);
        }

        return (await grains.GetGrain<ICoverageGrain>(node).Submit(command(actor, requestId, id))).Refusal is { } refusal
            ? Answers.Refused(refusal)
            : Results.NoContent();
    }
}

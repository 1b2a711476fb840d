using Grains.Journal;
using Grains.Organisation;
using Grains.Rules;
using Grains.Statistics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Web.Api;
using Web.Live.Wire;
using Web.Operate;
using Web.SignIn;

namespace Web.Statistics;

/// <summary>Figures of a node and its subtree, the names behind them for its officers, and the recount for those of the root.</summary>
public static class StatisticsRoutes
{
    private const int MonthsMost = 60;

    public static void MapStatistics(this IEndpointRouteBuilder api)
    {
        api.MapGet("/definitions", static () => Answers.Ok<DefinitionView[]>([.. Definitions.All.Select(DefinitionView.Of)]));
        api.MapGet("/nodes/{id}/counts", Counts);
        api.MapGet("/nodes/{id}/counts/names", Names);
        api.MapGet("/nodes/{id}/counts.csv", (string id, string? line, HttpContext context, StatisticsExport export, CancellationToken cancellation) =>
            export.CsvAsync(id, line, context, cancellation));
        api.MapGet("/nodes/{id}/counts.xlsx", (string id, string? line, HttpContext context, StatisticsExport export, CancellationToken cancellation) =>
            export.XlsxAsync(id, line, context, cancellation));
        api.MapGet("/nodes/{id}/coverage", Coverage);
        api.MapGet("/nodes/{id}/growth", Growth);
        api.MapPost("/counts/recount", Recount);
        api.MapGet("/counts/recount", Recounted);
    }

    /// <summary>The line asked for, territorial where none is; null where there is no such line.</summary>
    internal static Line? LineOf(string? line) => line switch
    {
        null or "" or "territorial" => Line.Territorial,
        "sector" => Line.Sector,
        _ => null,
    };

    private static async Task<IResult> Counts(
        string id, string? line, HttpContext context, StatisticsDoor door, StatisticsReader reader, CancellationToken cancellation) =>
        LineOf(line) is not { } asked ? Answers.Refused(Rulebook.Invalid)
        : await door.OpenAsync(id, context.User.Member(), asked, cancellation) is { } place
            && await reader.CountsAsync(place, asked, cancellation) is { } view ? Answers.Ok(view)
        : Answers.Refused(Rulebook.NotFound);

    private static async Task<IResult> Names(
        string id, string? category, string? relation, string? after, HttpContext context, StatisticsDoor door, StatisticsReader reader, Looks looks, CancellationToken cancellation)
    {
        if (!Named(category, out Category wanted) || !Named(relation, out Relation where) || (!string.IsNullOrEmpty(after) && !Shape.Id(after)))
        {
            return Answers.Refused(Rulebook.Invalid);
        }

        if (await door.OpenAsync(id, context.User.Member(), Line.Territorial, cancellation) is not { } place)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        if (!place.Names)
        {
            return Answers.Refused(Rulebook.OfficerOnly);
        }

        return await looks.NoteAsync(place.Actor.Member, AuditActions.CountsNames, id, $"{wanted} {where}") is { } refusal
            ? Answers.Refused(refusal)
            : Answers.Ok(await reader.PeopleAsync(place, wanted, where, after, cancellation));
    }

    private static async Task<IResult> Coverage(
        string id, HttpContext context, StatisticsDoor door, StatisticsReader reader, CancellationToken cancellation) =>
        await door.OpenAsync(id, context.User.Member(), Line.Territorial, cancellation) is { } place
            && await reader.CoverageAsync(place, cancellation) is { } view
            ? Answers.Ok(view)
            : Answers.Refused(Rulebook.NotFound);

    private static async Task<IResult> Growth(
        string id, HttpContext context, StatisticsDoor door, StatisticsReader reader, int months = 12, CancellationToken cancellation = default) =>
        months is < 1 or > MonthsMost ? Answers.Refused(Rulebook.Invalid)
        : await door.OpenAsync(id, context.User.Member(), Line.Territorial, cancellation) is { } place
            ? Answers.Ok(await reader.GrowthAsync(place, months, cancellation))
            : Answers.Refused(Rulebook.NotFound);

    private static async Task<IResult> Recount(HttpContext context, OperatorDoor door, IGrainFactory grains, Looks looks, CancellationToken cancellation)
    {
        if (await door.AskAsync(context, cancellation) is { } refusal)
        {
            return Answers.Refused(refusal);
        }

        return await looks.NoteAsync(context.User.Member(), AuditActions.CountsRecount, "", "") is { } unrecorded
            ? Answers.Refused(unrecorded)
            : Answers.Ok(RecountView.Of(await grains.GetGrain<ICountsGrain>(ICountsGrain.Key).Recount()));
    }

    private static async Task<IResult> Recounted(HttpContext context, OperatorDoor door, IGrainFactory grains, CancellationToken cancellation) =>
        await door.AskAsync(context, cancellation) is { } refusal ? Answers.Refused(refusal)
        : await grains.GetGrain<ICountsGrain>(ICountsGrain.Key).Recounted() is { } state ? Answers.Ok(RecountView.Of(state))
        : Answers.Ok(RecountView.None);

    private static bool Named<T>(string? text, out T value) where T : struct, Enum
    {
        value = default;
        return text is { Length: > 0 } && !char.IsAsciiDigit(text[0]) && Enum.TryParse(text, ignoreCase: true, out value) && Enum.IsDefined(value);
    }
}

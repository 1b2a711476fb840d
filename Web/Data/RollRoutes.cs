using Grains.Organisation;
using Grains.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Web.Api;
using Web.Exports;
using Web.SignIn;

namespace Web.Data;

/// <summary>Tree and rolls out of the hub, and the template by which they come in.</summary>
public static class RollRoutes
{
    public static void MapRolls(this IEndpointRouteBuilder api)
    {
        api.MapGet("/nodes/{id}/people.xlsx", (string id, HttpContext context, ExportRolls rolls, bool numbers = false, CancellationToken cancellation = default) =>
            rolls.AnswerAsync(id, context, RollForm.Workbook, numbers, cancellation));
        api.MapGet("/nodes/{id}/people.csv", (string id, HttpContext context, ExportRolls rolls, bool numbers = false, CancellationToken cancellation = default) =>
            rolls.AnswerAsync(id, context, RollForm.PeopleCsv, numbers, cancellation));
        api.MapGet("/nodes/{id}/organisations.csv", (string id, HttpContext context, ExportRolls rolls, CancellationToken cancellation) =>
            rolls.AnswerAsync(id, context, RollForm.NodesCsv, numbers: false, cancellation));
        api.MapGet("/nodes/{id}/enterprises.csv", (string id, HttpContext context, ExportRolls rolls, CancellationToken cancellation) =>
            rolls.AnswerAsync(id, context, RollForm.EnterprisesCsv, numbers: false, cancellation));
        api.MapGet("/imports/template.xlsx", Template);
        api.MapGet("/rolls", Mine);
    }

    private static IResult Template(HttpContext context)
    {
        context.Response.Headers.CacheControl = "private, no-store";
        return Results.Stream(ExportRolls.Template(), ExportFile.Xlsx("template").ContentType, "template.xlsx");
    }

    /// <summary>The organisations whose rolls the officer keeps: where an import may write and what may be exported.</summary>
    private static async Task<IResult> Mine(HttpContext context, IOrganisationStore organisation, CancellationToken cancellation)
    {
        if (await organisation.Actor(context.User.Member(), cancellation) is not { } actor)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        var nodes = new List<RollNodeView>();
        foreach (var path in DataRights.Rolls(actor))
        {
            if (await organisation.Node(path.Split('/', StringSplitOptions.RemoveEmptyEntries)[^1], cancellation) is { } node)
            {
                nodes.Add(new RollNodeView(node.Id, node.Name, DataRights.AskNumbers(actor, node.Path) is null));
            }
        }

        return nodes.Count == 0 ? Answers.Refused(Rulebook.DataRolls) : Answers.Ok(new RollsView([.. nodes]));
    }
}

/// <summary>Organisations whose rolls an officer keeps.</summary>
public sealed record RollsView(RollNodeView[] Nodes);

/// <summary>One of them. <paramref name="Numbers"/>: its registration numbers may be exported.</summary>
public sealed record RollNodeView(string Id, string Name, bool Numbers);

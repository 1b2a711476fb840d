using Grains.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Web.Api.Views;

namespace Web.Api;

/// <summary>The closed catalogue of rules, for anyone: it holds no personal datum.</summary>
public static class RulesRoutes
{
    private static readonly RuleView[] All = [.. Rulebook.All.Select(RuleView.Of)];

    public static void MapRules(this IEndpointRouteBuilder api) => api.MapGet("/rules", static () => Answers.Ok(All)).AllowAnonymous();
}

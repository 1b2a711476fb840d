using Microsoft.Extensions.DependencyInjection;

namespace Storage.Queries;

/// <summary>Queries that only the web's pages ask.</summary>
public static class WebQueries
{
    /// <summary>Registers them over the database that <c>AddHubStorage</c> has registered.</summary>
    public static IServiceCollection AddWebQueries(this IServiceCollection services) => services
        .AddSingleton<PlaceQuery>()
        .AddSingleton<ModerationQuery>()
        .AddSingleton<RosterQuery>()
        .AddSingleton<NodePageQuery>()
        .AddSingleton<TopicQuery>();
}

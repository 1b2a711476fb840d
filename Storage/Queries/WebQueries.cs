using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Storage.Queries;

/// <summary>Queries that only the web's pages ask.</summary>
public static class WebQueries
{
    /// <summary>Registers them, once, over the database that <c>AddHubStorage</c> has registered.</summary>
    public static IServiceCollection AddWebQueries(this IServiceCollection services)
    {
        services.TryAddSingleton<PlaceQuery>();
        services.TryAddSingleton<ModerationQuery>();
        services.TryAddSingleton<RosterQuery>();
        services.TryAddSingleton<NodePageQuery>();
        services.TryAddSingleton<TopicQuery>();
        services.TryAddSingleton<ConsultationQuery>();
        services.TryAddSingleton<ConsultationFiguresQuery>();
        services.TryAddSingleton<PollQuery>();
        services.TryAddSingleton<FlagQuery>();
        services.TryAddSingleton<VirtualBranchQuery>();
        services.TryAddSingleton<StatisticsQuery>();
        services.TryAddSingleton<CensusQuery>();
        services.TryAddSingleton<CoverageQuery>();
        services.TryAddSingleton<EnterpriseFiguresQuery>();
        services.TryAddSingleton<TransferQuery>();
        services.TryAddSingleton<PocketQuery>();
        services.TryAddSingleton<CardQuery>();
        services.TryAddSingleton<OfficeQuery>();
        services.TryAddSingleton<NoticeQuery>();
        services.TryAddSingleton<DevelopmentQuery>();
        services.TryAddSingleton<PrivacyQuery>();
        services.TryAddSingleton<PresentQuery>();
        services.TryAddSingleton<FindQuery>();
        services.TryAddSingleton<ClubQuery>();
        services.TryAddSingleton<AuditQuery>();
        services.TryAddSingleton<MyDataQuery>();
        services.TryAddSingleton<Organisation.PersonQuery>();
        return services;
    }
}

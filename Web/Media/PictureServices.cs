using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Storage.Queries;
using Web.Api;
using Web.Consultations;
using Web.Transfers;

namespace Web.Media;

/// <summary>Wires the decision who may put a picture where; the API and the live hub both ask it.</summary>
public static class PictureServices
{
    /// <summary>Registers it, once, over <c>AddHubStorage</c>.</summary>
    public static IServiceCollection AddPictures(this IServiceCollection services)
    {
        services.AddWebQueries();
        services.TryAddSingleton<GatheringDoor>();
        services.TryAddSingleton<ConsultationDoor>();
        services.TryAddSingleton<TransferDoor>();
        services.TryAddSingleton<PictureGate>();
        return services;
    }
}

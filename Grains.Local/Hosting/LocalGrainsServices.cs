using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans;

namespace Grains.Local;

/// <summary>Brings grains into a host.</summary>
public static class LocalGrainsServices
{
    /// <summary>
    /// Serves the grains of the given assemblies in this process. Register this before whatever calls grains, so that
    /// the host stops the callers first.
    /// </summary>
    public static IServiceCollection AddLocalGrains(this IServiceCollection services,
        Action<LocalGrainsOptions> configure)
    {
        services.AddLogging().AddOptions<LocalGrainsOptions>().Configure(configure);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<LocalRuntime>();
        services.AddSingleton<IHostedService>(static from => from.GetRequiredService<LocalRuntime>());
        services.AddSingleton<LocalGrainFactory>();
        services.AddSingleton<IGrainFactory>(static from => from.GetRequiredService<LocalGrainFactory>());
        services.AddSingleton<IClusterClient>(static from => from.GetRequiredService<LocalGrainFactory>());
        return services;
    }
}

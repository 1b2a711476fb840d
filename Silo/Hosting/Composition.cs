using Grains;
using Storage;
using Web.Hosting;
using Web.Operate;

namespace Silo.Hosting;

/// <summary>Which services and routes each role brings. The order matters at the stop: the host stops the last first.</summary>
internal static class Composition
{
    public static async Task AddAsync(
        WebApplicationBuilder builder, RunSettings settings, StorageOptions storage, HubDatabase database, CancellationToken cancellation)
    {
        builder.Services.AddHubStorage(database);
        builder.Services.AddHubGrains();
        await GrainRuntime.AddAsync(builder, settings, storage, cancellation);
        builder.Services.AddHubWeb(new WebSettings { Runtime = GrainRuntime.Name });
        OtlpExport.Add(builder);
        if (settings.Roles.HasFlag(Roles.Silo))
        {
            builder.Services.AddHostedService(static services => ActivatorUtilities.CreateInstance<ClockPoker>(services, services.GetRequiredService<IGrainFactory>()));
            builder.Services.AddHostedService<RetentionClock>();
        }
    }

    public static void Map(WebApplication app, RunSettings settings)
    {
        if (settings.Roles.HasFlag(Roles.Web))
        {
            app.UseHubWeb();
            app.MapHubWeb();
        }
        else
        {
            // A silo alone is asked for its health and its figures and for nothing else.
            app.MapHealth();
            app.MapOwnMetrics();
        }
    }
}

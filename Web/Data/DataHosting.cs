using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Web.Data;

/// <summary>Import, export, audit, my data, corrections.</summary>
public static class DataHosting
{
    internal static void AddData(this IServiceCollection services)
    {
        services.AddSingleton<ExportRolls>();
        services.AddSingleton<ImportDesk>();
        services.AddSingleton<MyDataFile>();
        services.AddSingleton<Grains.Corrections.CorrectionDesk>();
    }

    internal static void MapData(this IEndpointRouteBuilder api)
    {
        api.MapAudit();
        api.MapRolls();
        api.MapImports();
        api.MapMyData();
    }
}

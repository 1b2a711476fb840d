using Grains.Clock;
using Grains.Consultations;
using Grains.Corrections;
using Grains.Coverage;
using Grains.Enterprises;
using Grains.Gatherings;
using Grains.Offices;
using Grains.Time;
using Grains.Transfers;
using Grains.VirtualBranches;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Grains;

/// <summary>What the grains need beside storage: clock, calendar, settings of rooms.</summary>
public static class GrainsServices
{
    public static IServiceCollection AddHubGrains(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<HubCalendar>();
        services.AddOptions<RoomOptions>().BindConfiguration("Room");
        services.AddOptions<ConsultationOptions>().BindConfiguration("Consultation");
        services.AddOptions<UnitPolicy>().BindConfiguration("Units");
        services.AddOptions<VirtualBranchOptions>().BindConfiguration("VirtualBranch");
        services.AddSingleton<IDueSource, VirtualBranchClock>();
        services.AddSingleton<IDueSource, TransferClock>();
        services.AddSingleton<IDueSource, OfficeClock>();
        services.AddSingleton<IDueSource, CorrectionClock>();
        services.AddSingleton<IDueSource, CoverageClock>();
        services.AddOptions<TransferOptions>().BindConfiguration("Transfer");
        return services;
    }
}

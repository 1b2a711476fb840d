using Grains.Consultations;
using Grains.Gatherings;
using Grains.Journal;
using Grains.Organisation;
using Grains.Points;
using Grains.Rules;
using Grains.Time;
using Microsoft.Extensions.DependencyInjection;
#if ORLEANS
using Orleans.Hosting;
using Orleans.TestingHost;
#else
using Grains.Local;
using Microsoft.Extensions.Hosting;
#endif

namespace Grains.Tests.Gatherings;

/// <summary>The hub's grains on either runtime, over a database in memory and a clock that tests move.</summary>
public sealed class HubFixture : IAsyncLifetime
{
    internal MemoryHub Database { get; } = new();
    internal StillClock Clock { get; } = new();
    internal RoomOptions Options { get; } = new() { MemberRate = 0, RoomRate = 0 };

    private void AddServices(IServiceCollection services)
    {
        services.AddSingleton<IGatheringStore>(Database).AddSingleton<ILedgerStore>(Database).AddSingleton<IJournal>(Database);
        services.AddSingleton<IConsultationStore>(Database).AddSingleton<IOrganisationStore>(Database);
        services.AddSingleton<HubCalendar>();
        services.AddSingleton(Microsoft.Extensions.Options.Options.Create(Options));
    }

#if ORLEANS
    private InProcessTestCluster? _cluster;

    internal IGrainFactory Grains => _cluster!.Client;

    public Task InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) => AddServices(silo.Services.AddSingleton<TimeProvider>(Clock)));
        _cluster = builder.Build();
        return _cluster.DeployAsync();
    }

    public async Task DisposeAsync()
    {
        await _cluster!.StopAllSilosAsync();
        await _cluster.DisposeAsync();
    }
#else
    private ServiceProvider? _services;

    internal IGrainFactory Grains => _services!.GetRequiredService<IGrainFactory>();

    public Task InitializeAsync()
    {
        var services = new ServiceCollection().AddSingleton<TimeProvider>(Clock)
            .AddLocalGrains(static options => options.Assemblies.Add(typeof(IGatheringGrain).Assembly));
        AddServices(services);
        _services = services.BuildServiceProvider();
        return _services.GetServices<IHostedService>().Single().StartAsync(default);
    }

    public async Task DisposeAsync()
    {
        await _services!.GetServices<IHostedService>().Single().StopAsync(default);
        await _services!.DisposeAsync();
    }
#endif

    internal static Actor Actor(string member, params Office[] offices) =>
        new(member, "名" + member, Category.Full, Relation.Registered, "b-1", "/b-0/b-1/", offices);

    internal static readonly Actor Secretary = Actor("m-secretary", new Office(Role.Secretary, "b-1", "/b-0/b-1/"));
}

/// <summary>
/// Stands still until a test moves it on, so that a slow machine adds nothing; runtimes' own timers keep running while
/// what is due comes at once.
/// </summary>
internal sealed class StillClock : TimeProvider
{
    private readonly DateTimeOffset _start = TimeProvider.System.GetUtcNow();
    private long _shift;

    public override DateTimeOffset GetUtcNow() => _start + TimeSpan.FromTicks(Interlocked.Read(ref _shift));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _shift, by.Ticks);
}

/// <summary>Real time moved on by tests, for what is compared with times that a database was given in passing.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    private long _shift;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _shift));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _shift, by.Ticks);
}

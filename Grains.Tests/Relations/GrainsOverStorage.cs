using Grains.Gatherings;
using Grains.Journal;
using Grains.Tests.Gatherings;
using Grains.Tests.Storage;
using Grains.Tests.Transfers;
using Grains.Transfers;
using Microsoft.Extensions.DependencyInjection;
using Storage;
using Storage.Journal;
#if ORLEANS
using Orleans.Hosting;
using Orleans.TestingHost;
#else
using Grains.Local;
using Microsoft.Extensions.Hosting;
#endif

namespace Grains.Tests.Relations;

/// <summary>
/// The hub's grains on either runtime over a real database, a clock that tests move and commits that tests can break:
/// for grains whose state is relations. Each runs on SQLite and on PostgreSQL.
/// </summary>
public abstract class GrainsOverStorage(DatabaseFixture database) : IAsyncLifetime
{
    internal HubDatabase Database => database.Database;

    internal ShiftedClock Clock { get; } = new();

    internal BreakableCommits Commits { get; } = new();

    internal LossyFilings Filings { get; } = new();
    /// <summary>Completes once the journal, whose connection a test broke, writes again.</summary>
    internal async Task UpAsync()
    {
        var journal = Services.GetRequiredService<IJournal>();
        while (!journal.IsUp)
        {
            await Task.Yield();
        }
    }

#if ORLEANS
    private InProcessTestCluster? _cluster;

    internal IGrainFactory Grains => _cluster!.Client;

    internal IServiceProvider Services => _cluster!.Silos[0].ServiceProvider;

    public async Task InitializeAsync()
    {
        await database.InitializeAsync();
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            AddServices(silo.Services);
            silo.AddMemoryGrainStorageAsDefault();
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async Task DisposeAsync()
    {
        await _cluster!.StopAllSilosAsync();
        await _cluster.DisposeAsync();
        await database.DisposeAsync();
    }
#else
    private ServiceProvider? _services;

    internal IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    internal IServiceProvider Services => _services!;

    public async Task InitializeAsync()
    {
        await database.InitializeAsync();
        var services = new ServiceCollection();
        AddServices(services);
        services.AddLocalGrains(static options => options.Assemblies.Add(typeof(IGatheringGrain).Assembly));
        _services = services.BuildServiceProvider();
        await Host().StartAsync(default);
    }

    public async Task DisposeAsync()
    {
        await Host().StopAsync(default);
        await _services!.DisposeAsync();
        await database.DisposeAsync();
    }

    private IHostedService Host() => Services.GetServices<IHostedService>().Single();
#endif

    private void AddServices(IServiceCollection services) => services
        .AddSingleton<TimeProvider>(Clock)
        .AddSingleton<IJournalProbe>(Commits)
        .AddSingleton<IFilingPort>(_ => Filings.Over(new global::Storage.Transfers.FilingInbox(Database, Clock)))
        .AddLogging()
        .AddHubStorage(Database)
        .AddHubGrains()
        .AddSingleton<Microsoft.Extensions.Configuration.IConfiguration>(
            new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build());
}

public sealed class SqliteGrains() : GrainsOverStorage(new SqliteFixture());

public sealed class PostgresGrains() : GrainsOverStorage(new PostgresFixture());

/// <summary>Breaks commits before or after they are made, as a process that dies there would.</summary>
internal sealed class BreakableCommits : IJournalProbe
{
    private int _before;
    private int _after;

    /// <summary>The next commit breaks, and nothing of it is written.</summary>
    public void BreakBefore() => Volatile.Write(ref _before, 1);

    /// <summary>The next commit is made, and its answer is lost.</summary>
    public void BreakAfter() => Volatile.Write(ref _after, 1);

    void IJournalProbe.BeforeCommit() => Break(ref _before);

    void IJournalProbe.AfterCommit() => Break(ref _after);

    private static void Break(ref int flag)
    {
        if (Interlocked.Exchange(ref flag, 0) == 1)
        {
            throw new IOException("The connection broke.");
        }
    }
}

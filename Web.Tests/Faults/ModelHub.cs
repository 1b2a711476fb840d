using Grains.Gatherings;
using Grains.Journal;
using Grains.Local;
using Grains.Points;
using Grains.Rules;
using Grains.Tests;
using Grains.Tests.Gatherings;
using Grains.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans;

namespace Web.Tests.Faults;

/// <summary>The hub's real grains over a database in memory, on a clock that stands still until a world moves it.</summary>
internal sealed class ModelHub : IAsyncDisposable
{
    public const int Members = 4;
    private readonly ServiceProvider _services;

    private ModelHub()
    {
        Database.Members.AddRange(Enumerable.Range(1, Members).Select(static n =>
            new RosterLine($"m-{n}", $"名{n}", "一支部", Category.Full, Relation.Registered, Expected: true, Eligible: true)));
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<IGatheringStore>(Database).AddSingleton<ILedgerStore>(Database).AddSingleton<IJournal>(Database)
            .AddSingleton<HubCalendar>()
            .AddSingleton(Options.Create(new RoomOptions { MemberRate = 0, RoomRate = 0 }))
            .AddLocalGrains(static options => options.Assemblies.Add(typeof(IGatheringGrain).Assembly))
            .BuildServiceProvider();
    }

    public FakeClock Clock { get; } = new();
    public MemoryHub Database { get; } = new();
    public IGrainFactory Grains => _services.GetRequiredService<IGrainFactory>();

    public static readonly Actor Secretary = Actor("m-secretary", new Office(Role.Secretary, "b-1", "/b-1/"));

    public static async Task<ModelHub> StartAsync()
    {
        var hub = new ModelHub();
        await hub.Host.StartAsync(default);
        return hub;
    }

    public static Actor Actor(string member, params Office[] offices) =>
        new(member, "名" + member, Category.Full, Relation.Registered, "b-1", "/b-1/", offices);

    /// <summary>Opens a gathering of everyone; answers its id.</summary>
    public async Task<string> OpenAsync(string id)
    {
        var now = Clock.GetUtcNow();
        var charter = new GatheringCharter(
            id, "b-1", "/b-1/", "一支部", true, GatheringType.Flash, "主题", false, Secretary.Member, Secretary.Name, now, now);
        Assert.Null((await Grains.GetGrain<IGatheringGrain>(id).Summon(Secretary, charter, TimeSpan.FromMinutes(60))).Refusal);
        return id;
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await Host.StopAsync(patience.Token);
        await _services.DisposeAsync();
    }

    private IHostedService Host => _services.GetServices<IHostedService>().Single();
}

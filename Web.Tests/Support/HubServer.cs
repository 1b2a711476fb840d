using System.Net;
using Grains;
using Grains.Gatherings;
using Grains.Organisation;
using Grains.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;
using Silo.Hosting;
using Storage;
using Storage.Organisation;
using Web.Hosting;

namespace Web.Tests.Support;

/// <summary>
/// The whole hub in this process on a free loopback port, with a <see cref="TestDatabase"/> of its own that goes with it.
/// </summary>
public sealed class HubServer : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-test-").FullName;
    private string? _postgres;
    private StorageOptions? _storage;
    private HubDatabase? _database;
    private WebApplication? _app;

    public TestClock Clock { get; } = new();

    public LogCapture Logs { get; } = new();

    /// <summary>May be changed before the start; sign-in is not throttled unless a test says so.</summary>
    public WebSettings Settings { get; } = new() { SignInsPerAddress = 0, SignInsPerNumber = 0, DeclarationsPerAddress = 0, RequestsPerMinute = 0, SessionTrust = TimeSpan.FromSeconds(3) };

    public IServiceProvider Services => _app!.Services;

    public IGrainFactory GrainFactory => Services.GetRequiredService<IGrainFactory>();

    /// <summary>Such as <c>http://127.0.0.1:40123</c>.</summary>
    public string Origin { get; private set; } = "";

    /// <summary>As <c>/health/ready</c> names it.</summary>
    public string DatabaseKind => _postgres is null ? "sqlite" : "postgres";

    public WebApplication App => _app!;

    public string ClientFolder => Path.Combine(_folder, "wwwroot");

    public async Task InitializeAsync()
    {
        Settings.ClientFolder = ClientFolder;
        Directory.CreateDirectory(Path.Combine(ClientFolder, "assets"));
        await File.WriteAllTextAsync(Path.Combine(ClientFolder, "index.html"), "<!doctype html><title>hub</title>");
        await File.WriteAllTextAsync(Path.Combine(ClientFolder, "sw.js"), "// worker");
        await File.WriteAllTextAsync(Path.Combine(ClientFolder, "assets", "app-1a2b3c.js"), new string('x', 4096));
        _postgres = await TestDatabase.CreateAsync();
        _storage = new StorageOptions { Data = Path.Combine(_folder, "data"), Postgres = _postgres };
        _database = await HubDatabase.OpenAsync(_storage);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        builder.Logging.SetMinimumLevel(LogLevel.Trace);
        builder.Logging.AddProvider(Logs);
        // Tests found by the hundred.
        builder.Configuration["VirtualBranch:Most"] = "1000";
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddHubStorage(_database);
        builder.Services.AddHubGrains();
        await AddGrainsAsync(builder);
        builder.Services.AddHubWeb(Settings);
        // The slow hash is PasswordsTests' matter; here hundreds sign in.
        builder.Services.Configure<PasswordHasherOptions>(static options => options.IterationCount = 1_000);
        _app = builder.Build();
        _app.UseHubWeb();
        _app.MapHubWeb();
        await Services.GetRequiredService<RosterWriter>().ImportAsync(Tenant.Plan());
        await _app.StartAsync();
        Origin = Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
    }

    public async Task DisposeAsync()
    {
        await _app!.StopAsync();
        await _app.DisposeAsync();
        await _database!.DisposeAsync();
        await TestDatabase.DropAsync(_postgres);
        Directory.Delete(_folder, recursive: true);
    }

    // By whichever runtime this build has, alone in this process.
    private Task AddGrainsAsync(WebApplicationBuilder builder)
    {
        var cluster = new ClusterSettings("test", "test", IPAddress.Loopback, SiloPort: 0, GatewayPort: 0, Join: false);
        return GrainRuntime.AddAsync(
            builder, new RunSettings(IPAddress.Loopback, 0, _storage!.Data, _postgres, Demo: false, Roles.Both, LogLevel.Trace, cluster), _storage, CancellationToken.None);
    }

    /// <summary>A caller without a session.</summary>
    public HubCaller Anonymous() => new(Origin);

    /// <summary>A caller with a fresh session of its own.</summary>
    public async Task<HubCaller> SignInAsync(Person person)
    {
        var caller = Anonymous();
        await caller.SignInAsync(person.Number, Person.Password);
        return caller;
    }

    public async Task<Actor> ActorAsync(Person person) =>
        (await Services.GetRequiredService<IOrganisationStore>().Actor(person.Id, CancellationToken.None))!;

    /// <summary>Sends commands to a gathering as the live hub would, and expects each to be allowed.</summary>
    public async Task<RoomAnswer[]> SubmitAsync(string gathering, params RoomCommand[] commands)
    {
        var answers = await GrainFactory.GetGrain<IGatheringGrain>(gathering).Submit("test", commands);
        Assert.All(answers, static answer => Assert.Null(answer.Refusal));
        return answers;
    }
}

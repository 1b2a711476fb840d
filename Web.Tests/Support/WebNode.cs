using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Storage;
using Web.Hosting;

namespace Web.Tests.Support;

/// <summary>One more web node before the grains and the database of a hub that runs: what a cluster has several of.</summary>
public sealed class WebNode : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebNode(WebApplication app) => _app = app;

    public string Origin => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<WebNode> StartAsync(HubServer hub)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(hub.Clock);
        builder.Services.AddSingleton(hub.GrainFactory);
        builder.Services.AddHubStorage(hub.Services.GetRequiredService<HubDatabase>());
        builder.Services.AddHubWeb(hub.Settings);
        var app = builder.Build();
        app.UseHubWeb();
        app.MapHubWeb();
        await app.StartAsync();
        return new WebNode(app);
    }

    /// <summary>Stops in order, as under a supervisor: everyone is told to come back, then it leaves.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

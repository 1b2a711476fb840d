using System.CommandLine;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bench.Fanout;

/// <summary>What one writes without thinking of thousands: a SignalR group, one send per message, nothing stored. The yardstick.</summary>
public sealed class StockHub : Hub
{
    private static long _seq;

    public async Task<object> Join(string gathering, string? epoch, long? lastSeq)
    {
        await Groups.AddToGroupAsync(Context.ConnectionId, gathering);
        return new { ok = true, head = Interlocked.Read(ref _seq) };
    }

    public async Task<object> Post(string gathering, StockPost message)
    {
        var seq = Interlocked.Increment(ref _seq);
        await Clients.Group(gathering).SendAsync(
            "frame", new { s = seq, k = "message", at = 1_700_000_000_000, by = "m-bench1", name = "成员1", id = message.ClientId, text = message.Text });
        return new { ok = true, seq, clientId = message.ClientId };
    }
}

/// <summary>A message to the plain hub.</summary>
public sealed record StockPost(string ClientId, string Text);

/// <summary><c>stock-server</c>: serves the plain hub; started by <c>fanout --vs stock</c>.</summary>
internal static class StockServer
{
    public static Command Create()
    {
        var command = new Command("stock-server", "serve a plain SignalR hub") { Hidden = true };
        command.SetAction(static (_, cancellation) => ServeAsync(cancellation));
        return command;
    }

    private static async Task ServeAsync(CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSignalR();
        await using var app = builder.Build();
        app.MapHub<StockHub>("/hub");
        await app.StartAsync(cancellation);
        Console.WriteLine($"listening on {app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()}");
        await app.WaitForShutdownAsync(cancellation);
    }
}

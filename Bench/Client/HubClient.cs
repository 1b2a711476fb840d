using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Bench.Client;

/// <summary>Makes real SignalR clients for the hub: WebSocket, JSON, no negotiation.</summary>
public static class HubClient
{
    /// <param name="url">The hub's address over HTTP, such as <c>http://127.0.0.1:5080</c>.</param>
    /// <param name="cookie">The session cookie as sent, <c>hub-session=…</c>.</param>
    public static HubConnection Create(string url, string? cookie)
    {
        var socket = new Uri(url.Replace("http", "ws", StringComparison.Ordinal) + "/hub");
        var services = new ServiceCollection().BuildServiceProvider();
        return new HubConnection(
            new SocketConnectionFactory(cookie, url),
            new JsonHubProtocol(Options.Create(new JsonHubProtocolOptions())),
            new UriEndPoint(socket),
            services,
            NullLoggerFactory.Instance);
    }

    /// <summary>Calls a method of the hub and answers its JSON.</summary>
    public static Task<JsonElement> Ask(this HubConnection hub, string method, params object?[] arguments) =>
        hub.InvokeCoreAsync<JsonElement>(method, arguments, CancellationToken.None);
}

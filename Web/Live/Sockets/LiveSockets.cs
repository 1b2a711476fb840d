using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;

namespace Web.Live.Sockets;

/// <summary>
/// The WebSockets of this node: opens them for SignalR, lets a second pass for each, and closes them at the end.
/// It stands where SignalR's own transports would: they copy each message through two more pipes and hand it from
/// thread to thread, which costs more than all the rest of a small frame.
/// </summary>
public sealed class LiveSockets(HubConnectionHandler<ActivityHub> hub)
{
    /// <summary>How long a client may take to answer the close.</summary>
    private static readonly TimeSpan CloseMost = TimeSpan.FromSeconds(1);
    private const int IdBytes = 16;

    private readonly ConcurrentDictionary<string, SocketConnection> _all = new(StringComparer.Ordinal);

    /// <summary>Serves one connection to its end.</summary>
    public async Task ServeAsync(HttpContext context)
    {
        if (!WebSocketHandshake.TryAccept(context, out var upgrade))
        {
            return;
        }

        await using var stream = await upgrade.UpgradeAsync();
        var connection = new SocketConnection(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes)), context, stream);
        _all[connection.ConnectionId] = connection;
        var reading = connection.ReadAsync();
        try
        {
            await hub.OnConnectedAsync(connection);
        }
        finally
        {
            await connection.CloseAsync(reading, CloseMost);
            _all.TryRemove(connection.ConnectionId, out _);
        }
    }

    /// <summary>To be called once a second.</summary>
    public void Beat()
    {
        foreach (var (_, connection) in _all)
        {
            connection.Beat();
        }
    }

    /// <summary>Ends what is left at the stop of the node.</summary>
    public void CloseAll()
    {
        foreach (var (_, connection) in _all)
        {
            connection.Abort();
        }
    }
}

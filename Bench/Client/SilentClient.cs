using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Bench.Client;

/// <summary>
/// A client that enters a room and then reads nothing more, with the smallest receive buffer that the kernel gives, so
/// that the hub's writes soon have nowhere to go. It never notices anything, not even that the hub has closed: its window
/// is shut, so the farewell cannot reach it. <see cref="HeldBy"/> asks the kernel about the hub's end.
/// </summary>
public sealed class SilentClient : IDisposable
{
    private const string Established = "01";
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 2_048 };

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <summary>
    /// The connections that a server on this port holds open, by their far port, and the bytes that the kernel has
    /// taken from it for each and not got rid of.
    /// </summary>
    public static Dictionary<int, long> HeldBy(int server)
    {
        var local = $":{server:X4}";
        // The kernel may tell of one twice while others come and go.
        return File.ReadLines("/proc/net/tcp").Skip(1)
            .Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(columns => columns[1].EndsWith(local, StringComparison.Ordinal) && columns[3] == Established)
            .GroupBy(static columns => Convert.ToInt32(columns[2].Split(':')[1], 16), static columns => Convert.ToInt64(columns[4].Split(':')[0], 16))
            .ToDictionary(static connection => connection.Key, static connection => connection.Last());
    }

    /// <summary>Connects, shakes hands, asks to join, and falls silent.</summary>
    public async Task EnterAsync(string url, string token, string gathering, CancellationToken cancellation)
    {
        var address = new Uri(url);
        await _socket.ConnectAsync(IPAddress.Parse(address.Host), address.Port, cancellation);
        await _socket.SendAsync(Encoding.ASCII.GetBytes(
            $"GET /hub HTTP/1.1\r\nHost: {address.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nOrigin: {url}\r\n"
            + $"Cookie: hub-session={token}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"), cancellation);
        var answer = new byte[2_048];
        var got = await _socket.ReceiveAsync(answer, cancellation);
        if (!Encoding.ASCII.GetString(answer, 0, got).StartsWith("HTTP/1.1 101", StringComparison.Ordinal))
        {
            throw new IOException("The hub opened no socket.");
        }

        await SendAsync("""{"protocol":"json","version":1}""", cancellation);
        await _socket.ReceiveAsync(answer, cancellation);
        await SendAsync($$"""{"type":1,"invocationId":"1","target":"Join","arguments":[{{JsonSerializer.Serialize(gathering)}},null,null]}""", cancellation);
    }

    public void Dispose() => _socket.Dispose();

    // A frame of text under a mask of zeros, as RFC 6455 asks of clients.
    private async Task SendAsync(string message, CancellationToken cancellation)
    {
        var body = Encoding.UTF8.GetBytes(message + "\u001e");
        byte[] frame = body.Length < 126
            ? [0x81, (byte)(0x80 | body.Length), 0, 0, 0, 0, .. body]
            : [0x81, 0xFE, (byte)(body.Length >> 8), (byte)body.Length, 0, 0, 0, 0, .. body];
        await _socket.SendAsync(frame, cancellation);
    }
}

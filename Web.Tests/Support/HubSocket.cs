using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Web.Tests.Support;

/// <summary>The live hub spoken bare: one socket, SignalR's JSON protocol, one call at a time.</summary>
public sealed class HubSocket : IDisposable
{
    private const byte End = 0x1E;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _patience = new(Patience);
    private readonly List<byte> _received = [];
    private int _calls;

    /// <summary>101 where the socket opened, else the status that refused it.</summary>
    public int Status { get; private set; }

    /// <summary>Opens a socket with the cookie and an Origin; null sends none.</summary>
    public static async Task<HubSocket> OpenAsync(string origin, string? token, string? claimedOrigin)
    {
        var hub = new HubSocket();
        hub._socket.Options.CollectHttpResponseDetails = true;
        if (claimedOrigin is not null)
        {
            hub._socket.Options.SetRequestHeader("Origin", claimedOrigin);
        }

        if (token is not null)
        {
            hub._socket.Options.SetRequestHeader("Cookie", $"hub-session={token}");
        }

        try
        {
            await hub._socket.ConnectAsync(new Uri(origin.Replace("http", "ws", StringComparison.Ordinal) + "/hub"), hub._patience.Token);
            hub.Status = 101;
            await hub.SendAsync("""{"protocol":"json","version":1}""");
            await hub.ReceiveAsync();
        }
        catch (WebSocketException) when (hub.Status != 101)
        {
            hub.Status = (int)hub._socket.HttpStatusCode;
        }

        return hub;
    }

    /// <summary>Calls a method with arguments written as JSON values; answers the result, or <c>{"error"}</c>.</summary>
    public async Task<JsonElement> InvokeAsync(string method, params string[] arguments)
    {
        var id = $"{++_calls}";
        await SendAsync($$"""{"type":1,"invocationId":"{{id}}","target":"{{method}}","arguments":[{{string.Join(',', arguments)}}]}""");
        while (true)
        {
            var message = await ReceiveAsync();
            if (message.TryGetProperty("invocationId", out var answered) && answered.GetString() == id)
            {
                return message.TryGetProperty("result", out var result) ? result : message;
            }
        }
    }

    /// <summary>The rule that refused, <c>ok</c>, or <c>error</c>.</summary>
    public static string OutcomeOf(JsonElement answer) =>
        answer.TryGetProperty("refusal", out var refusal) ? refusal.GetProperty("rule").GetString()!
        : answer.TryGetProperty("error", out _) ? "error"
        : "ok";

    public void Dispose()
    {
        _socket.Dispose();
        _patience.Dispose();
    }

    private Task SendAsync(string message) =>
        _socket.SendAsync(new ArraySegment<byte>([.. Encoding.UTF8.GetBytes(message), End]), WebSocketMessageType.Text, true, _patience.Token);

    private async Task<JsonElement> ReceiveAsync()
    {
        var buffer = new byte[64 * 1024];
        int end;
        while ((end = _received.IndexOf(End)) < 0)
        {
            var part = await _socket.ReceiveAsync(new ArraySegment<byte>(buffer), _patience.Token);
            Assert.NotEqual(WebSocketMessageType.Close, part.MessageType);
            _received.AddRange(buffer.AsSpan(0, part.Count));
        }

        var message = _received.GetRange(0, end).ToArray();
        _received.RemoveRange(0, end + 1);
        return JsonDocument.Parse(message).RootElement;
    }
}

using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Bench.Client;

/// <summary>
/// A member at a server that speaks plain WebSocket: one message a frame, the body as long as the hub's entries. It counts
/// what comes and takes the posting time out of the text. A post goes over the socket, or over HTTP where
/// <paramref name="publish"/> is given.
/// </summary>
public sealed class PlainMember(Tally tally, string path, HttpClient? publish = null) : IRoomMember
{
    private static long _posted;
    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _calls = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _sending = new(1);
    private byte[] _buffer = new byte[4 * 1024];

    public long Head { get; private set; }
    public long Duplicates => 0;

    /// <summary>Starts a run: what is posted from now on is numbered from 1.</summary>
    public static void Restart() => Interlocked.Exchange(ref _posted, 0);

    public async Task ConnectAsync(string url, string? token, CancellationToken cancellation)
    {
        await _socket.ConnectAsync(new Uri(url.Replace("http", "ws", StringComparison.Ordinal) + path), cancellation);
        _ = ReadAsync();
    }

    public Task JoinAsync(string gathering) => Task.CompletedTask;

    public async Task<(bool Ok, long Seq)> PostAsync(string gathering, string clientId, string padding)
    {
        var now = Stopwatch.GetTimestamp();
        var text = now.ToString(CultureInfo.InvariantCulture) + " " + padding;
        var seq = Interlocked.Increment(ref _posted);
        if (publish is not null)
        {
            var body = JsonSerializer.Serialize(new { s = seq, k = "message", at = 1_700_000_000_000, by = "m-bench1", name = "成员1", id = clientId, text }, Plain);
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await publish.PostAsync("/pub", content);
            answer.EnsureSuccessStatusCode();
        }
        else
        {
            var answer = _calls[clientId] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await SendAsync(JsonSerializer.SerializeToUtf8Bytes(new { id = clientId, text }, Plain));
            await answer.Task.WaitAsync(TimeSpan.FromSeconds(60));
        }

        if (now >= tally.From)
        {
            tally.Acknowledgement.Add(Stopwatch.GetElapsedTime(now));
        }

        return (true, seq);
    }

    public void Dispose()
    {
        _socket.Abort();
        _socket.Dispose();
        _sending.Dispose();
    }

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private async Task SendAsync(byte[] message)
    {
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Text, true, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            for (var filled = 0; ;)
            {
                if (filled == _buffer.Length)
                {
                    Array.Resize(ref _buffer, _buffer.Length * 2);
                }

                var got = await _socket.ReceiveAsync(_buffer.AsMemory(filled), CancellationToken.None);
                filled += got.Count;
                if (got.MessageType == WebSocketMessageType.Close)
                {
                    break;
                }

                if (got.EndOfMessage)
                {
                    Take(_buffer.AsSpan(0, filled));
                    filled = 0;
                }
            }
        }
        catch (Exception fault) when (fault is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Closed by either side.
        }
    }

    private void Take(ReadOnlySpan<byte> json)
    {
        tally.Frame();
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            if (reader.ValueTextEquals("ack"u8))
            {
                reader.Read();
                if (_calls.TryRemove(reader.GetString()!, out var waiting))
                {
                    waiting.TrySetResult();
                }
            }
            else if (reader.ValueTextEquals("text"u8))
            {
                reader.Read();
                Head++;
                if (Utf8Parser.TryParse(reader.ValueSpan, out long posted, out _))
                {
                    tally.Deliver(posted);
                }
            }
        }
    }
}

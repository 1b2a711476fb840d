using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Bench.Client;

/// <summary>
/// A client of a few hundred bytes that speaks SignalR's JSON protocol over a real WebSocket, handshake included, but
/// reads frames without building objects: thousands fit on one core beside the server. It counts each entry once, sees
/// what is missing and what is doubled, and takes the posting time out of the text.
/// </summary>
public sealed class LeanClient(Tally tally) : IRoomMember
{
    private const byte Separator = 0x1E;
    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<(bool Ok, long Number)>> _calls = new();
    private readonly SemaphoreSlim _sending = new(1);
    private byte[] _buffer = new byte[4 * 1024];
    private int _filled;
    private int _call;

    /// <summary>Where it counts; another one may take over between two phases of a run.</summary>
    public Tally Tally { get; set; } = tally;
    public long Head { get; private set; }
    public long Received { get; private set; }
    public long Duplicates { get; private set; }
    public long Gaps { get; private set; }
    /// <summary>Messages that the hub said it did not show live.</summary>
    public long LeftOut { get; private set; }
    /// <summary>The history that <see cref="Head"/> is a position of.</summary>
    public string? Epoch { get; private set; }
    /// <summary>Whether the last Join went on from the position that was sent.</summary>
    public bool Recovered { get; private set; }
    public Task Reading { get; private set; } = Task.CompletedTask;

    public async Task ConnectAsync(string url, string? token, CancellationToken cancellation)
    {
        _socket.Options.SetRequestHeader("Origin", url);
        if (token is not null)
        {
            _socket.Options.SetRequestHeader("Cookie", $"hub-session={token}");
        }

        await _socket.ConnectAsync(new Uri(url.Replace("http", "ws", StringComparison.Ordinal) + "/hub"), cancellation);
        await SendAsync("{\"protocol\":\"json\",\"version\":1}");
        Reading = ReadAsync();
        _ = PingAsync();
    }

    /// <summary>Enters the room and goes on from its head.</summary>
    public async Task JoinAsync(string gathering)
    {
        var (ok, head) = await CallAsync("Join", JsonSerializer.Serialize(gathering) + ",null,null");
        if (!ok)
        {
            throw new InvalidOperationException("The room did not let a member in.");
        }

        Head = Math.Max(Head, head);
    }

    /// <summary>Comes back with the position of another client, which lost its connection.</summary>
    public async Task<bool> ResumeAsync(string gathering, LeanClient lost)
    {
        Head = lost.Head;
        var (ok, head) = await CallAsync("Join", $"{JsonSerializer.Serialize(gathering)},{JsonSerializer.Serialize(lost.Epoch)},{lost.Head}");
        Head = Math.Max(Head, head);
        return ok;
    }

    /// <summary>Posts a text that carries the moment; answers whether it was acknowledged, and its seq.</summary>
    public async Task<(bool Ok, long Seq)> PostAsync(string gathering, string clientId, string padding)
    {
        var now = Stopwatch.GetTimestamp();
        var text = now.ToString(CultureInfo.InvariantCulture) + " " + padding;
        var answer = await CallAsync("Post", $$"""{{JsonSerializer.Serialize(gathering)}},{"clientId":"{{clientId}}","text":"{{text}}"}""");
        if (now >= Tally.From)
        {
            Tally.Acknowledgement.Add(Stopwatch.GetElapsedTime(now));
        }

        return answer;
    }

    public void Dispose()
    {
        _socket.Abort();
        _socket.Dispose();
        _sending.Dispose();
    }

    private async Task<(bool Ok, long Number)> CallAsync(string target, string arguments)
    {
        var id = Interlocked.Increment(ref _call);
        var answer = _calls[id] = new TaskCompletionSource<(bool, long)>(TaskCreationOptions.RunContinuationsAsynchronously);
        await SendAsync($$"""{"type":1,"invocationId":"{{id}}","target":"{{target}}","arguments":[{{arguments}}]}""");
        return await answer.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    private async Task SendAsync(string message)
    {
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(Encoding.UTF8.GetBytes(message + (char)Separator), WebSocketMessageType.Text, true, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task PingAsync()
    {
        try
        {
            while (_socket.State == WebSocketState.Open)
            {
                await Task.Delay(TimeSpan.FromSeconds(12));
                await SendAsync("{\"type\":6}");
            }
        }
        catch (Exception fault) when (fault is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The socket is gone; the reader has said so.
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            while (true)
            {
                if (_filled == _buffer.Length)
                {
                    Array.Resize(ref _buffer, _buffer.Length * 2);
                }

                var got = await _socket.ReceiveAsync(_buffer.AsMemory(_filled), CancellationToken.None);
                if (got.MessageType == WebSocketMessageType.Close)
                {
                    break;
                }

                _filled += got.Count;
                Take();
            }
        }
        catch (Exception fault) when (fault is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Closed by either side.
        }

        foreach (var call in _calls.Values)
        {
            call.TrySetException(new IOException("The connection is closed."));
        }
    }

    private void Take()
    {
        var rest = _buffer.AsSpan(0, _filled);
        int end;
        while ((end = rest.IndexOf(Separator)) >= 0)
        {
            Record(rest[..end]);
            rest = rest[(end + 1)..];
        }

        rest.CopyTo(_buffer);
        _filled = rest.Length;
    }

    private void Record(ReadOnlySpan<byte> json)
    {
        Tally.Frame();
        var reader = new Utf8JsonReader(json);
        var (type, call, ok, number) = (0, 0, false, 0L);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            if (reader.ValueTextEquals("s"u8))
            {
                reader.Read();
                Entry(reader.GetInt64());
            }
            else if (reader.ValueTextEquals("x"u8))
            {
                LeaveOut(ref reader);
            }
            else if (reader.ValueTextEquals("text"u8))
            {
                reader.Read();
                if (Utf8Parser.TryParse(reader.ValueSpan, out long posted, out _))
                {
                    Tally.Deliver(posted);
                }
            }
            else if (reader.ValueTextEquals("type"u8) && reader.CurrentDepth == 1)
            {
                reader.Read();
                type = reader.GetInt32();
            }
            else if (reader.ValueTextEquals("invocationId"u8))
            {
                reader.Read();
                call = Utf8Parser.TryParse(reader.ValueSpan, out int id, out _) ? id : 0;
            }
            else if (type == 3 && reader.CurrentDepth == 2 && reader.ValueTextEquals("epoch"u8))
            {
                reader.Read();
                Epoch = reader.GetString();
            }
            else if (type == 3 && reader.CurrentDepth == 2 && reader.ValueTextEquals("recovered"u8))
            {
                reader.Read();
                Recovered = reader.GetBoolean();
            }
            else if (type == 3 && reader.CurrentDepth == 2)
            {
                (ok, number) = Answer(ref reader, ok, number);
            }
        }

        if (type == 3 && _calls.TryRemove(call, out var waiting))
        {
            waiting.TrySetResult((ok, number));
        }
    }

    // The answer to a call: whether it went well, and the seq or head that it tells. What else is in it is passed over.
    private static (bool Ok, long Number) Answer(ref Utf8JsonReader reader, bool ok, long number)
    {
        if (reader.ValueTextEquals("ok"u8))
        {
            reader.Read();
            return (reader.GetBoolean(), number);
        }

        if (reader.ValueTextEquals("seq"u8) || reader.ValueTextEquals("head"u8))
        {
            reader.Read();
            return (ok, reader.GetInt64());
        }

        reader.Skip();
        return (ok, number);
    }

    // Runs of messages that a large room is not shown live: they come after the entries among which they stand.
    private void LeaveOut(ref Utf8JsonReader reader)
    {
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
        {
            reader.Read();
            var first = reader.GetInt64();
            reader.Read();
            var last = reader.GetInt64();
            reader.Read();
            Gaps += Math.Max(0, first - Head - 1) - Math.Max(0, Math.Min(last, Head) - first + 1);
            LeftOut += last - first + 1;
            Head = Math.Max(Head, last);
        }
    }

    private void Entry(long seq)
    {
        if (Head == 0)
        {
            Head = seq - 1;
        }

        if (seq <= Head)
        {
            Duplicates++;
            return;
        }

        Gaps += seq - Head - 1;
        Received++;
        Head = seq;
    }
}

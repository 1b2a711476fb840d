using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Web.Live.Sockets;
using Web.Tests.Support;

namespace Web.Tests.Live;

/// <summary>The hub's own WebSocket: frames however they are cut, what breaks the protocol, pings, and the close.</summary>
public sealed class WebSocketTests(HubServer server) : IClassFixture<HubServer>
{
    private const int Frame = 0x80 | Opcode.Text;

    [Fact]
    public async Task Frames_are_taken_apart_however_their_bytes_are_cut()
    {
        var random = new Random(7);
        var expected = new List<byte>();
        var wire = new List<byte>();
        foreach (var length in new[] { 0, 1, 7, 125, 126, 200, 65_535, 65_536, 70_001 })
        {
            var payload = new byte[length];
            random.NextBytes(payload);
            expected.AddRange(payload);
            // A message in two parts with a ping between them.
            wire.AddRange(Encode(Opcode.Text, payload.AsSpan(0, length / 3), final: false));
            wire.AddRange(Encode(Opcode.Ping, "hi"u8));
            wire.AddRange(Encode(Opcode.Continuation, payload.AsSpan(length / 3)));
        }

        for (var round = 0; round < 20; round++)
        {
            var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
            var frames = new InboundFrames();
            var pings = 0;
            for (var at = 0; at < wire.Count;)
            {
                var part = Math.Min(wire.Count - at, 1 + random.Next(round == 0 ? 1 : 5_000));
                var bytes = wire.GetRange(at, part).ToArray();
                for (var done = 0; done < part;)
                {
                    var verdict = frames.Take(bytes.AsSpan(done), pipe.Writer, out var taken);
                    done += taken;
                    Assert.True(verdict is Inbound.More or Inbound.Ping);
                    if (verdict == Inbound.Ping)
                    {
                        pings++;
                        Assert.Equal("hi"u8.ToArray(), frames.Control.ToArray());
                    }
                }

                at += part;
            }

            await pipe.Writer.CompleteAsync();
            var read = await pipe.Reader.ReadAtLeastAsync(expected.Count + 1);
            Assert.Equal(9, pings);
            Assert.True(System.Buffers.BuffersExtensions.ToArray(read.Buffer).AsSpan().SequenceEqual(expected.ToArray()));
        }
    }

    public static TheoryData<string, byte[]> Broken => new()
    {
        { "not masked", [Frame, 2, 1, 2] },
        { "an extension's bit", [Frame | 0x40, 0x80, 0, 0, 0, 0] },
        { "an unknown kind", [0x83, 0x80, 0, 0, 0, 0] },
        { "a continuation of nothing", Encode(Opcode.Continuation, "x"u8) },
        { "a message within a message", [.. Encode(Opcode.Text, "x"u8, final: false), .. Encode(Opcode.Text, "y"u8)] },
        { "a control frame in parts", Encode(Opcode.Ping, "x"u8, final: false) },
        { "a control frame of 126 bytes", Encode(Opcode.Ping, new byte[126]) },
        { "a length beyond all", [Frame, 0x80 | 127, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0] },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task What_breaks_the_protocol_is_closed_with_1002(string what, byte[] bytes)
    {
        using var raw = await OpenAsync();

        await raw.GetStream().WriteAsync(bytes);

        Assert.True(await CloseCodeAsync(raw.GetStream()) == SocketConnection.ProtocolError, what);
    }

    [Fact]
    public async Task A_ping_is_answered_and_a_close_too()
    {
        using var raw = await OpenAsync();
        var stream = raw.GetStream();

        await stream.WriteAsync(Encode(Opcode.Ping, "still there?"u8));
        var pong = new byte[14];
        await stream.ReadExactlyAsync(pong);
        Assert.Equal((byte)(0x80 | Opcode.Pong), pong[0]);
        Assert.Equal("still there?", Encoding.ASCII.GetString(pong, 2, 12));

        await stream.WriteAsync(Encode(Opcode.Close, [0x03, 0xE8]));
        Assert.Equal(SocketConnection.NormalClosure, await CloseCodeAsync(stream));
        Assert.Equal(0, await stream.ReadAsync(new byte[1]));
    }

    [Theory]
    [InlineData("Upgrade", "h2c", 400)]
    [InlineData("Sec-WebSocket-Version", "12", 426)]
    [InlineData("Sec-WebSocket-Key", "short", 400)]
    public async Task Another_handshake_opens_nothing(string header, string value, int status)
    {
        using var caller = await server.SignInAsync(Tenant.Member);
        using var raw = new TcpClient();
        await raw.ConnectAsync(IPAddress.Loopback, new Uri(server.Origin).Port);
        await raw.GetStream().WriteAsync(Handshake(caller.Token!, (header, value)));

        Assert.StartsWith($"HTTP/1.1 {status} ", await HeadAsync(raw.GetStream()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_platforms_own_client_agrees_with_it_on_large_and_small_messages()
    {
        using var caller = await server.SignInAsync(Tenant.Member);
        using var socket = await HubSocket.OpenAsync(server.Origin, caller.Token, server.Origin);

        Assert.Equal("ok", HubSocket.OutcomeOf(await socket.InvokeAsync("Hello", "{}")));
        Assert.Equal("request.invalid", HubSocket.OutcomeOf(await socket.InvokeAsync("Join", $"\"{new string('x', 30_000)}\"", "null", "null")));
    }

    private async Task<TcpClient> OpenAsync()
    {
        using var caller = await server.SignInAsync(Tenant.Member);
        var raw = new TcpClient();
        await raw.ConnectAsync(IPAddress.Loopback, new Uri(server.Origin).Port);
        await raw.GetStream().WriteAsync(Handshake(caller.Token!));
        var head = await HeadAsync(raw.GetStream());
        Assert.StartsWith("HTTP/1.1 101 ", head, StringComparison.Ordinal);
        // The example of RFC 6455 §1.3.
        Assert.Contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", head, StringComparison.Ordinal);
        return raw;
    }

    private byte[] Handshake(string token, (string Name, string Value)? other = null)
    {
        var headers = new Dictionary<string, string>
        {
            ["Host"] = new Uri(server.Origin).Authority, ["Origin"] = server.Origin, ["Cookie"] = $"hub-session={token}",
            ["Connection"] = "Upgrade", ["Upgrade"] = "websocket", ["Sec-WebSocket-Version"] = "13", ["Sec-WebSocket-Key"] = "dGhlIHNhbXBsZSBub25jZQ==",
        };
        if (other is { } change)
        {
            headers[change.Name] = change.Value;
        }

        return Encoding.ASCII.GetBytes("GET /hub HTTP/1.1\r\n" + string.Concat(headers.Select(static h => $"{h.Key}: {h.Value}\r\n")) + "\r\n");
    }

    private static async Task<string> HeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    private static async Task<int> CloseCodeAsync(NetworkStream stream)
    {
        var close = new byte[4];
        await stream.ReadExactlyAsync(close).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal((byte)(0x80 | Opcode.Close), close[0]);
        return (close[2] << 8) | close[3];
    }

    private static byte[] Encode(int opcode, ReadOnlySpan<byte> payload, bool final = true)
    {
        byte[] mask = [0x11, 0x82, 0x33, 0xF4];
        var bytes = new List<byte> { (byte)((final ? 0x80 : 0) | opcode) };
        switch (payload.Length)
        {
            case < 126:
                bytes.Add((byte)(0x80 | payload.Length));
                break;
            case <= ushort.MaxValue:
                bytes.AddRange([0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length]);
                break;
            default:
                bytes.AddRange([0x80 | 127, 0, 0, 0, 0, (byte)(payload.Length >> 24), (byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length]);
                break;
        }

        bytes.AddRange(mask);
        for (var i = 0; i < payload.Length; i++)
        {
            bytes.Add((byte)(payload[i] ^ mask[i & 3]));
        }

        return [.. bytes];
    }
}

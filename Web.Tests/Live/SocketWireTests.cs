using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Web.Live.Sockets;

namespace Web.Tests.Live;

/// <summary>The way out of one connection: straight to the kernel, whole and in order also where the client does not keep up.</summary>
public sealed class SocketWireTests : IAsyncLifetime
{
    private const int Large = 3_000_000;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private TcpClient _client = null!;
    private Socket _server = null!;

    public async Task InitializeAsync()
    {
        _listener.Start();
        _client = new TcpClient { ReceiveBufferSize = 4_096 };
        var accepting = _listener.AcceptSocketAsync();
        await _client.ConnectAsync(IPAddress.Loopback, ((IPEndPoint)_listener.LocalEndpoint).Port);
        _server = await accepting;
    }

    public Task DisposeAsync()
    {
        _client.Dispose();
        _server.Dispose();
        _listener.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task What_a_client_takes_is_sent_at_once()
    {
        var frames = new OutboundFrames(new SocketWire(_server));

        Assert.True(frames.SendAsync(new ReadyMessage("一"u8)).AsTask().IsCompletedSuccessfully);
        Assert.True(frames.WriteAsync(Encoding.UTF8.GetBytes("二")).AsTask().IsCompletedSuccessfully);

        Assert.Equal([(Opcode.Text, 3), (Opcode.Text, 3)], await ReadAsync(2));
    }

    [Fact]
    public async Task What_a_client_does_not_take_waits_and_arrives_whole_and_in_order()
    {
        var frames = new OutboundFrames(new SocketWire(_server));
        var stuck = frames.SendAsync(new ReadyMessage(new byte[Large])).AsTask();
        var answer = frames.WriteAsync(new byte[70_000]).AsTask();
        frames.Pong("first"u8);
        frames.Pong("second!"u8);
        var last = frames.SendAsync(new ReadyMessage(new byte[10])).AsTask();
        Assert.False(stuck.IsCompleted || answer.IsCompleted || last.IsCompleted);

        var read = await ReadAsync(4);

        await Task.WhenAll(stuck, answer, last);
        Assert.Equal([(Opcode.Text, Large), (Opcode.Text, 70_000), (Opcode.Pong, 7), (Opcode.Text, 10)], read);
        Assert.True(frames.SendAsync(new ReadyMessage("x"u8)).AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Who_waits_for_a_client_that_is_cut_is_told()
    {
        var frames = new OutboundFrames(new SocketWire(_server));
        var stuck = frames.SendAsync(new ReadyMessage(new byte[Large])).AsTask();
        var behind = frames.WriteAsync(new byte[10]).AsTask();

        _server.Dispose();

        await Assert.ThrowsAnyAsync<Exception>(() => stuck.WaitAsync(TimeSpan.FromSeconds(20)));
        await Assert.ThrowsAnyAsync<Exception>(() => behind.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task An_answer_that_seats_is_on_its_way_before_the_seat_is_ready()
    {
        var frames = new OutboundFrames(new SocketWire(_server));
        var ready = false;
        "answer"u8.ToArray().CopyTo(frames.GetMemory(6));
        frames.Advance(6);
        frames.AfterFlush(() => ready = true);
        Assert.False(ready);

        await frames.FlushAsync();

        Assert.True(ready);
        Assert.Equal([(Opcode.Text, 6)], await ReadAsync(1));
    }

    [Fact]
    public async Task A_connection_whose_client_went_without_a_word_closes_like_any_other()
    {
        var context = new DefaultHttpContext();
        context.Features.Set<IConnectionSocketFeature>(new Accepted(_server));
        var connection = new SocketConnection("c-1", context, Stream.Null);
        // What the kernel says to a send once the other side is gone.
        _server.Shutdown(SocketShutdown.Send);

        await connection.CloseAsync(Task.CompletedTask, TimeSpan.Zero);
    }

    [Fact]
    public void Where_the_hub_encrypts_bytes_take_the_servers_stream()
    {
        var context = new DefaultHttpContext();
        context.Features.Set<IConnectionSocketFeature>(new Accepted(_server));
        Assert.IsType<SocketWire>(ByteWire.Of(context, Stream.Null));

        context.Features.Set<ITlsConnectionFeature>(new TlsConnectionFeature());

        Assert.IsType<StreamWire>(ByteWire.Of(context, Stream.Null));
        Assert.IsType<StreamWire>(ByteWire.Of(new DefaultHttpContext(), Stream.Null));
    }

    // Kinds and lengths of the next frames.
    private async Task<List<(int Opcode, int Length)>> ReadAsync(int frames)
    {
        var stream = _client.GetStream();
        var read = new List<(int, int)>();
        var head = new byte[8];
        for (var i = 0; i < frames; i++)
        {
            await stream.ReadExactlyAsync(head.AsMemory(0, 2)).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
            var (opcode, length) = (head[0] & 0x0F, (int)head[1]);
            if (length > 125)
            {
                await stream.ReadExactlyAsync(head.AsMemory(0, length == 126 ? 2 : 8));
                length = length == 126 ? (head[0] << 8) | head[1] : (head[4] << 24) | (head[5] << 16) | (head[6] << 8) | head[7];
            }

            await stream.ReadExactlyAsync(new byte[length]).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
            read.Add((opcode, length));
        }

        return read;
    }

    private sealed class Accepted(Socket socket) : IConnectionSocketFeature
    {
        public Socket Socket { get; } = socket;
    }
}

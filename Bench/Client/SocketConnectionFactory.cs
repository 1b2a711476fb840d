using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;

namespace Bench.Client;

/// <summary>
/// Gives SignalR's client a ClientWebSocket to speak through: negotiation is skipped and the only transport is the
/// WebSocket, so the whole of SignalR's HTTP client is not needed. When the socket breaks, the connection ends and
/// SignalR's client reports it closed.
/// </summary>
public sealed class SocketConnectionFactory(string? cookie, string origin) : IConnectionFactory
{
    public async ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", origin);
        if (cookie is not null)
        {
            socket.Options.SetRequestHeader("Cookie", cookie);
        }

        await socket.ConnectAsync(((UriEndPoint)endpoint).Uri, cancellationToken);
        return new SocketConnection(socket);
    }

    /// <summary>One WebSocket as a pair of pipes.</summary>
    private sealed class SocketConnection : DefaultConnectionContext
    {
        private readonly ClientWebSocket _socket;
        private readonly CancellationTokenSource _closed = new();
        private readonly Pipe _in = new();
        private readonly Pipe _out = new();
        private readonly Task _pumps;

        public SocketConnection(ClientWebSocket socket)
        {
            _socket = socket;
            ConnectionClosed = _closed.Token;
            Transport = new Ends(_in.Reader, _out.Writer);
            _pumps = Task.WhenAll(Receive(), Send());
        }

        public override void Abort(ConnectionAbortedException abortReason)
        {
            _socket.Abort();
            _closed.Cancel();
        }

        public override async ValueTask DisposeAsync()
        {
            await Transport.Output.CompleteAsync();
            await Transport.Input.CompleteAsync();
            await Task.WhenAny(_pumps, Task.Delay(TimeSpan.FromSeconds(1)));
            _socket.Dispose();
            await _closed.CancelAsync();
            _closed.Dispose();
            await base.DisposeAsync();
        }

        private async Task Receive()
        {
            try
            {
                while (true)
                {
                    var got = await _socket.ReceiveAsync(_in.Writer.GetMemory(8 * 1024), CancellationToken.None);
                    if (got.MessageType == WebSocketMessageType.Close)
                    {
                        break;
                    }

                    _in.Writer.Advance(got.Count);
                    if ((await _in.Writer.FlushAsync()).IsCompleted)
                    {
                        break;
                    }
                }

                await _in.Writer.CompleteAsync();
            }
            catch (Exception fault)
            {
                await _in.Writer.CompleteAsync(fault);
            }

            _out.Reader.CancelPendingRead();
        }

        private async Task Send()
        {
            try
            {
                while (true)
                {
                    var read = await _out.Reader.ReadAsync();
                    if (!read.Buffer.IsEmpty)
                    {
                        await _socket.SendAsync(read.Buffer.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
                    }

                    _out.Reader.AdvanceTo(read.Buffer.End);
                    if (read.IsCompleted || read.IsCanceled)
                    {
                        break;
                    }
                }

                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
                await _out.Reader.CompleteAsync();
            }
            catch (Exception fault)
            {
                await _out.Reader.CompleteAsync(fault);
            }
        }
    }

    private sealed class Ends(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;
        public PipeWriter Output => output;
    }
}

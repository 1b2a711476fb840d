using System.Buffers;
using System.IO.Pipelines;
using System.Security.Claims;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Web.Live.Sockets;

/// <summary>
/// One WebSocket as SignalR wants it. What goes out goes to the kernel at once (<see cref="ByteWire"/>), on the way in
/// stands one pipe, and a silent connection holds no buffer at all: that is what thousands of them cost.
/// A client that breaks the protocol is closed with 1002; one that is gone ends the reading, and with it the connection.
/// </summary>
public sealed class SocketConnection : ConnectionContext, IDuplexPipe, IConnectionUserFeature, IConnectionHeartbeatFeature,
    ITransferFormatFeature, IConnectionInherentKeepAliveFeature, IHttpContextFeature
{
    public const ushort NormalClosure = 1000, ProtocolError = 1002;
    private const int ReadBytes = 4 * 1024;
    private static readonly PipeOptions Inward = new(
        readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline,
        pauseWriterThreshold: LiveServices.InboundFrameMost * 2, resumeWriterThreshold: LiveServices.InboundFrameMost, useSynchronizationContext: false);

    private readonly HttpContext _context;
    private readonly Stream _stream;
    private readonly OutboundFrames _out;
    private readonly Pipe _in = new(Inward);
    private readonly List<(Action<object> Act, object State)> _beats = new(1);
    private IDictionary<object, object?>? _items;
    private volatile bool _closedByClient;
    private volatile bool _ending;
    private bool _ended;
    private int _silent;

    public SocketConnection(string id, HttpContext context, Stream stream)
    {
        (ConnectionId, _context, _stream) = (id, context, stream);
        _out = new OutboundFrames(ByteWire.Of(context, stream));
        Transport = this;
        User = context.User;
        ConnectionClosed = context.RequestAborted;
        Features = new FeatureCollection(7);
        Features.Set<IConnectionUserFeature>(this);
        Features.Set<IConnectionHeartbeatFeature>(this);
        Features.Set<ITransferFormatFeature>(this);
        Features.Set<IConnectionInherentKeepAliveFeature>(this);
        Features.Set<IHttpContextFeature>(this);
        Features.Set(this);
    }

    public override string ConnectionId { get; set; }
    public override IFeatureCollection Features { get; }
    public override IDictionary<object, object?> Items { get => _items ??= new ConnectionItems(); set => _items = value; }
    public override IDuplexPipe Transport { get; set; }
    public override CancellationToken ConnectionClosed { get; set; }

    PipeReader IDuplexPipe.Input => _in.Reader;
    PipeWriter IDuplexPipe.Output => _out;
    public ClaimsPrincipal? User { get; set; }
    HttpContext? IHttpContextFeature.HttpContext { get => _context; set => throw new NotSupportedException(); }
    TransferFormat ITransferFormatFeature.SupportedFormats => TransferFormat.Text;
    TransferFormat ITransferFormatFeature.ActiveFormat { get; set; } = TransferFormat.Text;
    // SignalR would ping who gets nothing from itself, and it knows nothing of the live path: Beat() pings.
    bool IConnectionInherentKeepAliveFeature.HasInherentKeepAlive => true;

    public void OnHeartbeat(Action<object> action, object state)
    {
        lock (_beats)
        {
            _beats.Add((action, state));
        }
    }

    /// <summary>Hands over what is encoded already. Incomplete while the client's buffer is full.</summary>
    public ValueTask SendAsync(ReadyMessage message) => _out.SendAsync(message);

    /// <summary>Has something done once the answer being written is on its way.</summary>
    public void AfterAnswer(Action act) => _out.AfterFlush(act);

    /// <summary>A second went by: who got nothing for long is pinged, and SignalR gives up who does not answer.</summary>
    public void Beat()
    {
        _silent = _out.TakeSpoke() ? 0 : _silent + 1;
        if (_out.Begun && _silent >= LiveServices.KeepAlive.TotalSeconds)
        {
            _silent = 0;
            _out.Ping();
        }

        lock (_beats)
        {
            foreach (var (act, state) in _beats)
            {
                act(state);
            }
        }
    }

    /// <summary>Ends it at once, whatever is under way; nothing where it has ended.</summary>
    public override void Abort(ConnectionAbortedException abortReason)
    {
        // The request's context is not to be touched once the request is over.
        lock (_beats)
        {
            if (!_ended)
            {
                _context.Abort();
            }
        }
    }

    /// <summary>Reads until the client closes or is gone, and hands on what it sends. Never throws.</summary>
    public async Task ReadAsync()
    {
        var frames = new InboundFrames();
        try
        {
            do
            {
                // Waits without a buffer.
                _ = await _stream.ReadAsync(Memory<byte>.Empty, ConnectionClosed);
            }
            while (await TakeAsync(frames));
        }
        catch (Exception)
        {
            // Gone; the end of the input says so.
        }

        await _in.Writer.CompleteAsync();
    }

    /// <summary>SignalR is done with it: says goodbye and gives the client until <paramref name="most"/> to say it too.</summary>
    public async Task CloseAsync(Task reading, TimeSpan most)
    {
        _ending = true;
        try
        {
            _out.Close(NormalClosure);
        }
        catch (IOException)
        {
            // The client has gone without a word: nobody is left to say goodbye to.
        }

        await _in.Reader.CompleteAsync();
        if (!_closedByClient && !ConnectionClosed.IsCancellationRequested)
        {
            await Task.WhenAny(reading, Task.Delay(most, ConnectionClosed));
        }

        // Where the client closed, this may run inside the reading's own last step: it ends by itself.
        if (!reading.IsCompleted && !_closedByClient)
        {
            _context.Abort();
        }

        await reading;
        lock (_beats)
        {
            _ended = true;
        }
    }

    // Takes what has arrived; false: there is no more to come.
    private async ValueTask<bool> TakeAsync(InboundFrames frames)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            var got = await _stream.ReadAsync(buffer.AsMemory(0, ReadBytes), ConnectionClosed);
            if (got == 0)
            {
                return false;
            }

            for (var at = 0; at < got;)
            {
                switch (frames.Take(buffer.AsSpan(at, got - at), _ending ? null : _in.Writer, out var taken))
                {
                    case Inbound.Ping:
                        _out.Pong(frames.Control.Span);
                        break;
                    case Inbound.Close:
                        _closedByClient = true;
                        _out.Close(NormalClosure);
                        return false;
                    case Inbound.Broken:
                        _closedByClient = true;
                        _out.Close(ProtocolError);
                        return false;
                }

                at += taken;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        // What nobody wants any more is read away until the client closes.
        _ = _ending ? default : await _in.Writer.FlushAsync();
        return true;
    }
}

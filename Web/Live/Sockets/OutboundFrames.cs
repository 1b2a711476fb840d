using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;

namespace Web.Live.Sockets;

/// <summary>
/// What SignalR writes to: each flush becomes one WebSocket text frame, handed to the server in one piece. SignalR lets
/// one writer in at a time; pongs and the close frame wait for it here. Writing allocates nothing while the client
/// keeps up; a buffer is held only while it does not.
/// </summary>
public sealed class OutboundFrames(Stream wire) : PipeWriter
{
    private const byte Final = 0x80;
    private const int ShortMost = 125;
    /// <summary>Room that is left before a message for its header.</summary>
    private const int HeaderMost = 10;
    private const int MessageLeast = 512;

    private readonly Lock _gate = new();
    private byte[]? _message;
    private int _length;
    private byte[]? _pong;
    private bool _writing;
    private bool _closed;

    public override void Advance(int bytes) => _length += bytes;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        var needed = HeaderMost + _length + Math.Max(sizeHint, 1);
        if (_message is null || _message.Length < needed)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, MessageLeast));
            if (_message is { } smaller)
            {
                smaller.AsSpan(HeaderMost, _length).CopyTo(larger.AsSpan(HeaderMost));
                ArrayPool<byte>.Shared.Return(smaller);
            }

            _message = larger;
        }

        return _message.AsMemory(HeaderMost + _length);
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (_message is not { } message || _length == 0)
        {
            return new ValueTask<FlushResult>(new FlushResult(false, _closed));
        }

        var length = _length;
        (_message, _length) = (null, 0);
        return Send(Opcode.Text, message, length, cancellationToken);
    }

    /// <summary>Sends a whole message as one frame. Incomplete while the client's buffer is full.</summary>
    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default) =>
        Send(Opcode.Text, Copy(source.Span), source.Length, cancellationToken);

    /// <summary>Answers a ping. While a write is under way only the last one is answered, as the protocol allows.</summary>
    public void Pong(ReadOnlySpan<byte> payload)
    {
        lock (_gate)
        {
            if (_writing)
            {
                _pong = payload.ToArray();
                return;
            }
        }

        Forget(Send(Opcode.Pong, Copy(payload), payload.Length, CancellationToken.None));
    }

    /// <summary>Says goodbye; nothing is sent afterwards. A client that reads nothing does not get it.</summary>
    public void Close(ushort code)
    {
        lock (_gate)
        {
            if (_writing || _closed)
            {
                _closed = true;
                return;
            }
        }

        Span<byte> payload = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(payload, code);
        Forget(Send(Opcode.Close, Copy(payload), payload.Length, CancellationToken.None));
    }

    public override void CancelPendingFlush()
    {
        // Nobody waits for a flush but SignalR's own write, which the connection's end releases.
    }

    /// <summary>The connection ends it, not its writer.</summary>
    public override void Complete(Exception? exception = null)
    {
    }

    private static byte[] Copy(ReadOnlySpan<byte> payload)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(HeaderMost + payload.Length);
        payload.CopyTo(buffer.AsSpan(HeaderMost));
        return buffer;
    }

    // Takes the buffer over: it goes back when its bytes are with the server.
    private ValueTask<FlushResult> Send(int opcode, byte[] buffer, int length, CancellationToken cancellation)
    {
        var from = Header(buffer, opcode, length);
        ValueTask write;
        lock (_gate)
        {
            if (_closed)
            {
                ArrayPool<byte>.Shared.Return(buffer);
                return new ValueTask<FlushResult>(new FlushResult(false, true));
            }

            _closed = opcode == Opcode.Close;
            write = wire.WriteAsync(buffer.AsMemory(from, HeaderMost + length - from), cancellation);
            if (!write.IsCompletedSuccessfully)
            {
                _writing = true;
                return Finish(write, buffer);
            }
        }

        write.GetAwaiter().GetResult();
        ArrayPool<byte>.Shared.Return(buffer);
        return new ValueTask<FlushResult>(default(FlushResult));
    }

    private async ValueTask<FlushResult> Finish(ValueTask write, byte[] buffer)
    {
        try
        {
            await write;
            return default;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            byte[]? pong;
            lock (_gate)
            {
                _writing = false;
                (pong, _pong) = (_pong, null);
            }

            if (pong is not null)
            {
                Forget(Send(Opcode.Pong, Copy(pong), pong.Length, CancellationToken.None));
            }
        }
    }

    // Of a pong or a goodbye that does not get through the end of the connection tells enough.
    private static void Forget(ValueTask<FlushResult> send)
    {
        if (!send.IsCompletedSuccessfully)
        {
            _ = send.AsTask().ContinueWith(static t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
    }

    /// <summary>Writes the header right before the payload; answers where it begins.</summary>
    private static int Header(byte[] buffer, int opcode, int length)
    {
        var from = length switch { <= ShortMost => HeaderMost - 2, <= ushort.MaxValue => HeaderMost - 4, _ => 0 };
        buffer[from] = (byte)(Final | opcode);
        switch (from)
        {
            case HeaderMost - 2:
                buffer[from + 1] = (byte)length;
                break;
            case HeaderMost - 4:
                buffer[from + 1] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(buffer.AsSpan(from + 2), (ushort)length);
                break;
            default:
                buffer[from + 1] = 127;
                BinaryPrimitives.WriteUInt64BigEndian(buffer.AsSpan(from + 2), (ulong)length);
                break;
        }

        return from;
    }
}

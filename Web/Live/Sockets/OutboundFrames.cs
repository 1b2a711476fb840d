using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;

namespace Web.Live.Sockets;

/// <summary>
/// What goes out on one WebSocket. SignalR writes its answers here and each flush becomes one text frame; the live path
/// hands over frames that are ready. Frames go out whole and in the order in which they were handed over; where the
/// client does not keep up, those behind wait for the one under way. Writing allocates nothing while it keeps up; a
/// buffer is held only while it does not.
/// </summary>
public sealed class OutboundFrames(ByteWire wire) : PipeWriter
{
    private const int MessageLeast = 512;
    private static readonly ReadyMessage Pings = new("{\"type\":6}\u001e"u8);

    private readonly Lock _gate = new();
    private byte[]? _message;
    private int _length;
    private Action? _flushed;
    // What the last of the frames that wait is about: complete, or null, while the client keeps up.
    private Task? _tail;
    private byte[]? _pong;
    private bool _closed;
    private volatile bool _spoke;

    /// <summary>Whether anything went out since this was last asked. False before SignalR's first message.</summary>
    public bool TakeSpoke()
    {
        var spoke = _spoke;
        _spoke = false;
        return spoke;
    }

    /// <summary>SignalR has answered the handshake: messages may follow.</summary>
    public bool Begun { get; private set; }

    public override void Advance(int bytes) => _length += bytes;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        var needed = ReadyMessage.HeaderMost + _length + Math.Max(sizeHint, 1);
        if (_message is null || _message.Length < needed)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, MessageLeast));
            if (_message is { } smaller)
            {
                smaller.AsSpan(ReadyMessage.HeaderMost, _length).CopyTo(larger.AsSpan(ReadyMessage.HeaderMost));
                ArrayPool<byte>.Shared.Return(smaller);
            }

            _message = larger;
        }

        return _message.AsMemory(ReadyMessage.HeaderMost + _length);
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Has something done once what is being written is handed over: from then on nothing overtakes it.</summary>
    public void AfterFlush(Action act) => _flushed = act;

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (_message is not { } message || _length == 0)
        {
            return new ValueTask<FlushResult>(new FlushResult(false, _closed));
        }

        var length = _length;
        (_message, _length) = (null, 0);
        var sending = Flushed(Send(Opcode.Text, message, length));
        var flushed = _flushed;
        _flushed = null;
        flushed?.Invoke();
        return sending;
    }

    /// <summary>Sends a whole message as one frame. Incomplete while the client's buffer is full.</summary>
    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default) =>
        Flushed(Send(Opcode.Text, Copy(source.Span), source.Length));

    /// <summary>Sends a frame that is ready, without a copy. Incomplete while the client's buffer is full.</summary>
    public ValueTask SendAsync(ReadyMessage message) => Send(message.Frame, pooled: null, last: false);

    /// <summary>SignalR's own ping; nothing where a write is under way, which tells as much.</summary>
    public void Ping()
    {
        lock (_gate)
        {
            if (_tail is { IsCompleted: false })
            {
                return;
            }
        }

        Forget(Send(Pings.Frame, pooled: null, last: false));
    }

    /// <summary>Answers a ping. While a write is under way only the last one is answered, as the protocol allows.</summary>
    public void Pong(ReadOnlySpan<byte> payload)
    {
        lock (_gate)
        {
            if (_tail is { IsCompleted: false } tail)
            {
                if (_pong is null)
                {
                    _tail = PongAfter(tail);
                }

                _pong = payload.ToArray();
                return;
            }
        }

        Forget(Send(Opcode.Pong, Copy(payload), payload.Length));
    }

    /// <summary>Says goodbye; nothing is sent afterwards. A client that reads nothing does not get it.</summary>
    public void Close(ushort code)
    {
        lock (_gate)
        {
            if (_closed || _tail is { IsCompleted: false })
            {
                _closed = true;
                return;
            }
        }

        Span<byte> payload = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(payload, code);
        Forget(Send(Opcode.Close, Copy(payload), payload.Length));
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
        var buffer = ArrayPool<byte>.Shared.Rent(ReadyMessage.HeaderMost + payload.Length);
        payload.CopyTo(buffer.AsSpan(ReadyMessage.HeaderMost));
        return buffer;
    }

    // Takes the buffer over: it goes back when its bytes are with the kernel.
    private ValueTask Send(int opcode, byte[] buffer, int length)
    {
        Begun |= opcode == Opcode.Text;
        var from = ReadyMessage.HeaderMost - ReadyMessage.HeaderSize(length);
        ReadyMessage.WriteHeader(buffer.AsSpan(from), opcode, length);
        return Send(buffer.AsMemory(from, ReadyMessage.HeaderMost + length - from), buffer, opcode == Opcode.Close);
    }

    private ValueTask Send(ReadOnlyMemory<byte> bytes, byte[]? pooled, bool last)
    {
        try
        {
            lock (_gate)
            {
                if (_closed)
                {
                    GiveBack(pooled);
                    return default;
                }

                (_closed, _spoke) = (last, true);
                if (_tail is { IsCompleted: false } tail)
                {
                    return new ValueTask(_tail = SendAfter(tail, bytes, pooled));
                }

                var write = wire.SendAsync(bytes);
                if (!write.IsCompleted)
                {
                    return new ValueTask(_tail = Finish(write, pooled));
                }

                write.GetAwaiter().GetResult();
            }
        }
        catch (Exception)
        {
            GiveBack(pooled);
            throw;
        }

        GiveBack(pooled);
        return default;
    }

    private async Task SendAfter(Task before, ReadOnlyMemory<byte> bytes, byte[]? pooled)
    {
        try
        {
            await before;
            await wire.SendAsync(bytes);
        }
        finally
        {
            GiveBack(pooled);
        }
    }

    private async Task PongAfter(Task before)
    {
        await before;
        byte[] pong;
        lock (_gate)
        {
            pong = _pong!;
            _pong = null;
        }

        var frame = new byte[ReadyMessage.HeaderSize(pong.Length) + pong.Length];
        ReadyMessage.WriteHeader(frame, Opcode.Pong, pong.Length);
        pong.CopyTo(frame.AsSpan(frame.Length - pong.Length));
        await wire.SendAsync(frame);
    }

    private static async Task Finish(ValueTask write, byte[]? pooled)
    {
        try
        {
            await write;
        }
        finally
        {
            GiveBack(pooled);
        }
    }

    private static void GiveBack(byte[]? pooled)
    {
        if (pooled is not null)
        {
            ArrayPool<byte>.Shared.Return(pooled);
        }
    }

    private ValueTask<FlushResult> Flushed(ValueTask send)
    {
        if (send.IsCompletedSuccessfully)
        {
            return new ValueTask<FlushResult>(new FlushResult(false, _closed));
        }

        return Wait(send);
        static async ValueTask<FlushResult> Wait(ValueTask send)
        {
            await send;
            return default;
        }
    }

    // Of a pong or a goodbye that does not get through the end of the connection tells enough.
    private static void Forget(ValueTask send)
    {
        if (!send.IsCompletedSuccessfully)
        {
            _ = send.AsTask().ContinueWith(static t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
    }
}

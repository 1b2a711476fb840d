using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Web.Live.Sockets;

/// <summary>Where the bytes of one connection go. One send at a time.</summary>
public abstract class ByteWire
{
    /// <summary>Hands all bytes over: complete at once where they are taken, else when there is room for the last of them. Throws where the other side is gone.</summary>
    public abstract ValueTask SendAsync(ReadOnlyMemory<byte> bytes);

    /// <summary>The shortest way to this request's client once its connection is upgraded to <paramref name="stream"/>.</summary>
    public static ByteWire Of(HttpContext context, Stream stream) =>
        OperatingSystem.IsLinux() && context.Features.Get<ITlsConnectionFeature>() is null
            && context.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket
            ? new SocketWire(socket)
            : new StreamWire(stream);
}

/// <summary>Through the server's own buffers: where it encrypts, or where the system is not Linux.</summary>
public sealed class StreamWire(Stream stream) : ByteWire
{
    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => stream.WriteAsync(bytes);
}

/// <summary>
/// Straight to the kernel, on the thread that calls: what thousands get is copied once, into each socket's own buffer,
/// and a client that keeps up costs one system call. The server that accepted the connection writes nothing more to it
/// after the upgrade; it goes on reading, and closes it.
/// </summary>
public sealed partial class SocketWire(Socket socket) : ByteWire
{
    /// <summary>Linux: do not wait, and raise no signal where the other side is gone.</summary>
    private const int Flags = 0x40 | 0x4000;
    private const int Interrupted = 4, TryAgain = 11;

    private readonly SafeSocketHandle _handle = socket.SafeHandle;

    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        var left = bytes;
        while (true)
        {
            var sent = Send(_handle, left.Span, (nuint)left.Length, Flags);
            if (sent == left.Length)
            {
                return default;
            }

            if (sent > 0)
            {
                left = left[(int)sent..];
                continue;
            }

            switch (Marshal.GetLastPInvokeError())
            {
                case Interrupted:
                    continue;
                case TryAgain:
                    return WaitAsync(left);
                case var error:
                    throw new IOException($"The other side is gone ({error}).");
            }
        }
    }

    private async ValueTask WaitAsync(ReadOnlyMemory<byte> left)
    {
        while (left.Length > 0)
        {
            left = left[await socket.SendAsync(left, SocketFlags.None)..];
        }
    }

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    private static partial nint Send(SafeSocketHandle socket, ReadOnlySpan<byte> bytes, nuint length, int flags);
}

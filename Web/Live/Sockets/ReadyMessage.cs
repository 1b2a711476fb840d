using System.Buffers.Binary;

namespace Web.Live.Sockets;

/// <summary>
/// A message of the hub as the WebSocket frame that carries it: encoded once, shared by every connection that gets it,
/// and never changed.
/// </summary>
public sealed class ReadyMessage
{
    private const byte Final = 0x80;
    private const int ShortMost = 125;
    /// <summary>The longest header of a frame that the hub sends.</summary>
    public const int HeaderMost = 10;

    private readonly byte[] _bytes;
    private readonly int _header;

    /// <param name="payload">A whole message of SignalR's protocol, its end included.</param>
    public ReadyMessage(ReadOnlySpan<byte> payload)
    {
        _header = HeaderSize(payload.Length);
        _bytes = new byte[_header + payload.Length];
        WriteHeader(_bytes, Opcode.Text, payload.Length);
        payload.CopyTo(_bytes.AsSpan(_header));
    }

    /// <summary>The frame as it goes over the wire.</summary>
    public ReadOnlyMemory<byte> Frame => _bytes;

    /// <summary>What the frame carries.</summary>
    public ReadOnlyMemory<byte> Payload => _bytes.AsMemory(_header);

    public static int HeaderSize(int length) => length switch { <= ShortMost => 2, <= ushort.MaxValue => 4, _ => HeaderMost };

    /// <summary>Writes the header of an unmasked frame (RFC 6455 §5.2) to the beginning of <paramref name="to"/>.</summary>
    public static void WriteHeader(Span<byte> to, int opcode, int length)
    {
        to[0] = (byte)(Final | opcode);
        switch (HeaderSize(length))
        {
            case 2:
                to[1] = (byte)length;
                break;
            case 4:
                to[1] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(to[2..], (ushort)length);
                break;
            default:
                to[1] = 127;
                BinaryPrimitives.WriteUInt64BigEndian(to[2..], (ulong)length);
                break;
        }
    }
}

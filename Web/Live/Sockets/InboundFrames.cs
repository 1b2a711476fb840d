using System.Buffers.Binary;
using System.IO.Pipelines;

namespace Web.Live.Sockets;

/// <summary>What a run of bytes came to.</summary>
public enum Inbound
{
    /// <summary>All taken; more is to come.</summary>
    More,
    /// <summary>A ping: <see cref="InboundFrames.Control"/> is to be sent back. Bytes may be left.</summary>
    Ping,
    /// <summary>The client closes.</summary>
    Close,
    /// <summary>Not the protocol: close with 1002.</summary>
    Broken,
}

/// <summary>
/// Takes WebSocket frames apart as their bytes come in, however they are cut, and hands on what is in them unmasked.
/// Messages are not told apart, because SignalR's own protocol ends each of its messages itself; nothing is gathered
/// here, so a frame of any length costs no memory. Not thread-safe.
/// </summary>
public sealed class InboundFrames
{
    private const byte Final = 0x80, Reserved = 0x70, Masked = 0x80;
    private const int ControlMost = 125;
    private const int HeaderMost = 14;

    private readonly byte[] _header = new byte[HeaderMost];
    private byte[]? _control;
    private int _headerFilled;
    private int _controlFilled;
    private ulong _left;
    private uint _mask;
    private int _turn;
    private int _opcode;
    private bool _inFrame;
    private bool _inMessage;

    /// <summary>The payload of the last control frame, at most 125 bytes.</summary>
    public ReadOnlyMemory<byte> Control => _control.AsMemory(0, _controlFilled);

    /// <summary>Takes bytes in and writes what they carry to <paramref name="output"/>, without flushing it (null: to nobody); stops at each control frame.</summary>
    public Inbound Take(ReadOnlySpan<byte> bytes, PipeWriter? output, out int taken)
    {
        taken = 0;
        while (true)
        {
            if (!_inFrame)
            {
                if (!Header(bytes, ref taken, out var broken))
                {
                    return broken ? Inbound.Broken : Inbound.More;
                }
            }

            var run = (int)Math.Min(_left, (ulong)(bytes.Length - taken));
            if (run > 0)
            {
                Payload(bytes.Slice(taken, run), output);
                taken += run;
                _left -= (ulong)run;
            }

            if (_left > 0)
            {
                return Inbound.More;
            }

            _inFrame = false;
            switch (_opcode)
            {
                case Opcode.Close:
                    return Inbound.Close;
                case Opcode.Ping:
                    return Inbound.Ping;
            }
        }
    }

    // False: the header is not whole yet, or not a header.
    private bool Header(ReadOnlySpan<byte> bytes, ref int taken, out bool broken)
    {
        broken = false;
        while (true)
        {
            var size = _headerFilled < 2 ? 2 : HeaderSize(_header[1]);
            if (_headerFilled == size)
            {
                break;
            }

            if (taken == bytes.Length)
            {
                return false;
            }

            _header[_headerFilled++] = bytes[taken++];
            if (_headerFilled == 2 && !IsPlausible())
            {
                broken = true;
                return false;
            }
        }

        var length = _header[1] & 0x7F;
        _left = length switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(_header.AsSpan(2)),
            127 => BinaryPrimitives.ReadUInt64BigEndian(_header.AsSpan(2)),
            _ => (ulong)length,
        };
        broken = _left > long.MaxValue;
        _mask = BinaryPrimitives.ReadUInt32LittleEndian(_header.AsSpan(_headerFilled - 4));
        (_headerFilled, _turn, _controlFilled, _inFrame) = (0, 0, 0, true);
        return !broken;
    }

    private static int HeaderSize(byte second) => 6 + ((second & 0x7F) switch { 126 => 2, 127 => 8, _ => 0 });

    // Clients mask; extensions were not agreed on; control frames are whole and short; a message's parts follow each other.
    private bool IsPlausible()
    {
        var (final, length) = ((_header[0] & Final) != 0, _header[1] & 0x7F);
        _opcode = _header[0] & 0x0F;
        if ((_header[0] & Reserved) != 0 || (_header[1] & Masked) == 0)
        {
            return false;
        }

        switch (_opcode)
        {
            case Opcode.Close or Opcode.Ping or Opcode.Pong:
                return final && length <= ControlMost;
            case Opcode.Continuation when _inMessage:
                _inMessage = !final;
                return true;
            case Opcode.Text or Opcode.Binary when !_inMessage:
                _inMessage = !final;
                return true;
            default:
                return false;
        }
    }

    private void Payload(ReadOnlySpan<byte> bytes, PipeWriter? output)
    {
        if (_opcode >= Opcode.Close)
        {
            _control ??= new byte[ControlMost];
            Unmask(bytes, _control.AsSpan(_controlFilled));
            _controlFilled += bytes.Length;
            return;
        }

        if (output is not null)
        {
            Unmask(bytes, output.GetSpan(bytes.Length));
            output.Advance(bytes.Length);
        }
    }

    private void Unmask(ReadOnlySpan<byte> from, Span<byte> to)
    {
        var mask = uint.RotateRight(_mask, 8 * _turn);
        var wide = mask | ((ulong)mask << 32);
        var i = 0;
        for (; i + sizeof(ulong) <= from.Length; i += sizeof(ulong))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(to[i..], BinaryPrimitives.ReadUInt64LittleEndian(from[i..]) ^ wide);
        }

        for (; i < from.Length; i++)
        {
            to[i] = (byte)(from[i] ^ (byte)(mask >> (8 * (i & 3))));
        }

        _turn = (_turn + from.Length) & 3;
    }
}

/// <summary>Kinds of WebSocket frames.</summary>
public static class Opcode
{
    public const int Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10;
}

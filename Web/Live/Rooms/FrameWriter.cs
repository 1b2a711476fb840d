using System.Buffers;
using System.Text.Json;
using Grains.Gatherings;
using Web.Live.Sockets;
using Web.Live.Wire;

namespace Web.Live.Rooms;

/// <summary>A frame, the position it leads to, and its size.</summary>
/// <param name="LeftOut">Who wrote what is left out of it: they get a frame of their own. Null: it is whole.</param>
public readonly record struct EncodedFrame(ReadyMessage Message, long Last, int Bytes, HashSet<string>? LeftOut = null);

/// <summary>
/// Encodes the event <c>frame</c> from a ring's ready fragments. One buffer for all: a frame costs its own bytes and
/// three small objects, however many connections get it. Not thread-safe: its room's lock is its guard.
/// </summary>
public sealed class FrameWriter(string gathering)
{
    private readonly ArrayBufferWriter<byte> _buffer = new(4 * 1024);

    /// <summary>
    /// The entries after <paramref name="after"/> up to <paramref name="last"/>; a beat where they are equal. What
    /// <paramref name="reader"/> wrote is not left out.
    /// </summary>
    public EncodedFrame Encode(RelayRing ring, string epoch, long after, long last, Counts? counts, DateTimeOffset at, string? reader = null)
    {
        HashSet<string>? leftOut = null;
        _buffer.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(_buffer, HubJson.Writer);
        HubJson.Begin(writer, "frame");
        writer.WriteStartObject();
        writer.WriteString("g"u8, gathering);
        writer.WriteString("e"u8, epoch);
        writer.WriteNumber("h"u8, last);
        if (counts is not null)
        {
            writer.WriteStartArray("n"u8);
            writer.WriteNumberValue(counts.Expected);
            writer.WriteNumberValue(counts.Present);
            writer.WriteNumberValue(counts.Excused);
            writer.WriteNumberValue(counts.Inside);
            writer.WriteEndArray();
        }

        if (last > after)
        {
            writer.WriteStartArray("m"u8);
            for (var seq = after + 1; seq <= last; seq++)
            {
                if (ring.LeftOut(seq) is { } author && author != reader)
                {
                    (leftOut ??= new HashSet<string>(StringComparer.Ordinal)).Add(author);
                    continue;
                }

                writer.WriteRawValue(ring.Json(seq), skipInputValidation: true);
            }

            writer.WriteEndArray();
            if (leftOut is not null)
            {
                Runs(writer, ring, after, last, reader);
            }
        }

        writer.WriteNumber("t"u8, at.ToUnixTimeMilliseconds());
        writer.WriteEndObject();
        HubJson.Finish(writer);
        var message = HubJson.Seal(_buffer);
        return new EncodedFrame(message, last, _buffer.WrittenCount, leftOut);
    }

    // [[first, last], …] of what is left out.
    private static void Runs(Utf8JsonWriter writer, RelayRing ring, long after, long last, string? reader)
    {
        writer.WriteStartArray("x"u8);
        for (var seq = after + 1; seq <= last; seq++)
        {
            var first = seq;
            while (seq <= last && ring.LeftOut(seq) is { } author && author != reader)
            {
                seq++;
            }

            if (seq > first)
            {
                writer.WriteStartArray();
                writer.WriteNumberValue(first);
                writer.WriteNumberValue(seq - 1);
                writer.WriteEndArray();
            }
        }

        writer.WriteEndArray();
    }
}

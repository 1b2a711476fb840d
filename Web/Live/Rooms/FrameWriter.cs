using System.Buffers;
using System.Text.Json;
using Grains.Gatherings;
using Microsoft.AspNetCore.SignalR;
using Web.Live.Wire;

namespace Web.Live.Rooms;

/// <summary>A frame, the position it leads to, and its size.</summary>
public readonly record struct EncodedFrame(SerializedHubMessage Message, long Last, int Bytes);

/// <summary>
/// Encodes the event <c>frame</c> from a ring's ready fragments. One buffer for all: a frame costs its own bytes and
/// three small objects, however many connections get it. Not thread-safe: its room's lock is its guard.
/// </summary>
public sealed class FrameWriter(string gathering)
{
    private readonly ArrayBufferWriter<byte> _buffer = new(4 * 1024);

    /// <summary>The entries after <paramref name="after"/> up to <paramref name="last"/>; a beat where they are equal.</summary>
    public EncodedFrame Encode(RelayRing ring, string epoch, long after, long last, Counts? counts, DateTimeOffset at)
    {
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
                writer.WriteRawValue(ring.Json(seq), skipInputValidation: true);
            }

            writer.WriteEndArray();
        }

        writer.WriteNumber("t"u8, at.ToUnixTimeMilliseconds());
        writer.WriteEndObject();
        HubJson.Finish(writer);
        var message = HubJson.Seal(_buffer);
        return new EncodedFrame(message, last, _buffer.WrittenCount);
    }
}

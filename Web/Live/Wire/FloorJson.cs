using System.Text.Json;
using Grains.Gatherings.Floor;

namespace Web.Live.Wire;

/// <summary>Writes the protocol's <c>Floor</c>: who speaks, who waits, by which rules.</summary>
public static class FloorJson
{
    public static void Write(Utf8JsonWriter writer, FloorState floor)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("hands"u8);
        foreach (var hand in floor.Hands)
        {
            writer.WriteStartObject();
            writer.WriteNumber("s"u8, hand.Seq);
            writer.WriteString("member"u8, hand.Member);
            writer.WriteString("name"u8, hand.Name);
            writer.WriteBoolean("order"u8, hand.Order);
            writer.WriteNumber("spoke"u8, hand.Spoke);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (floor.Speaker is { } speaker)
        {
            writer.WriteStartObject("speaker"u8);
            writer.WriteString("member"u8, speaker.Member);
            writer.WriteString("name"u8, speaker.Name);
            writer.WriteNumber("since"u8, speaker.Since.ToUnixTimeMilliseconds());
            Optional(writer, "endsAt"u8, speaker.EndsAt);
            Optional(writer, "left"u8, speaker.Left);
            writer.WriteBoolean("paused"u8, speaker.Paused);
            writer.WriteEndObject();
        }

        writer.WriteBoolean("fair"u8, floor.Fair);
        writer.WriteNumber("seconds"u8, floor.Seconds);
        writer.WriteEndObject();
    }

    private static void Optional(Utf8JsonWriter writer, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }
}

using System.Text.Json;
using Grains.Gatherings;
using Grains.Rules;

namespace Web.Live.Wire;

/// <summary>Writes a roster line as it stands, for officers only.</summary>
public static class RosterJson
{
    public static void Write(Utf8JsonWriter writer, RosterStatus status)
    {
        var line = status.Line;
        writer.WriteStartObject();
        writer.WriteString("member"u8, line.Member);
        writer.WriteString("name"u8, line.Name);
        writer.WriteString("unit"u8, line.Unit);
        writer.WriteString("category"u8, EnumNames.Of(line.Category));
        writer.WriteString("relation"u8, EnumNames.Of(line.Relation));
        writer.WriteBoolean("expected"u8, line.Expected);
        writer.WriteBoolean("eligible"u8, line.Eligible);
        if (line.Granted)
        {
            writer.WriteBoolean("granted"u8, true);
        }

        writer.WriteString("presence"u8, EnumNames.Of(status.Presence));
        writer.WriteBoolean("inside"u8, status.Inside);
        if (status.FirstIn is { } first)
        {
            writer.WriteNumber("firstInAt"u8, first.ToUnixTimeMilliseconds());
        }

        writer.WriteNumber("seconds"u8, status.Seconds);
        writer.WriteNumber("messages"u8, status.Messages);
        if (status.Reason is { } reason)
        {
            writer.WriteString("reason"u8, reason);
        }

        writer.WriteEndObject();
    }
}

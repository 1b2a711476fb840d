using System.Text.Json;
using Grains.Gatherings;

namespace Web.Live.Wire;

/// <summary>
/// Writes an entry as the protocol's <c>Entry</c>. Of a hidden message neither text nor picture is written: whoever
/// comes after the hiding never receives them.
/// </summary>
public static class EntryJson
{
    public static byte[] Encode(Entry entry, bool hidden) =>
        HubJson.Encode((entry, hidden), static (writer, of) => Write(writer, of.entry, of.hidden));

    public static void Write(Utf8JsonWriter writer, Entry entry, bool hidden)
    {
        writer.WriteStartObject();
        Fields(writer, entry, hidden);
        writer.WriteEndObject();
    }

    /// <summary>The protocol's <c>Message</c>: the entry with what later entries did to it.</summary>
    public static void Write(Utf8JsonWriter writer, RoomMessage message)
    {
        writer.WriteStartObject();
        Fields(writer, message.Entry, message.Hidden);
        writer.WriteBoolean("hidden"u8, message.Hidden);
        writer.WriteStartArray("reactions"u8);
        foreach (var reaction in message.Reactions)
        {
            writer.WriteStartObject();
            writer.WriteString("emoji"u8, reaction.Emoji);
            writer.WriteNumber("count"u8, reaction.Count);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteNumber("replies"u8, message.Replies);
        writer.WriteEndObject();
    }

    private static void Fields(Utf8JsonWriter writer, Entry entry, bool hidden)
    {
        // Only what a member said can be hidden; a decision that is named by mistake stays on record.
        hidden &= entry.Kind == EntryKind.Message;
        // Who was muted is named in the entry's text; on the wire it is the name.
        var names = entry.Kind is EntryKind.Muted or EntryKind.Unmuted;
        writer.WriteNumber("s"u8, entry.Seq);
        writer.WriteString("k"u8, EnumNames.Of(entry.Kind));
        writer.WriteNumber("at"u8, entry.At.ToUnixTimeMilliseconds());
        Optional(writer, "by"u8, entry.Author);
        Optional(writer, "name"u8, names ? entry.Text : entry.AuthorName);
        Optional(writer, "id"u8, entry.ClientId);
        Optional(writer, "to"u8, entry.Target);
        Optional(writer, "who"u8, entry.Subject);
        Optional(writer, "text"u8, names || hidden ? null : entry.Text);
        if (entry.Picture is { } picture && !hidden)
        {
            writer.WriteStartObject("pic"u8);
            writer.WriteString("media"u8, picture.Media);
            writer.WriteNumber("w"u8, picture.Width);
            writer.WriteNumber("h"u8, picture.Height);
            writer.WriteEndObject();
        }

        Optional(writer, "v"u8, entry.Value);
        if (entry.Counters is { } counters)
        {
            Counters(writer, counters);
        }
    }

    private static void Counters(Utf8JsonWriter writer, ReactionCount[] counters)
    {
        writer.WriteStartArray("r"u8);
        foreach (var counter in counters)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(counter.Seq);
            writer.WriteStringValue(counter.Emoji);
            writer.WriteNumberValue(counter.Count);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static void Optional(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static void Optional(Utf8JsonWriter writer, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }
}

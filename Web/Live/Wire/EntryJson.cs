using System.Text.Json;
using Grains.Gatherings;
using Grains.Gatherings.Polls;
using Grains.Gatherings.Questions;

namespace Web.Live.Wire;

/// <summary>
/// Writes an entry as the protocol's <c>Entry</c>. Of a hidden message neither text, picture nor recording is written: whoever
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
        Optional(writer, "why"u8, message.Why);
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

    /// <summary>The protocol's <c>Poll</c>: its opening with how it stands.</summary>
    public static void Write(Utf8JsonWriter writer, PollState poll)
    {
        writer.WriteStartObject();
        Fields(writer, poll.Opened, hidden: false);
        writer.WriteNumber("ballots"u8, poll.Ballots);
        Numbers(writer, "counts"u8, poll.Counts);
        writer.WriteBoolean("closed"u8, poll.Closed);
        writer.WriteEndObject();
    }

    /// <summary>The protocol's <c>Question</c>: the entry with how it stands.</summary>
    public static void Write(Utf8JsonWriter writer, QuestionState question)
    {
        writer.WriteStartObject();
        Fields(writer, question.Entry, question.Hidden);
        writer.WriteBoolean("hidden"u8, question.Hidden);
        writer.WriteNumber("votes"u8, question.Votes);
        Optional(writer, "mergedInto"u8, question.MergedInto);
        writer.WriteBoolean("answered"u8, question.Answered);
        Optional(writer, "answer"u8, question.Answer);
        writer.WriteEndObject();
    }

    private static void Fields(Utf8JsonWriter writer, Entry entry, bool hidden)
    {
        // Only what a member said can be hidden; a decision that is named by mistake stays on record.
        hidden &= entry.Kind is EntryKind.Message or EntryKind.Question;
        // Who was muted or has the floor is named in the entry's text; on the wire it is the name.
        var names = entry.Kind is EntryKind.Muted or EntryKind.Unmuted or EntryKind.FloorGiven;
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

        if (entry.Clip is { } clip && !hidden)
        {
            writer.WriteStartObject("clip"u8);
            writer.WriteString("media"u8, clip.Media);
            writer.WriteString("kind"u8, EnumNames.Of(clip.Kind));
            writer.WriteNumber("seconds"u8, clip.Seconds);
            writer.WriteNumber("bytes"u8, clip.Bytes);
            writer.WriteEndObject();
        }

        if (entry.Quote is { } quote && !hidden)
        {
            writer.WriteStartObject("q"u8);
            writer.WriteString("name"u8, quote.Name);
            writer.WriteString("text"u8, quote.Text);
            writer.WriteEndObject();
        }

        Optional(writer, "ed"u8, hidden ? null : entry.EditedAt?.ToUnixTimeMilliseconds());
        Optional(writer, "v"u8, entry.Value);
        if (entry.Counters is { } counters)
        {
            Counters(writer, counters);
        }

        if (entry.Poll is { } poll)
        {
            Form(writer, poll);
        }

        Numbers(writer, "c"u8, entry.Tally);
    }

    private static void Form(Utf8JsonWriter writer, PollForm form)
    {
        writer.WriteStartObject("poll"u8);
        writer.WriteString("id"u8, form.Id);
        writer.WriteString("title"u8, form.Title);
        writer.WriteStartArray("options"u8);
        foreach (var option in form.Options)
        {
            writer.WriteStringValue(option);
        }

        writer.WriteEndArray();
        writer.WriteNumber("most"u8, form.Most);
        writer.WriteBoolean("anonymous"u8, form.Anonymous);
        writer.WriteString("electorate"u8, EnumNames.Of(form.Electorate));
        if (form.Granted > 0)
        {
            writer.WriteNumber("granted"u8, form.Granted);
        }

        writer.WriteEndObject();
    }

    private static void Numbers(Utf8JsonWriter writer, ReadOnlySpan<byte> name, int[]? numbers)
    {
        if (numbers is null)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var number in numbers)
        {
            writer.WriteNumberValue(number);
        }

        writer.WriteEndArray();
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

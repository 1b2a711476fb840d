using System.Text.Json;
using System.Text.Json.Serialization;
using Grains.Gatherings;

namespace Web.Api.Views;

/// <summary>An entry of the log, as the protocol's <c>Entry</c> with its one-letter names.</summary>
public sealed record EntryView(
    long S,
    EntryKind K,
    long At,
    string? By,
    string? Name,
    string? Id,
    long? To,
    string? Who,
    string? Text,
    PictureView? Pic,
    long? V,
    ReactionView[]? R,
    PollFormView? Poll,
    int[]? C,
    QuoteView? Q,
    ClipView? Clip,
    long? Ed)
{
    /// <summary>The entry as it may be told (<see cref="Retractions.Told"/>).</summary>
    public static EntryView Of(Entry entry) => new(
        entry.Seq,
        entry.Kind,
        entry.At.ToUnixTimeMilliseconds(),
        entry.Author,
        entry.AuthorName,
        entry.ClientId,
        entry.Target,
        entry.Subject,
        entry.Text,
        entry.Picture is null ? null : new PictureView(entry.Picture.Media, entry.Picture.Width, entry.Picture.Height),
        entry.Value,
        entry.Counters is null ? null : [.. entry.Counters.Select(static c => new ReactionView(c.Seq, c.Emoji, c.Count))],
        entry.Poll is null ? null : PollFormView.Of(entry.Poll),
        entry.Tally,
        entry.Quote is null ? null : new QuoteView(entry.Quote.Name, entry.Quote.Text),
        entry.Clip is null ? null : new ClipView(entry.Clip.Media, entry.Clip.Kind, entry.Clip.Seconds, entry.Clip.Bytes),
        entry.EditedAt?.ToUnixTimeMilliseconds());
}

/// <summary>The beginning of what a reply answers.</summary>
public sealed record QuoteView(string Name, string Text);

/// <summary>A picture by reference.</summary>
public sealed record PictureView(string Media, int W, int H);

/// <summary>An absolute reaction counter, on the wire the array <c>[seq, emoji, count]</c>.</summary>
[JsonConverter(typeof(ReactionConverter))]
public sealed record ReactionView(long Seq, string Emoji, int Count);

/// <summary>Writes a counter as an array of three.</summary>
public sealed class ReactionConverter : JsonConverter<ReactionView>
{
    public override void Write(Utf8JsonWriter writer, ReactionView value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(value.Seq);
        writer.WriteStringValue(value.Emoji);
        writer.WriteNumberValue(value.Count);
        writer.WriteEndArray();
    }

    public override ReactionView Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray || !reader.Read() || !reader.TryGetInt64(out var seq) || !reader.Read()
            || reader.GetString() is not { } emoji || !reader.Read() || !reader.TryGetInt32(out var count)
            || !reader.Read() || reader.TokenType != JsonTokenType.EndArray)
        {
            throw new JsonException();
        }

        return new ReactionView(seq, emoji, count);
    }
}

using System.Buffers;
using System.Text.Json;
using Grains.Gatherings;

namespace Web.Live.Wire;

/// <summary>
/// The protocol's <c>Snapshot</c>, encoded once for everyone and closed for each: the shared bytes end before the
/// last brace, then follow the bits that differ (who is muted, for officers; whether I am).
/// </summary>
/// <param name="Open">UTF-8 JSON of the object without its last brace.</param>
/// <param name="Muted">The property <c>muted</c> with a leading comma, for officers.</param>
public sealed record SharedSnapshot(byte[] Open, byte[] Muted, RoomState State)
{
    public static SharedSnapshot Of(GatheringCharter charter, GatheringTerms terms, RoomState state, Counts counts)
    {
        var whole = HubJson.Encode((charter, terms, state, counts), static (writer, of) =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName("gathering"u8);
            BriefJson.Write(writer, of.charter, of.terms, of.counts, mine: null);
            writer.WriteNumber("slowSeconds"u8, of.state.SlowSeconds);
            writer.WriteStartArray("decisions"u8);
            foreach (var decision in of.state.Decisions)
            {
                EntryJson.Write(writer, decision, hidden: false);
            }

            writer.WriteEndArray();
            writer.WriteStartArray("messages"u8);
            foreach (var message in of.state.Messages)
            {
                EntryJson.Write(writer, message);
            }

            writer.WriteEndArray();
            writer.WriteStartArray("polls"u8);
            foreach (var poll in of.state.Polls)
            {
                EntryJson.Write(writer, poll);
            }

            writer.WriteEndArray();
            writer.WritePropertyName("floor"u8);
            FloorJson.Write(writer, of.state.Floor);
            if (of.state.Rules is { } rules)
            {
                writer.WriteStartObject("rules"u8);
                writer.WriteNumber("version"u8, rules.Version);
                writer.WriteString("text"u8, rules.Text);
                writer.WriteEndObject();
            }

            writer.WriteStartArray("questions"u8);
            foreach (var question in of.state.Questions)
            {
                EntryJson.Write(writer, question);
            }

            writer.WriteEndArray();
            writer.WriteNumber("head"u8, of.state.Head);
            BriefJson.Write(writer, of.counts);
            writer.WriteEndObject();
        });
        var muted = HubJson.Encode(state.Muted, static (writer, members) =>
        {
            writer.WriteStartArray();
            foreach (var member in members)
            {
                writer.WriteStringValue(member.Member);
            }

            writer.WriteEndArray();
        });
        return new SharedSnapshot(whole[..^1], [.. ",\"muted\":"u8, .. muted], state);
    }

    /// <summary>Writes the snapshot as <paramref name="member"/> may see it.</summary>
    public void WriteTo(Utf8JsonWriter writer, string member, bool officer)
    {
        var mine = Array.Exists(State.Muted, m => m.Member == member) ? ",\"meMuted\":true}"u8 : ",\"meMuted\":false}"u8;
        var length = Open.Length + (officer ? Muted.Length : 0) + mine.Length;
        var bytes = ArrayPool<byte>.Shared.Rent(length);
        Open.CopyTo(bytes, 0);
        if (officer)
        {
            Muted.CopyTo(bytes, Open.Length);
        }

        mine.CopyTo(bytes.AsSpan(length - mine.Length));
        writer.WriteRawValue(bytes.AsSpan(0, length), skipInputValidation: true);
        ArrayPool<byte>.Shared.Return(bytes);
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;
using Grains.Gatherings;
using Grains.Points;
using Grains.Rules;
using Web.Live.Rooms;

namespace Web.Live.Wire;

/// <summary>An answer that writes itself, so that bytes encoded once can be part of many answers.</summary>
public interface IHubAnswer
{
    Refusal? Refusal { get; }
    void WriteTo(Utf8JsonWriter writer);
}

/// <summary>Lets SignalR write an <see cref="IHubAnswer"/>.</summary>
public sealed class HubAnswerConverter : JsonConverter<IHubAnswer>
{
    public override bool CanConvert(Type typeToConvert) => typeof(IHubAnswer).IsAssignableFrom(typeToConvert);

    public override IHubAnswer Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Answers are only written.");

    public override void Write(Utf8JsonWriter writer, IHubAnswer value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        if (value.Refusal is not { } refusal)
        {
            value.WriteTo(writer);
        }
        else
        {
            writer.WriteBoolean("ok"u8, false);
            if (value is Ack { ClientId: { } clientId })
            {
                writer.WriteString("clientId"u8, clientId);
            }

            writer.WriteStartObject("refusal"u8);
            writer.WriteString("rule"u8, refusal.Rule);
            writer.WriteString("zh"u8, refusal.Zh);
            writer.WriteString("en"u8, refusal.En);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}

/// <summary>The answer to a command: committed, or refused.</summary>
public sealed record Ack(Refusal? Refusal, long Seq = 0, DateTimeOffset At = default, string? ClientId = null) : IHubAnswer
{
    public static Ack Of(RoomAnswer answer, string? clientId) => new(answer.Refusal, answer.Seq, answer.At, answer.ClientId ?? clientId);

    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteBoolean("ok"u8, true);
        if (Seq > 0)
        {
            writer.WriteNumber("seq"u8, Seq);
        }

        if (At != default)
        {
            writer.WriteNumber("at"u8, At.ToUnixTimeMilliseconds());
        }

        if (ClientId is not null)
        {
            writer.WriteString("clientId"u8, ClientId);
        }
    }
}

/// <summary>The answer to Join: entries that follow the position told, or a snapshot.</summary>
public sealed record Joined : IHubAnswer
{
    /// <summary>The seat that may get frames once this answer is written.</summary>
    public RelaySeat? Seat { get; init; }
    public Refusal? Refusal { get; init; }
    public EntranceView? You { get; init; }
    public bool Recovered { get; init; }
    public string Epoch { get; init; } = "";
    public long Head { get; init; }
    public SharedSnapshot? Snapshot { get; init; }
    public byte[]? Entries { get; init; }

    public void WriteTo(Utf8JsonWriter writer)
    {
        if (Seat is null || You is null)
        {
            return;
        }

        writer.WriteBoolean("ok"u8, true);
        writer.WriteBoolean("recovered"u8, Recovered);
        writer.WriteString("epoch"u8, Epoch);
        writer.WriteNumber("head"u8, Head);
        writer.WriteStartObject("you"u8);
        writer.WriteBoolean("officer"u8, You.Officer);
        writer.WriteBoolean("maySpeak"u8, You.MaySpeak);
        writer.WriteBoolean("expected"u8, You.Expected);
        writer.WriteNumber("since"u8, You.Since.ToUnixTimeMilliseconds());
        writer.WriteStartArray("voted"u8);
        foreach (var poll in You.Voted)
        {
            writer.WriteStringValue(poll);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("reacted"u8);
        foreach (var (seq, emoji) in You.Reacted)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(seq);
            writer.WriteStringValue(emoji);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteBoolean("accepted"u8, You.Accepted);
        writer.WriteStartArray("appealed"u8);
        foreach (var seq in You.Appealed)
        {
            writer.WriteNumberValue(seq);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        if (Snapshot is not null)
        {
            writer.WritePropertyName("snapshot"u8);
            Snapshot.WriteTo(writer, Seat.Connection.Member, You.Officer);
        }

        if (Entries is not null)
        {
            writer.WritePropertyName("entries"u8);
            writer.WriteRawValue(Entries, skipInputValidation: true);
        }
    }
}

/// <summary>The answer to Replay.</summary>
public sealed record Replayed : IHubAnswer
{
    public Refusal? Refusal { get; init; }
    public byte[] Entries { get; init; } = "[]"u8.ToArray();
    public long Head { get; init; }
    public string Epoch { get; init; } = "";

    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WritePropertyName("entries"u8);
        writer.WriteRawValue(Entries, skipInputValidation: true);
        writer.WriteNumber("head"u8, Head);
        writer.WriteString("epoch"u8, Epoch);
    }
}

/// <summary>The answer to Hello: what the connection missed and what runs.</summary>
public sealed record Welcome(Actor? Actor, DateTimeOffset ServerAt, PointsPush[] Points, IReadOnlyList<LiveBrief> Live) : IHubAnswer
{
    public Refusal? Refusal { get; init; }

    public void WriteTo(Utf8JsonWriter writer)
    {
        if (Actor is null)
        {
            return;
        }

        writer.WriteString("member"u8, Actor.Member);
        writer.WriteString("node"u8, Actor.Node);
        writer.WriteNumber("serverAt"u8, ServerAt.ToUnixTimeMilliseconds());
        writer.WriteStartArray("points"u8);
        foreach (var push in Points)
        {
            Events.Write(writer, push);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("live"u8);
        foreach (var (brief, mine) in Live)
        {
            BriefJson.Write(writer, brief.Charter, brief.Terms, brief.Counts, mine);
        }

        writer.WriteEndArray();
    }
}

/// <summary>A gathering that runs, and how the asking member stands to it.</summary>
public sealed record LiveBrief(GatheringBrief Brief, Mine Mine);

/// <summary>The answer to WatchBranch; empty to one who may not.</summary>
public sealed record BranchWatched(Grains.Branches.BranchLive? Live) : IHubAnswer
{
    public Refusal? Refusal { get; init; }

    public void WriteTo(Utf8JsonWriter writer)
    {
        if (Live is not null)
        {
            writer.WriteString("node"u8, Live.Node);
            writer.WriteNumber("online"u8, Live.Online);
            writer.WriteNumber("at"u8, Live.At.ToUnixTimeMilliseconds());
        }
    }
}

/// <summary>Done, with nothing to tell; or refused.</summary>
public sealed record Done(Refusal? Refusal = null) : IHubAnswer
{
    public void WriteTo(Utf8JsonWriter writer)
    {
    }
}

using System.Text.Json;
using Grains.Gatherings;

namespace Web.Live.Wire;

/// <summary>How a member stands to a gathering; <paramref name="Presence"/> is null where it is not known here.</summary>
public sealed record Mine(bool Expected, Presence? Presence, bool Officer);

/// <summary>Writes a gathering as the protocol's <c>Brief</c>, and its counts.</summary>
public static class BriefJson
{
    public static void Write(Utf8JsonWriter writer, GatheringCharter charter, GatheringTerms terms, Counts counts, Mine? mine)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, charter.Id);
        writer.WriteString("node"u8, charter.Node);
        writer.WriteString("nodeName"u8, charter.NodeName);
        writer.WriteBoolean("subtree"u8, charter.Subtree);
        writer.WriteString("type"u8, EnumNames.Of(charter.Type));
        writer.WriteString("topic"u8, charter.Topic);
        writer.WriteString("state"u8, EnumNames.Of(terms.State));
        writer.WriteString("summoner"u8, charter.SummonerName);
        writer.WriteNumber("opensAt"u8, charter.OpensAt.ToUnixTimeMilliseconds());
        Time(writer, "openedAt"u8, terms.OpenedAt);
        writer.WriteNumber("closesAt"u8, terms.ClosesAt.ToUnixTimeMilliseconds());
        Time(writer, "closedAt"u8, terms.ClosedAt);
        Write(writer, counts);
        if (mine is not null)
        {
            writer.WriteStartObject("mine"u8);
            writer.WriteBoolean("expected"u8, mine.Expected);
            if (mine.Presence is { } presence)
            {
                writer.WriteString("presence"u8, EnumNames.Of(presence));
            }

            writer.WriteBoolean("officer"u8, mine.Officer);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    /// <summary>The property <c>counts</c>.</summary>
    public static void Write(Utf8JsonWriter writer, Counts counts)
    {
        writer.WriteStartObject("counts"u8);
        writer.WriteNumber("expected"u8, counts.Expected);
        writer.WriteNumber("present"u8, counts.Present);
        writer.WriteNumber("excused"u8, counts.Excused);
        writer.WriteNumber("absent"u8, counts.Absent);
        writer.WriteNumber("inside"u8, counts.Inside);
        writer.WriteNumber("eligible"u8, counts.Eligible);
        writer.WriteNumber("eligibleInside"u8, counts.EligibleInside);
        writer.WriteEndObject();
    }

    private static void Time(Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset? at)
    {
        if (at is { } time)
        {
            writer.WriteNumber(name, time.ToUnixTimeMilliseconds());
        }
    }
}

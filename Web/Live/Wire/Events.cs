using System.Globalization;
using System.Text.Json;
using Grains.Branches;
using Grains.Consultations;
using Grains.Gateways;
using Grains.Gatherings;
using Grains.Points;
using Web.Api;
using Web.Consultations;
using Web.Live.Sockets;

namespace Web.Live.Wire;

/// <summary>Encoders of every event but <c>frame</c>, which a room's ring makes (<see cref="Rooms.FrameWriter"/>).</summary>
public static class Events
{
    /// <summary>Names of all events; a test holds the protocol to them.</summary>
    public static readonly IReadOnlyList<string> Names = ["frame", "resync", "roster", "branch", "news", "points", "consultation", "notice", "bye"];

    public static ReadyMessage Resync(string gathering, string epoch, SharedSnapshot snapshot, string member, bool officer) =>
        HubJson.Event("resync", (gathering, epoch, snapshot, member, officer), static (writer, of) =>
        {
            writer.WriteStartObject();
            writer.WriteString("g"u8, of.gathering);
            writer.WriteString("e"u8, of.epoch);
            writer.WritePropertyName("snapshot"u8);
            of.snapshot.WriteTo(writer, of.member, of.officer);
            writer.WriteEndObject();
        });

    public static ReadyMessage Roster(string gathering, RosterStatus[] lines, Counts counts) =>
        HubJson.Event("roster", (gathering, lines, counts), static (writer, of) =>
        {
            writer.WriteStartObject();
            writer.WriteString("g"u8, of.gathering);
            writer.WriteStartArray("lines"u8);
            foreach (var line in of.lines)
            {
                RosterJson.Write(writer, line);
            }

            writer.WriteEndArray();
            BriefJson.Write(writer, of.counts);
            writer.WriteEndObject();
        });

    public static ReadyMessage Branch(BranchLive live) =>
        HubJson.Event("branch", live, static (writer, of) =>
        {
            writer.WriteStartObject();
            writer.WriteString("node"u8, of.Node);
            writer.WriteNumber("online"u8, of.Online);
            writer.WriteNumber("at"u8, of.At.ToUnixTimeMilliseconds());
            writer.WriteEndObject();
        });

    public static ReadyMessage News(GatheringNews news, Mine mine) =>
        HubJson.Event("news", (news, mine), static (writer, of) =>
        {
            var brief = of.news.Gathering;
            writer.WriteStartObject();
            writer.WriteString("kind"u8, of.news.Kind);
            writer.WritePropertyName("gathering"u8);
            BriefJson.Write(writer, brief.Charter, brief.Terms, brief.Counts, of.mine);
            writer.WriteEndObject();
        });

    public static ReadyMessage Points(PointsPush push) => HubJson.Event("points", push, Write);

    /// <summary>What happened in a consultation, as this party sees it; the same shapes as over HTTP.</summary>
    public static ReadyMessage Consultation(ConsultationPush push, string member) =>
        HubJson.Event("consultation", (push, member), static (writer, of) => JsonSerializer.Serialize(
            writer,
            new ConsultationPushView(ConsultationView.Of(of.push.Consultation, of.member), ConsultationEntryView.Of(of.push.Entries)),
            ApiJson.Default.ConsultationPushView));

    public static ReadyMessage Notice(Notice notice) =>
        HubJson.Event("notice", notice, static (writer, of) =>
        {
            writer.WriteStartObject();
            writer.WriteString("kind"u8, of.Kind);
            writer.WriteString("id"u8, of.Id);
            writer.WriteEndObject();
        });

    public static ReadyMessage Bye(ByeCode code, int returnAfterMs) =>
        HubJson.Event("bye", (code, returnAfterMs), static (writer, of) =>
        {
            writer.WriteStartObject();
            writer.WriteString("code"u8, of.code.Code);
            writer.WriteString("zh"u8, of.code.Zh);
            writer.WriteString("en"u8, of.code.En);
            writer.WriteNumber("returnAfterMs"u8, of.returnAfterMs);
            writer.WriteEndObject();
        });

    /// <summary>The protocol's <c>PointsPush</c>.</summary>
    public static void Write(Utf8JsonWriter writer, PointsPush push)
    {
        var entry = push.Entry;
        writer.WriteStartObject();
        writer.WriteNumber("seq"u8, entry.Seq);
        writer.WriteString("rule"u8, entry.Rule);
        writer.WriteString("zh"u8, push.Zh);
        writer.WriteString("en"u8, push.En);
        writer.WriteNumber("points"u8, entry.Points);
        writer.WriteNumber("at"u8, entry.At.ToUnixTimeMilliseconds());
        writer.WriteString("date"u8, entry.LocalDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        writer.WriteNumber("today"u8, push.Today);
        if (push.CapLeft is { } left)
        {
            writer.WriteNumber("capLeft"u8, left);
        }

        writer.WriteStartObject("source"u8);
        Source(writer, entry.Source);
        writer.WriteEndObject();
        writer.WriteBoolean("reversal"u8, entry.Reversal);
        writer.WriteEndObject();
    }

    // What earned them, such as g-…/17: a gathering and maybe one of its entries.
    private static void Source(Utf8JsonWriter writer, string source)
    {
        if (!source.StartsWith("g-", StringComparison.Ordinal))
        {
            return;
        }

        var slash = source.IndexOf('/', StringComparison.Ordinal);
        writer.WriteString("gathering"u8, slash < 0 ? source : source[..slash]);
        if (slash >= 0 && long.TryParse(source.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var seq))
        {
            writer.WriteNumber("seq"u8, seq);
        }
    }
}

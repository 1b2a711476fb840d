using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Grains.Gatherings;
using Grains.Gatherings.Polls;
using Grains.Rules;

namespace Storage.Gatherings;

/// <summary>The fields of an entry that no query asks for, as one JSON text. Names are stored: never rename one.</summary>
internal sealed record EntryBody(
    string? AuthorName, string? Subject, string? Text, PictureRef? Picture, long? Value, ReactionCount[]? Counters,
    PollForm? Poll = null, int[]? Tally = null, Quote? Quote = null, ClipRef? Clip = null)
{
    public static string Write(Entry entry) => JsonSerializer.Serialize(
        new EntryBody(
            entry.AuthorName, entry.Subject, entry.Text, entry.Picture, entry.Value, entry.Counters, entry.Poll, entry.Tally, entry.Quote,
            entry.Clip),
        StorageJson.Compact.EntryBody);

    public static EntryBody Read(string json) => JsonSerializer.Deserialize(json, StorageJson.Compact.EntryBody)!;
}

/// <summary>JSON as stored: camelCase, nothing written for null, Chinese as it is.</summary>
[JsonSerializable(typeof(EntryBody))]
[JsonSerializable(typeof(MinutesBody))]
[JsonSerializable(typeof(Consultations.ConsultationBody))]
[JsonSerializable(typeof(PollForm))]
[JsonSerializable(typeof(int[]))]
internal sealed partial class StorageJson : JsonSerializerContext
{
    public static StorageJson Compact { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter<Electorate>(), new JsonStringEnumConverter<ClipKind>() },
    });
}

using System.Text.Json;
using System.Text.Json.Serialization;
using Grains.Organisation;

namespace Grains.Transfers;

/// <summary>The two notices of an acceptance: to the superiors of both sides, or to the centre where there is only one.</summary>
internal static class TransferFilings
{
    public static IEnumerable<Filing> Of(TransferCharter charter, TransferMap map, string duesFrom, DateTimeOffset now)
    {
        var body = JsonSerializer.Serialize(
            new FilingBody(charter.Id, charter.Kind.ToString(), charter.Source, charter.Target, now.ToUnixTimeMilliseconds(), charter.Count, duesFrom),
            FilingJson.Default.FilingBody);
        var centre = (map.Target.Count > 0 ? map.Target : map.Source)[^1].Id;
        var source = Superior(map.Source) ?? centre;
        var target = Superior(map.Target) ?? centre;
        yield return Make(FilingTo.Source, source);
        // One superior of both is one addressee; the other receipt is the centre's.
        yield return Make(FilingTo.Target, target == source ? centre : target);

        Filing Make(FilingTo to, string addressee) => new($"{charter.Id}/{to}", charter.Id, to, addressee, body, now, now);
    }

    private static string? Superior(IReadOnlyList<NodeRow> line) => line.Count == 0 ? null : line[Math.Min(1, line.Count - 1)].Id;
}

/// <summary>What a filing says: ids and figures.</summary>
internal sealed record FilingBody(string Case, string Kind, string? From, string? To, long At, int Members, string DuesFrom);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FilingBody))]
internal sealed partial class FilingJson : JsonSerializerContext;

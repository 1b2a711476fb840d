using System.Text.Json;
using Grains.Gatherings.Polls;

namespace Storage.Gatherings;

/// <summary>Poll forms and lists of numbers as stored.</summary>
internal static class PollJson
{
    public static string Write(PollForm form) => JsonSerializer.Serialize(form, StorageJson.Compact.PollForm);

    public static PollForm Form(string json) => JsonSerializer.Deserialize(json, StorageJson.Compact.PollForm)!;

    public static string Write(int[] numbers) => JsonSerializer.Serialize(numbers, StorageJson.Compact.Int32Array);

    public static int[] Numbers(string json) => JsonSerializer.Deserialize(json, StorageJson.Compact.Int32Array)!;
}

using System.Text.Json;

namespace Web.Live.Wire;

/// <summary>The names of an enum's values as they are sent: camelCase, encoded once.</summary>
public static class EnumNames
{
    public static JsonEncodedText Of<T>(T value) where T : struct, Enum => Names<T>.All[value];

    private static class Names<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, JsonEncodedText> All = Enum.GetValues<T>()
            .ToDictionary(v => v, v => JsonEncodedText.Encode(JsonNamingPolicy.CamelCase.ConvertName(v.ToString())));
    }
}

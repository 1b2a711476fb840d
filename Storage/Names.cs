namespace Storage;

/// <summary>Enums as stored: their names. Looked up instead of formatted, because the journal asks for each entry.</summary>
internal static class Names
{
    public static string Of<T>(T value) where T : struct, Enum => Table<T>.Names[value];

    private static class Table<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Names = Enum.GetValues<T>().ToDictionary(value => value, value => value.ToString());
    }
}

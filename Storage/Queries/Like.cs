namespace Storage.Queries;

/// <summary>Patterns for <c>like … escape '!'</c>: what people type is text, never a pattern.</summary>
internal static class Like
{
    public static string Holding(string text) =>
        "%" + text.ToLowerInvariant().Replace("!", "!!", StringComparison.Ordinal)
            .Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal) + "%";
}

namespace Storage.Queries;

/// <summary>Words that people search for as patterns of <c>like … escape '!'</c>.</summary>
internal static class LikeText
{
    /// <summary>Matches texts that hold the word, whatever signs are in it.</summary>
    public static string Holding(string word) => "%" + word
        .Replace("!", "!!", StringComparison.Ordinal)
        .Replace("%", "!%", StringComparison.Ordinal)
        .Replace("_", "!_", StringComparison.Ordinal) + "%";
}

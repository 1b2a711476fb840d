namespace Grains.Offices;

/// <summary>Who is to hear of something that waits for a decision: the nearest organisation that can take it, not everyone above.</summary>
internal static class KeeperLine
{
    /// <summary>Ids from a node of this path up to the root.</summary>
    public static string[] Of(string path) => [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse()];

    /// <summary>
    /// Members who keep the files of the nearest node on which somebody other than <paramref name="except"/> does.
    /// </summary>
    /// <param name="above">Only nodes above the first one count; the root has none above it and counts itself.</param>
    public static IEnumerable<string> Nearest(string[] line, bool above, IReadOnlyList<Keeper> keepers, string except)
    {
        var node = line.Skip(above && line.Length > 1 ? 1 : 0).FirstOrDefault(id => keepers.Any(k => k.Node == id && k.Member != except));
        return keepers.Where(k => k.Node == node && k.Member != except).Select(static k => k.Member).Distinct();
    }
}

namespace Bench.Fuzz;

/// <summary>The inputs that mutations start from, kept beside this file: one folder a target.</summary>
public static class Corpus
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "corpus");

    public static IReadOnlyList<byte[]> Of(string target) =>
        [.. Directory.EnumerateFiles(Path.Combine(Folder, target)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
}

using System.Globalization;
using System.Reflection;

namespace Storage.Migrations;

/// <summary>One numbered step of the schema: what only one product needs comes first, then what both share.</summary>
internal sealed record Migration(int Version, string Name, string Shared, string? Sqlite, string? Postgres)
{
    private const string Folder = "Storage.Migrations.";

    /// <summary>Every step this hub knows, ascending and without gaps.</summary>
    public static IReadOnlyList<Migration> All { get; } = Load();

    public IEnumerable<string> Scripts(string product) =>
        new[] { product == "sqlite" ? Sqlite : Postgres, Shared }.OfType<string>();

    // Resources are named Storage.Migrations.NNNN_name[.product].sql.
    private static List<Migration> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var scripts = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .ToDictionary(name => name[Folder.Length..^".sql".Length], name => Read(assembly, name));
        return
        [
            .. scripts.Keys.Where(name => !name.Contains('.', StringComparison.Ordinal)).Order(StringComparer.Ordinal)
                .Select(name => new Migration(
                    int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name, scripts[name],
                    scripts.GetValueOrDefault(name + ".sqlite"), scripts.GetValueOrDefault(name + ".postgres"))),
        ];
    }

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}

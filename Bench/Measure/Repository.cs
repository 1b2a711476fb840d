namespace Bench;

/// <summary>Where things stand in the checkout.</summary>
internal static class Repository
{
    /// <exception cref="InvalidOperationException">This tool does not stand in a checkout.</exception>
    public static string Root()
    {
        var folder = AppContext.BaseDirectory.TrimEnd('/');
        while (!File.Exists(Path.Combine(folder, "Hub.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Give --hub: this tool does not stand in the repository.");
        }

        return folder;
    }

    /// <summary>The hub built with the same configuration as this tool.</summary>
    public static string Hub()
    {
        var own = AppContext.BaseDirectory.TrimEnd('/');
        var configuration = own.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
        var bin = own.Contains("/bin/orleans/", StringComparison.Ordinal) ? Path.Combine("bin", "orleans") : "bin";
        return Path.Combine(Root(), "Silo", bin, configuration, Path.GetFileName(own), "Silo.dll");
    }
}

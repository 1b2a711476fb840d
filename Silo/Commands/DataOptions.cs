using System.CommandLine;
using Storage;

namespace Silo.Commands;

/// <summary>Where the data stands: the options that every command with a database shares.</summary>
internal static class DataOptions
{
    public static Option<string> Data() => new("--data")
    {
        Description = "folder of the SQLite database, pictures and files of the hub's own",
        DefaultValueFactory = static _ => "data",
        HelpName = "DIR",
    };

    public static Option<string?> Database() => new("--database")
    {
        Description = "PostgreSQL connection string; without it SQLite in --data. Also read from HUB_DATABASE, which keeps a password out of the process list",
        DefaultValueFactory = static _ => Environment.GetEnvironmentVariable("HUB_DATABASE"),
        HelpName = "CONN",
    };

    /// <summary>Makes the folder where it is missing, and finds out whether it can be written before anything depends on it.</summary>
    /// <exception cref="CommandException">It cannot be.</exception>
    public static string Writable(string folder)
    {
        try
        {
            var full = Path.GetFullPath(folder);
            Directory.CreateDirectory(full);
            var probe = Path.Combine(full, $".probe-{Guid.NewGuid():N}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return full;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandException(ExitCode.DataFolder, $"the data folder {folder} cannot be written", fault);
        }
    }

    public static StorageOptions Storage(string folder, string? database) =>
        new() { Data = folder, Postgres = string.IsNullOrWhiteSpace(database) ? null : database };
}

using System.Text;

namespace Silo.Commands;

/// <summary>Files that only the hub's own user may read (mode 0600): passwords and first codes.</summary>
internal static class PrivateFile
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Opens a new file for text; UTF-8, with a byte order mark where spreadsheets are to read it.</summary>
    /// <exception cref="CommandException">It exists already or cannot be written.</exception>
    public static StreamWriter Create(string path, bool mark = false)
    {
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = Mine;
            }
            return new StreamWriter(path, new UTF8Encoding(mark), options);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandException(ExitCode.FileFault, File.Exists(path)
                ? $"the file {path} exists already" : $"the file {path} cannot be written", fault);
        }
    }
}

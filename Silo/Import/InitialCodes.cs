using System.Globalization;
using Grains.Organisation;
using Silo.Commands;
using Web.Import;

namespace Silo.Import;

/// <summary>
/// The first sign-in codes of new members, in a file of mode 0600. It is written before the import and taken away again
/// unless the import was committed, so that nobody is imported without a code on disk and no code is left without a member.
/// </summary>
internal sealed class InitialCodes : IDisposable
{
    /// <summary>Imports of one second into one folder that get a name.</summary>
    private const int SameSecondMost = 1_000;

    private readonly StreamWriter _file;
    private bool _kept;

    private InitialCodes(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        // With a byte order mark, so that spreadsheets read the names.
        _file = PrivateFile.Create(Path, mark: true);
    }

    public string Path { get; }

    public static InitialCodes Create(string path) => new(path);

    /// <summary>A file in the folder, called after the moment; a second one of the same second gets a number behind it.</summary>
    public static InitialCodes CreateIn(string folder, DateTimeOffset now)
    {
        var stem = System.IO.Path.Combine(folder, $"initial-codes-{now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}");
        for (var nth = 1; ; nth++)
        {
            var path = nth == 1 ? $"{stem}.csv" : string.Create(CultureInfo.InvariantCulture, $"{stem}-{nth}.csv");
            try
            {
                return new InitialCodes(path);
            }
            catch (CommandException) when (nth < SameSecondMost && File.Exists(path))
            {
                // Another import took the name; whoever creates the next one first has it.
            }
        }
    }

    /// <summary>Gives every new member a code: the file gets the code, the plan its hash.</summary>
    public RosterPlan Issue(RosterPlan plan, Action<double> told)
    {
        var issued = FirstCodes.Issue(plan, _file, told);
        _file.Flush();
        return issued;
    }

    /// <summary>The import is committed: the file stays.</summary>
    public void Keep() => _kept = true;

    public void Dispose()
    {
        _file.Dispose();
        if (!_kept)
        {
            File.Delete(Path);
        }
    }
}

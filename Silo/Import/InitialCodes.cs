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

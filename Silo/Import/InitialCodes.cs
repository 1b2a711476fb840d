using Grains.Organisation;
using Silo.Commands;
using Web.SignIn;

namespace Silo.Import;

/// <summary>
/// The first sign-in codes of new members, in a file of mode 0600. It is written before the import and taken away again
/// unless the import was committed, so that nobody is imported without a code on disk and no code is left without a member.
/// </summary>
internal sealed class InitialCodes : IDisposable
{
    private const int Stride = 1_000;
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
        _file.WriteLine("登记号码,姓名,首次登录码");
        var members = new List<RosterMember>(plan.Members.Count);
        foreach (var member in plan.Members)
        {
            var code = InitialCode.Create();
            // A tab keeps spreadsheets from rounding the 19 digits.
            _file.WriteLine($"\"\t{member.Number}\",{member.Name},{code}");
            members.Add(member with { CredentialHash = InitialCode.Hash(code), MustChange = true });
            if (members.Count % Stride == 0)
            {
                told((double)members.Count / plan.Members.Count);
            }
        }
        _file.Flush();
        told(1);
        return plan with { Members = members };
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

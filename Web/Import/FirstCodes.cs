using Grains.Organisation;
using Web.SignIn;

namespace Web.Import;

/// <summary>First sign-in codes of new members: the file gets the code, the plan its hash.</summary>
public static class FirstCodes
{
    public const string Header = "登记号码,姓名,首次登录码";

    /// <summary>Progress is told this often, in members.</summary>
    private const int Stride = 1_000;

    /// <param name="file">Takes one line a member: where it stands must be as safe as a password.</param>
    /// <param name="told">Told the share of the members, 0–1.</param>
    public static RosterPlan Issue(RosterPlan plan, TextWriter file, Action<double> told)
    {
        file.WriteLine(Header);
        var members = new List<RosterMember>(plan.Members.Count);
        foreach (var member in plan.Members)
        {
            var code = InitialCode.Create();
            // A tab keeps spreadsheets from rounding the 19 digits.
            file.WriteLine($"\"\t{member.Number}\",{member.Name},{code}");
            members.Add(member with { CredentialHash = InitialCode.Hash(code), MustChange = true });
            if (members.Count % Stride == 0)
            {
                told((double)members.Count / plan.Members.Count);
            }
        }

        told(1);
        return plan with { Members = members };
    }
}

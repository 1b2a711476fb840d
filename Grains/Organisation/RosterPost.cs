using Grains.Rules;

namespace Grains.Organisation;

/// <summary>One post as written: its role, and whose it is where the cell says so (a kind, or an organisation's name).</summary>
public readonly record struct RosterPostWord(Role Role, NodeKind? Kind, string? Name);

/// <summary>Posts such as <c>书记</c>, <c>党总支副书记</c>, <c>总部党委书记、宣传委员</c>.</summary>
public static class RosterPost
{
    private static readonly (string Ending, Role Role)[] Roles =
    [
        ("副书记", Role.Deputy), ("书记", Role.Secretary), ("组织委员", Role.Organisation), ("宣传委员", Role.Publicity),
        ("纪检委员", Role.Discipline), ("纪律检查委员", Role.Discipline), ("财务委员", Role.Finance), ("财务", Role.Finance),
        ("运营官", Role.Operations), ("运营", Role.Operations), ("党小组组长", Role.GroupLeader), ("小组长", Role.GroupLeader),
        ("组长", Role.GroupLeader),
    ];

    /// <summary>
    /// Reads a cell. <paramref name="unknown"/>: some word is no post at all. Ordinary committee members (…委员) and
    /// 无 are read and give no post: the hub has no right that hangs on them.
    /// </summary>
    public static List<RosterPostWord> Read(string cell, out bool unknown)
    {
        unknown = false;
        var posts = new List<RosterPostWord>(1);
        foreach (var part in cell.Split(['、', ';', ',', '，', '；', '+'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var post = Array.Find(Roles, known => part.EndsWith(known.Ending, StringComparison.Ordinal));
            if (post.Ending is not null)
            {
                posts.Add(Of(part[..^post.Ending.Length], post.Role));
            }
            else if (part is not ("无" or "-" or "普通党员" or "党员") && !part.EndsWith("委员", StringComparison.Ordinal))
            {
                unknown = true;
            }
        }
        return posts;
    }

    /// <summary>The post as rosters write it.</summary>
    public static string Word(Role role) => role switch
    {
        Role.Secretary => "书记",
        Role.Deputy => "副书记",
        Role.Organisation => "组织委员",
        Role.Publicity => "宣传委员",
        Role.Discipline => "纪检委员",
        Role.Finance => "财务",
        Role.Operations => "运营官",
        _ => "组长",
    };

    /// <summary>Party posts are for full members; operations and finance may be staff's.</summary>
    public static bool NeedsFullMember(Role role) => role is not (Role.Operations or Role.Finance or Role.GroupLeader);

    private static RosterPostWord Of(string whose, Role role) => whose switch
    {
        "" => new(role, null, null),
        "党委" or "党工委" => new(role, NodeKind.Committee, null),
        "党总支" or "总支" => new(role, NodeKind.GeneralBranch, null),
        "党支部" or "支部" => new(role, NodeKind.Branch, null),
        "党小组" => new(role, NodeKind.Group, null),
        _ => new(role, null, whose),
    };
}

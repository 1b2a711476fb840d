using System.Globalization;
using System.Text;

namespace Silo.Demo;

/// <summary>
/// The demo tenant's roster as an office would hand it in. Seeded: the same people, dates and posts each time. It goes
/// through the same check and writer as any import.
/// </summary>
internal static class DemoRoster
{
    private const int Seed = 20210701;
    /// <summary>One in so many registered members is probationary; the branch officers never are.</summary>
    private const int ProbationaryEvery = 9;
    /// <summary>One in so many members elsewhere is under disciplinary probation.</summary>
    private const int DisciplinedEvery = 700;
    private static readonly DateOnly FirstJoined = new(1986, 1, 1);
    private static readonly DateOnly LastJoined = new(2024, 6, 30);
    private static readonly DateOnly FirstProbation = new(2024, 9, 1);
    private const int ProbationDays = 330;

    private static readonly string[] BranchPosts = ["书记", "副书记", "组织委员", "宣传委员", "纪检委员"];
    private static readonly string[] AbovePosts = ["书记", "副书记", "组织委员", "纪检委员"];
    // How the members whose relation is elsewhere split, in percent.
    private static readonly (string Relation, int UpTo)[] Elsewhere =
        [("非在册(临时介绍信)", 22), ("非在册(活动证)", 47), ("非在册(口袋)", 76), ("非在册(不明)", 100)];

    public static string Make()
    {
        var random = new Random(Seed);
        var text = new StringBuilder(1 << 20).Append("组织路径,姓名,类别,入党日期,组织关系,职务\n");
        var seated = new HashSet<string>();
        var seen = new HashSet<string>();
        var branch = 0;
        foreach (var (path, members) in DemoTree.Places())
        {
            var registered = DemoTree.Share(DemoTree.Registered, DemoTree.Branches, branch++);
            for (var person = 0; person < members; person++)
            {
                var here = person < registered;
                var probationary = here && person >= BranchPosts.Length + AbovePosts.Length && person % ProbationaryEvery == 0;
                var joined = probationary
                    ? FirstProbation.AddDays(random.Next(ProbationDays))
                    : FirstJoined.AddDays(random.Next(LastJoined.DayNumber - FirstJoined.DayNumber));
                var name = Once(seen, random, path, joined);
                var category = probationary ? "预备党员" : !here && random.Next(DisciplinedEvery) == 0 ? "留党察看" : "正式党员";
                var relation = here ? "在册" : Array.Find(Elsewhere, part => part.UpTo > Hundredth(person, branch)).Relation;
                text.Append(CultureInfo.InvariantCulture, $"{path},{name},{category},{joined:yyyy-MM-dd},{relation},{Post(path, person, seated)}\n");
            }
        }
        return text.ToString();
    }

    // A spread over the hundred that is even and needs no draw.
    private static int Hundredth(int person, int branch) => ((person * 37) + (branch * 11)) % 100;

    private static string Post(string path, int person, HashSet<string> seated)
    {
        if (person < BranchPosts.Length)
        {
            return BranchPosts[person];
        }
        // The next few of the first branch that stands under a committee or general branch hold that one's posts.
        for (var above = path.LastIndexOf('/'); above > 0; above = path.LastIndexOf('/', above - 1))
        {
            var start = path.LastIndexOf('/', above - 1) + 1;
            var node = path[..above];
            foreach (var post in AbovePosts)
            {
                if (person < BranchPosts.Length + AbovePosts.Length && seated.Add($"{node}|{post}"))
                {
                    return path[start..above] + post;
                }
            }
        }
        return "";
    }

    private static string Once(HashSet<string> seen, Random random, string path, DateOnly joined)
    {
        string name;
        do
        {
            name = DemoNames.Make(random);
        }
        while (!seen.Add($"{path}|{name}|{joined}"));
        return name;
    }
}

using System.Globalization;
using System.Text;

namespace Bench.Province;

/// <summary>
/// A province: committee, cities, counties, townships, general branches, branches and, for every tenth branch, a group:
/// seven levels. The same numbers make the same province, person by person.
/// </summary>
internal sealed class ProvincePlan
{
    private const string Root = "示例省委";
    private const string Sector = "互联网行业党委";
    private const string Surnames = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈";
    private const string Given = "伟芳娜敏静强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国文斌丽红梅志海云鹏飞雪琳晨宇浩然子涵欣怡佳";

    private readonly List<(string Path, string Kind, string Sector)> _nodes = [];
    private readonly List<string> _rosters = [];

    public ProvincePlan(int nodes, int members)
    {
        (Members, Cities) = (members, Math.Clamp(nodes / 2_000, 3, 21));
        var counties = Math.Max(Cities, nodes / 330);
        var townships = Math.Max(counties, nodes / 28);
        var generals = townships * 2;
        var left = nodes - 2 - Cities - counties - townships - generals;
        var groups = left / 11;
        var branches = left - groups;
        if (branches < generals)
        {
            throw new ArgumentException("A province has 100 nodes or more.");
        }

        Add(Root, "党委");
        Add($"{Root}/{Sector}", "党委");
        var city = Level(Cities, [Root], "市委", "党委");
        var county = Level(counties, city, "县委", "党委");
        var township = Level(townships, county, "镇委", "党委");
        var general = Level(generals, township, "党总支", "党总支", i => i % 10 == 0 ? $"{Root}/{Sector}" : "");
        var branch = Level(branches, general, "党支部", "党支部");
        _rosters.AddRange(branch);
        _rosters.AddRange(Level(groups, branch, "党小组", "党小组"));
        CityPaths = city;
    }

    public int Members { get; }
    public int Cities { get; }
    public int Nodes => _nodes.Count;
    public string[] CityPaths { get; }

    /// <summary>The organisations as the import takes them.</summary>
    public void WriteTree(string file)
    {
        using var writer = new StreamWriter(file, append: false, Encoding.UTF8);
        writer.WriteLine("组织路径,组织类别,条线上级");
        foreach (var (path, kind, sector) in _nodes)
        {
            writer.WriteLine($"{path},{kind},{sector}");
        }
    }

    /// <summary>The people as the import takes them: a secretary for the root, each city and each roster.</summary>
    public void WritePeople(string file)
    {
        using var writer = new StreamWriter(file, append: false, Encoding.UTF8);
        writer.WriteLine("组织路径,姓名,类别,组织关系,入党日期,职务");
        string[] committees = [Root, .. CityPaths];
        for (var i = 0; i < Members; i++)
        {
            var (path, head) = i < committees.Length ? (committees[i], true)
                : (_rosters[(i - committees.Length) % _rosters.Count], i - committees.Length < _rosters.Count);
            var category = head ? "正式党员" : (i * 7919 % 100) switch
            {
                < 88 => "正式党员",
                < 94 => "预备党员",
                < 98 => "入党积极分子",
                _ => "入党申请人",
            };
            var relation = head ? "在册" : (i * 104_729 % 100) switch { < 78 => "在册", < 86 => "临时介绍信", < 95 => "口袋党员", _ => "不明" };
            var joined = category is "正式党员" or "预备党员" ? string.Create(CultureInfo.InvariantCulture, $"{1980 + (i % 44)}-{1 + (i / 44 % 12):D2}") : "";
            writer.WriteLine($"{path},{NameOf(i)},{category},{relation},{joined},{(head ? "书记" : "")}");
        }
    }

    private static string NameOf(int i) => string.Concat(
        Surnames.AsSpan(i % Surnames.Length, 1), Given.AsSpan(i / Surnames.Length % Given.Length, 1), Given.AsSpan(i / 3 % Given.Length, 1));

    // Spread evenly over those above; a name is unique below its parent by its number.
    private string[] Level(int count, string[] above, string ending, string kind, Func<int, string>? sector = null)
    {
        var made = new string[count];
        for (var i = 0; i < count; i++)
        {
            made[i] = string.Create(CultureInfo.InvariantCulture, $"{above[i % above.Length]}/第{i + 1}{ending}");
            Add(made[i], kind, sector?.Invoke(i) ?? "");
        }

        return made;
    }

    private void Add(string path, string kind, string sector = "") => _nodes.Add((path, kind, sector));
}

namespace Silo.Demo;

/// <summary>A line of the demo tenant: a committee, its general branches, their branches and the people in all of them.</summary>
/// <param name="Line">Committee below the root.</param>
/// <param name="Generals">General branches; empty: the branches stand right below the committee.</param>
/// <param name="Units">What branches are named after, numbered where there are more branches than names.</param>
internal sealed record DemoLine(string Line, string[] Generals, int Branches, int Members, string[] Units);

/// <summary>
/// The shape of the demo tenant, at the scale that the sources report of one large enterprise: 10,730 members, of whom
/// 2,309 are registered, in 154 branches. The enterprise is invented.
/// </summary>
internal static class DemoTree
{
    public const int Members = 10_730;
    public const int Registered = 2_309;
    public const int Branches = 154;

    public const string Root = "远山集团党委";
    public const string Headquarters = "总部机关党委";

    public static readonly DemoLine[] Lines =
    [
        new(Headquarters, ["职能党总支", "研发党总支", "产品党总支", "服务党总支"], 34, 2_120,
            ["人力资源", "财务", "法务合规", "行政", "采购", "审计", "平台研发", "数据", "基础架构", "质量", "安全", "移动端", "产品设计", "用户体验", "客户服务", "公共事务", "战略"]),
        new("配送党委", ["城东配送党总支", "城西配送党总支", "干线配送党总支"], 26, 1_800,
            ["朝霞站", "望江站", "青石站", "柳荫站", "北苑站", "南湖站", "西岭站", "东风站", "云桥站"]),
        new("零售党委", ["线上零售党总支", "线下门店党总支"], 22, 1_590, ["家电", "服饰", "生鲜", "图书", "居家", "数码"]),
        new("科技党委", ["智能技术党总支", "云服务党总支"], 20, 1_450, ["算法", "云平台", "工业互联网", "开放平台", "研究院"]),
        new("仓储物流党委", ["华北仓储党总支", "华东仓储党总支", "华南仓储党总支"], 22, 1_640, ["一号仓", "二号仓", "三号仓", "四号仓", "分拣中心", "维保", "车队"]),
        new("健康党委", [], 12, 850, ["医药", "互联网医院", "器械", "客服"]),
        new("区域党委", ["西南区域党总支", "东北区域党总支"], 18, 1_280, ["成都", "重庆", "昆明", "沈阳", "长春", "哈尔滨", "贵阳"]),
    ];

    /// <summary>Path and number of people of each branch, in a fixed order.</summary>
    public static IEnumerable<(string Path, int Members)> Places()
    {
        foreach (var line in Lines)
        {
            for (var branch = 0; branch < line.Branches; branch++)
            {
                var above = line.Generals.Length == 0 ? "" : $"/{line.Generals[branch * line.Generals.Length / line.Branches]}";
                var unit = line.Units[branch % line.Units.Length];
                var round = branch / line.Units.Length;
                var name = round == 0 ? $"{unit}党支部" : $"{unit}第{Ordinal(round)}党支部";
                yield return ($"{Root}/{line.Line}{above}/{name}", Share(line.Members, line.Branches, branch));
            }
        }
    }

    /// <summary>Splits a total evenly: the parts differ by at most one and sum to it exactly.</summary>
    public static int Share(int total, int parts, int part) => (total * (part + 1) / parts) - (total * part / parts);

    private static char Ordinal(int round) => "一二三四五六七八九"[round];
}

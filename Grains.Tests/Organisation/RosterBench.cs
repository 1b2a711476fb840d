using Grains.Organisation;
using Grains.Rules;

namespace Grains.Tests.Organisation;

/// <summary>Checks rosters with counted ids and a fixed day.</summary>
internal static class RosterBench
{
    public const string Headings = "组织路径,姓名,类别,手机,入党日期,登记号码,组织关系,职务\n";
    public const string Place = "示例集团党委/总部党委/研发党支部";
    public static readonly DateOnly Today = new(2026, 7, 1);

    public static RosterVerdict Check(string text, RosterBook? book = null)
    {
        int node = 0, member = 0;
        return RosterCheck.Run(
            text, book ?? RosterBook.Empty, new RosterOptions(110108, Today, () => $"b-{++node}", () => $"m-{++member}"));
    }

    /// <summary>One good record; every part can be replaced.</summary>
    public static string Row(
        string path = Place, string name = "王小明", string category = "正式党员", string phone = "13800000001",
        string joined = "2016-07-01", string number = "", string relation = "在册", string post = "") =>
        $"{path},{name},{category},{phone},{joined},{number},{relation},{post}\n";

    public static RosterPlan Plan(string text, RosterBook? book = null)
    {
        var verdict = Check(text, book);
        Assert.Empty(verdict.Problems);
        return verdict.Plan!;
    }
}

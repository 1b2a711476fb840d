using Grains.Organisation;
using Grains.Rules;
using Storage.Organisation;

namespace Web.Data;

/// <summary>
/// Tree and rolls as the tables that an import reads: what is exported here can be imported into an empty hub and gives
/// the same organisations and people.
/// </summary>
public static class RollTable
{
    public const string NodeSheet = "组织";
    public const string PeopleSheet = "党员";
    public const string EnterpriseSheet = "企业";

    public static readonly string[] NodeHeader = ["组织路径", "组织类别", "地区代码", "条线上级"];

    public static readonly string[] EnterpriseHeader = ["组织路径", "企业名称", "行业", "所在地区", "职工人数", "覆盖方式", "申报党员"];

    private static readonly string[] Header = ["组织路径", "姓名", "类别", "手机", "入党日期", "组织关系", "职务"];

    public static string[] PeopleHeader(bool numbers) => numbers ? [.. Header, "登记号码"] : Header;

    public static object[] Cells(ExportNode node, IReadOnlyDictionary<string, ExportNode> nodes) =>
    [
        PathOf(node.Path, nodes), RosterWords.Of(node.Kind), node.Region ?? "",
        node.Sector is { } sector && nodes.TryGetValue(sector, out var above) ? PathOf(above.Path, nodes) : "",
    ];

    /// <summary>An enterprise of the registry. Whose seat it is and which of the declared are the hub's members is in no file: that would name members.</summary>
    public static object[] Cells(ExportEnterprise enterprise, IEnumerable<RosterDeclared> declared, IReadOnlyDictionary<string, ExportNode> nodes) =>
    [
        PathOf(enterprise.Path, nodes), enterprise.Name, enterprise.Industry, enterprise.Region,
        enterprise.Staff == 0 ? "" : (int)enterprise.Staff, EnterpriseWords.Of(enterprise.Cover), EnterpriseWords.Of(declared),
    ];

    /// <param name="guarded">The number is led by an apostrophe, so that spreadsheets do not round it out of a text file.</param>
    public static object[] Cells(
        ExportPerson person, IReadOnlyList<ExportOffice> offices, IReadOnlyDictionary<string, ExportNode> nodes, bool numbers, bool guarded)
    {
        var posts = string.Join('、', offices.Select(office => PostOf(office, person, nodes)).Where(static post => post.Length > 0));
        object[] cells =
        [
            PathOf(person.Path, nodes), person.Name, RosterWords.Of(person.Category), person.Phone ?? "",
            person.JoinedOn is { } day && RosterWords.HasJoined(person.Category) ? day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : "",
            RosterWords.Of(person.Relation), posts,
        ];
        return numbers ? [.. cells, guarded ? $"'{person.Number}" : person.Number] : cells;
    }

    /// <summary>An example of each sheet, for those who fill one in.</summary>
    public static readonly object[] NodeExample = ["示例集团党委/研发党支部", "党支部", "110108", ""];

    public static readonly object[] EnterpriseExample =
        ["示例集团党委/研发党支部", "示例科技有限公司", "软件", "海淀区", 120, "区域兜底", "李小红(正式党员)、周青(预备党员)"];

    public static readonly object[] PersonExample =
        ["示例集团党委/研发党支部", "王小明", "正式党员", "13800000000", "2016-07-01", "在册", "书记"];

    // A name that holds a path's separator, in either width, could not be read back.
    private static string PathOf(string path, IReadOnlyDictionary<string, ExportNode> nodes) =>
        string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Select(id => nodes.TryGetValue(id, out var node) ? string.Join('-', node.Name.Split(['/', '>', '→', '／', '＞'])) : id));

    // A post on a node that is not on the member's path cannot be told by a path; the file leaves it out.
    private static string PostOf(ExportOffice office, ExportPerson person, IReadOnlyDictionary<string, ExportNode> nodes)
    {
        var word = RosterPost.Word(office.Role);
        return office.Path == person.Path ? word
            : person.Path.StartsWith(office.Path, StringComparison.Ordinal) && nodes.TryGetValue(office.Node, out var node) ? node.Name + word
            : "";
    }
}

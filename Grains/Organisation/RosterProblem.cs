using System.Globalization;

namespace Grains.Organisation;

/// <summary>
/// Something in the file that must be mended before anything is imported. Sentences name the cell's kind and, where it
/// helps to find it, the other line; the person's name, phone and number are never repeated.
/// </summary>
/// <param name="Line">Line of the file on which the record starts, from 1.</param>
/// <param name="Kind">Stable id of the kind of problem.</param>
public sealed record RosterProblem(int Line, string Kind, string Zh, string En)
{
    /// <summary>The sheet; empty where the file is one sheet.</summary>
    public string Sheet { get; init; } = "";

    public string Sentence(bool chinese) => chinese
        ? string.Create(CultureInfo.InvariantCulture, $"{(Sheet.Length == 0 ? "" : $"工作表“{Sheet}”")}第 {Line} 行：{Zh}")
        : string.Create(CultureInfo.InvariantCulture, $"{(Sheet.Length == 0 ? "" : $"sheet {Sheet}, ")}line {Line}: {En}");

    internal static RosterProblem Quote(int line) =>
        new(line, "quote", "引号没有配对，后面的内容无法读取", "a quote opens and never closes; what follows cannot be read");
    internal static RosterProblem NoHeadings() =>
        new(1, "headings", "前几行里没有找到表头（组织路径、姓名、类别……）", "no headings (组织路径, 姓名, 类别 …) in the first lines");
    internal static RosterProblem MissingColumn(int line, RosterColumn column) =>
        new(line, "column-missing", $"缺少“{RosterColumns.Heading(column)}”列", $"the column {RosterColumns.Heading(column)} is missing");
    internal static RosterProblem DoubledColumn(int line, RosterColumn column) =>
        new(line, "column-doubled", $"有两列“{RosterColumns.Heading(column)}”", $"two columns are headed {RosterColumns.Heading(column)}");
    internal static RosterProblem Empty() =>
        new(1, "empty", "名册里没有人员", "the roster holds no people");
    internal static RosterProblem Width(int line) =>
        new(line, "width", "单元格比表头多，可能有多余的分隔符", "more cells than headings: a separator may be stray");
    internal static RosterProblem Blank(int line, RosterColumn column) =>
        new(line, "blank", $"“{RosterColumns.Heading(column)}”没有填写", $"{RosterColumns.Heading(column)} is not filled in");
    internal static RosterProblem Hidden(int line, RosterColumn column) =>
        new(line, "hidden-sign", $"“{RosterColumns.Heading(column)}”里有不可见的控制字符", $"{RosterColumns.Heading(column)} holds an invisible control character");
    internal static RosterProblem TooLong(int line, RosterColumn column, int most) =>
        new(line, "too-long", $"“{RosterColumns.Heading(column)}”超过 {most} 个字", $"{RosterColumns.Heading(column)} is longer than {most} characters");
    internal static RosterProblem Word(int line, RosterColumn column) =>
        new(line, "word", $"“{RosterColumns.Heading(column)}”的写法无法识别", $"{RosterColumns.Heading(column)} is not a word the hub knows");
    internal static RosterProblem Name(int line) =>
        new(line, "name", "姓名里有数字或符号", "the name holds digits or signs");
    internal static RosterProblem Rounded(int line, RosterColumn column) =>
        new(line, "rounded", $"“{RosterColumns.Heading(column)}”被表格软件改成了科学计数，请设为文本后重新导出", $"{RosterColumns.Heading(column)} was rounded by the spreadsheet: format it as text and export again");
    internal static RosterProblem Phone(int line) =>
        new(line, "phone", "电话号码格式不对", "the phone number is malformed");
    internal static RosterProblem Date(int line) =>
        new(line, "date", "入党日期不是有效的日期", "the day of joining is no valid date");
    internal static RosterProblem Future(int line) =>
        new(line, "date-future", "入党日期在今天之后", "the day of joining lies in the future");
    internal static RosterProblem Early(int line) =>
        new(line, "date-early", "入党日期早于 1921 年 7 月", "the day of joining lies before July 1921");
    internal static RosterProblem NotJoined(int line) =>
        new(line, "date-not-member", "不是党员，却填了入党日期", "not a Party member, yet a day of joining is given");
    internal static RosterProblem NumberShape(int line) =>
        new(line, "number-shape", "登记号码应为 19 位数字", "a registration number has 19 digits");
    internal static RosterProblem NumberCheck(int line) =>
        new(line, "number-check", "登记号码的校验位不符：有数字输错，或相邻两位颠倒", "the check digit does not match: a digit is wrong or two neighbours are swapped");
    internal static RosterProblem NumberMonth(int line) =>
        new(line, "number-month", "登记号码里的年月无效或与入党日期不一致", "year and month in the number are invalid or differ from the day of joining");
    internal static RosterProblem NumberTwice(RosterPlace at, RosterPlace first) =>
        new(at.Line, "number-twice", $"登记号码与{InZh(at, first)}重复", $"the registration number stands on {InEn(at, first)} already");
    internal static RosterProblem NumberTaken(int line) =>
        new(line, "number-taken", "登记号码已经发给了系统中的人员", "the registration number was issued to someone already");
    internal static RosterProblem NumbersSpent(int line) =>
        new(line, "numbers-spent", "该地区该月的登记号码已经用完", "no registration number is left for this region and month");
    internal static RosterProblem PersonTwice(RosterPlace at, RosterPlace first) =>
        new(at.Line, "person-twice", $"与{InZh(at, first)}是同一个人", $"the same person stands on {InEn(at, first)}");
    internal static RosterProblem PersonKnown(int line) =>
        new(line, "person-known", "系统中已有同名同电话的人员", "someone of this name and phone is a member already");
    internal static RosterProblem PersonThere(int line) =>
        new(line, "person-there", "该组织中已有同名、同入党日期的人员；确是两人时请填写手机", "the organisation has someone of this name and day of joining: where they are two, give a phone");
    internal static RosterProblem PathShape(int line) =>
        new(line, "path", "组织路径有空的一级，或超过 12 级", "the path has an empty level or more than 12 levels");
    internal static RosterProblem PathKind(int line, int level) =>
        new(line, "path-kind", $"组织路径第 {level} 级看不出是党委、党总支、党支部还是党小组", $"level {level} of the path names no committee, general branch, branch or group");
    internal static RosterProblem PathOrder(int line, int level) =>
        new(line, "path-order", $"组织路径第 {level} 级不能设在它的上一级之下", $"level {level} of the path cannot stand below the level above it");
    internal static RosterProblem PathConflict(int line, int level) =>
        new(line, "path-conflict", $"组织路径第 {level} 级与前文或系统中的同名组织类别不同", $"level {level} of the path has another kind elsewhere in the file or in the hub");
    internal static RosterProblem PathRoot(int line) =>
        new(line, "path-root", "组织路径的最上级与前文或系统中的不同", "the path starts from another root than the file or the hub has");
    internal static RosterProblem PostPlace(int line) =>
        new(line, "post-place", "职务所属的组织不在本人的组织路径上", "the post belongs to no organisation on the person's path");
    internal static RosterProblem PostStanding(int line) =>
        new(line, "post-standing", "党内职务只能由正式党员担任", "only a full Party member can hold this post");
    internal static RosterProblem SecretaryTwice(int line) =>
        new(line, "secretary-twice", "该组织已有书记", "this organisation has a secretary already");
    internal static RosterProblem PathScope(int line) =>
        new(line, "path-scope", "该组织不在您可以导入的范围内", "this organisation is outside of what you may import into");
    internal static RosterProblem NodeTwice(RosterPlace at, RosterPlace first) =>
        new(at.Line, "node-twice", $"该组织已在{InZh(at, first)}列出", $"this organisation is listed on {InEn(at, first)} already");
    internal static RosterProblem NodeKnown(int line) =>
        new(line, "node-known", "系统中已有该组织，且与此行不同；导入只增加，不修改", "the hub has this organisation already and it differs from this line: an import only adds");
    internal static RosterProblem Region(int line) =>
        new(line, "region", "地区代码应为 6 位数字", "a region code has six digits");
    internal static RosterProblem SectorUnknown(int line) =>
        new(line, "sector-unknown", "条线上级在文件和系统中都没有", "the parent on the sector's line is neither in the file nor in the hub");
    internal static RosterProblem SectorSelf(int line) =>
        new(line, "sector-self", "条线上级不能是该组织自己或它的下级", "the parent on the sector's line is the organisation itself or stands below it");
    internal static RosterProblem SectorKind(int line) =>
        new(line, "sector-kind", "条线上级只能是党委、联盟、集群或网格，党小组不挂条线", "a sector's line is led by a committee, an alliance, a cluster or a grid, and no group hangs on one");
    internal static RosterProblem SectorCycle(int line) =>
        new(line, "sector-cycle", "条线上级一路向上又回到该组织，形成了循环", "the sector's line leads from this organisation back to itself");
    internal static RosterProblem EnterpriseTwice(RosterPlace at, RosterPlace first) =>
        new(at.Line, "enterprise-twice", $"该企业已在{InZh(at, first)}列出", $"this enterprise is listed on {InEn(at, first)} already");
    internal static RosterProblem EnterpriseKnown(int line) =>
        new(line, "enterprise-known", "系统中已有该企业，且与此行不同；导入只增加，不修改", "the hub has this enterprise already and it differs from this line: an import only adds");
    internal static RosterProblem CoverUnknown(int line) =>
        new(line, "cover-unknown", "覆盖该企业的组织在文件和系统中都没有", "the organisation that covers the enterprise is neither in the file nor in the hub");
    internal static RosterProblem CoverKind(int line) =>
        new(line, "cover-kind", "这一类组织不能以这种方式覆盖企业", "an organisation of this kind cannot cover an enterprise in this way");
    internal static RosterProblem CoverTaken(int line) =>
        new(line, "cover-taken", "该组织已是另一家企业的自有党组织", "this organisation is another enterprise's own already");
    internal static RosterProblem Staff(int line) =>
        new(line, "staff", "职工人数应为不超过 1000 万的整数", "the number of staff is a whole number of at most 10 million");
    internal static RosterProblem Declared(int line) =>
        new(line, "declared", "申报党员应写作“姓名(类别)”，以顿号隔开", "declared members are written 姓名(类别), with 、 between them");
    internal static RosterProblem DeclaredTwice(int line) =>
        new(line, "declared-twice", "同一姓名申报了两次", "the same name is declared twice");
    internal static RosterProblem DeclaredMost(int line) =>
        new(line, "declared-most", "一家企业最多申报 500 人", "an enterprise declares at most 500 people");
    internal static RosterProblem TooMany() =>
        new(1, "too-many", $"文件超过 {RosterCheck.RowsMost} 行", $"the file has more than {RosterCheck.RowsMost} lines");

    private static string InZh(RosterPlace at, RosterPlace other) => at.Sheet == other.Sheet ? $"第 {other.Line} 行" : $"工作表“{other.Sheet}”第 {other.Line} 行";

    private static string InEn(RosterPlace at, RosterPlace other) => at.Sheet == other.Sheet ? $"line {other.Line}" : $"sheet {other.Sheet}, line {other.Line},";
}

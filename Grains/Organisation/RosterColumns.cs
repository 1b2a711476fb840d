namespace Grains.Organisation;

/// <summary>
/// Columns that a sheet may have. A sheet of people must have path, name and category; one of organisations has path and
/// kind and no name; one of enterprises has path and enterprise and neither a kind nor a name.
/// </summary>
public enum RosterColumn { Path, Name, Category, Phone, Joined, Number, Relation, Post, Kind, Region, Sector, Enterprise, Industry, Staff, Cover, Declared }

/// <summary>Where each column stands in this file, found by its heading, in any order.</summary>
public sealed class RosterColumns
{
    /// <summary>Exports put a title or two above the headings; looked for this many records deep.</summary>
    public const int HeadingDepth = 5;

    private static readonly Dictionary<string, RosterColumn> Headings = new(StringComparer.OrdinalIgnoreCase)
    {
        ["组织路径"] = RosterColumn.Path, ["党组织"] = RosterColumn.Path, ["所属党组织"] = RosterColumn.Path,
        ["所在党组织"] = RosterColumn.Path, ["党组织全称"] = RosterColumn.Path, ["path"] = RosterColumn.Path,
        ["姓名"] = RosterColumn.Name, ["党员姓名"] = RosterColumn.Name, ["name"] = RosterColumn.Name,
        ["类别"] = RosterColumn.Category, ["党员类别"] = RosterColumn.Category, ["人员类别"] = RosterColumn.Category,
        ["category"] = RosterColumn.Category,
        ["手机"] = RosterColumn.Phone, ["电话"] = RosterColumn.Phone, ["联系电话"] = RosterColumn.Phone,
        ["手机号"] = RosterColumn.Phone, ["手机号码"] = RosterColumn.Phone, ["phone"] = RosterColumn.Phone,
        ["入党日期"] = RosterColumn.Joined, ["入党时间"] = RosterColumn.Joined, ["joined"] = RosterColumn.Joined,
        ["登记号码"] = RosterColumn.Number, ["登记号"] = RosterColumn.Number, ["number"] = RosterColumn.Number,
        ["组织关系"] = RosterColumn.Relation, ["关系状态"] = RosterColumn.Relation, ["组织关系状态"] = RosterColumn.Relation,
        ["relation"] = RosterColumn.Relation,
        ["职务"] = RosterColumn.Post, ["党内职务"] = RosterColumn.Post, ["post"] = RosterColumn.Post,
        ["组织类别"] = RosterColumn.Kind, ["组织类型"] = RosterColumn.Kind, ["党组织类别"] = RosterColumn.Kind, ["kind"] = RosterColumn.Kind,
        ["地区代码"] = RosterColumn.Region, ["行政区划代码"] = RosterColumn.Region, ["地区"] = RosterColumn.Region, ["region"] = RosterColumn.Region,
        ["条线上级"] = RosterColumn.Sector, ["条线路径"] = RosterColumn.Sector, ["行业上级"] = RosterColumn.Sector, ["sector"] = RosterColumn.Sector,
        ["所在地区"] = RosterColumn.Region, ["企业名称"] = RosterColumn.Enterprise, ["enterprise"] = RosterColumn.Enterprise,
        ["行业"] = RosterColumn.Industry, ["所属行业"] = RosterColumn.Industry, ["industry"] = RosterColumn.Industry,
        ["职工人数"] = RosterColumn.Staff, ["员工人数"] = RosterColumn.Staff, ["staff"] = RosterColumn.Staff,
        ["覆盖方式"] = RosterColumn.Cover, ["cover"] = RosterColumn.Cover,
        ["申报党员"] = RosterColumn.Declared, ["declared"] = RosterColumn.Declared,
    };

    private readonly int[] _at = [.. Enumerable.Repeat(-1, Enum.GetValues<RosterColumn>().Length)];

    /// <summary>Number of cells of the heading record; a longer record has a stray separator.</summary>
    public int Width { get; private init; }

    /// <summary>Headings found twice; which of them is meant cannot be known.</summary>
    public List<RosterColumn> Doubled { get; } = [];

    public IEnumerable<RosterColumn> Missing =>
        IsTree || IsEnterprises ? [] : new[] { RosterColumn.Path, RosterColumn.Name, RosterColumn.Category }.Where(column => !Has(column));

    /// <summary>A sheet of organisations, not of people.</summary>
    public bool IsTree => Has(RosterColumn.Path) && Has(RosterColumn.Kind) && !Has(RosterColumn.Name) && !Has(RosterColumn.Category);

    /// <summary>A sheet of enterprises.</summary>
    public bool IsEnterprises => Has(RosterColumn.Path) && Has(RosterColumn.Enterprise) && !IsTree && !Has(RosterColumn.Name) && !Has(RosterColumn.Category);

    public bool Has(RosterColumn column) => _at[(int)column] >= 0;

    /// <summary>The tidied cell; empty where the file has no such column or the record is short.</summary>
    public string Cell(RosterRow row, RosterColumn column)
    {
        var at = _at[(int)column];
        return at < 0 || at >= row.Cells.Length ? "" : RosterText.Tidy(row.Cells[at]);
    }

    /// <summary>Reads a record as headings; null where it has fewer than two that are known.</summary>
    public static RosterColumns? TryRead(RosterRow row)
    {
        var found = new RosterColumns { Width = row.Cells.Length };
        var known = 0;
        for (var index = 0; index < row.Cells.Length; index++)
        {
            var heading = RosterText.Tidy(row.Cells[index]).TrimEnd('*').TrimStart('*').Replace(" ", "", StringComparison.Ordinal);
            var bracket = heading.IndexOf('(', StringComparison.Ordinal);
            if (!Headings.TryGetValue(bracket > 0 ? heading[..bracket] : heading, out var column))
            {
                continue;
            }
            known++;
            if (found.Has(column))
            {
                found.Doubled.Add(column);
            }
            found._at[(int)column] = index;
        }
        if (!found.IsEnterprises)
        {
            // Nobody reads these here: a roster of people may say what it likes of their employers.
            found.Doubled.RemoveAll(static column => column >= RosterColumn.Enterprise);
        }
        return known >= 2 ? found : null;
    }

    /// <summary>The heading as offices write it, for sentences.</summary>
    public static string Heading(RosterColumn column) => column switch
    {
        RosterColumn.Path => "组织路径",
        RosterColumn.Name => "姓名",
        RosterColumn.Category => "类别",
        RosterColumn.Phone => "手机",
        RosterColumn.Joined => "入党日期",
        RosterColumn.Number => "登记号码",
        RosterColumn.Relation => "组织关系",
        RosterColumn.Kind => "组织类别",
        RosterColumn.Region => "地区代码",
        RosterColumn.Sector => "条线上级",
        RosterColumn.Enterprise => "企业名称",
        RosterColumn.Industry => "行业",
        RosterColumn.Staff => "职工人数",
        RosterColumn.Cover => "覆盖方式",
        RosterColumn.Declared => "申报党员",
        _ => "职务",
    };
}

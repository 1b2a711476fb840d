using System.Globalization;
using Grains.Coverage;
using Grains.Organisation;
using Grains.Statistics;
using Grains.Time;
using Web.Coverage;
using Web.Exports;

namespace Web.Statistics;

/// <summary>Figures as rows of text and whole numbers, the same for every format: who they are of, when, what they mean.</summary>
public sealed class StatisticsTable(HubCalendar calendar)
{
    public IEnumerable<object[]> Rows(NodeCountsView view, CoverageView? coverage)
    {
        var asOf = DateTimeOffset.FromUnixTimeMilliseconds(view.AsOf).ToOffset(calendar.Offset);
        yield return ["组织", view.Name];
        yield return ["口径", view.Line == Line.Territorial ? "属地" : "行业"];
        yield return ["截至", asOf.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)];
        yield return [];
        yield return ["类别", "组织关系", "本级", "含下级"];
        foreach (var cell in view.Cells)
        {
            yield return [AttendanceTable.NameOf(cell.Category), AttendanceTable.NameOf(cell.Relation), cell.Own, cell.Subtree];
        }

        yield return ["党员合计", "", view.OwnMembers, view.Totals.Members];
        yield return [];
        yield return ["组织类型", "数量"];
        foreach (var kind in view.Kinds)
        {
            yield return [NameOf(kind.Kind), kind.Count];
        }

        yield return ["党组织合计（党委、党总支、党支部含联合党支部）", view.Totals.Organisations];
        yield return [];
        yield return ["指标", "分子", "分母", "百分比", "分子口径", "分母口径"];
        foreach (var ratio in view.Ratios.Concat(coverage?.Ratios ?? []).DistinctBy(static ratio => ratio.Definition))
        {
            var definition = Definitions.All.First(it => it.Id == ratio.Definition);
            yield return
            [
                definition.Zh, Number(ratio.Numerator), Number(ratio.Denominator), Percent(ratio.Tenths), definition.NumeratorZh, definition.DenominatorZh,
            ];
        }

        yield return [];
        yield return ["下级组织", "类型", "党员", "在册", "非在册", "积极分子", "名册人数", "党组织", "在册率"];
        foreach (var child in view.Children)
        {
            yield return
            [
                child.Name, NameOf(child.Kind), child.Members, child.Registered, child.Unregistered, child.Activists, child.People,
                child.Organisations, Percent(child.RegisteredTenths),
            ];
        }
    }

    /// <summary>Targets with both figures at the beginning and now.</summary>
    public IEnumerable<object[]> Rows(TargetsView targets)
    {
        yield return [];
        yield return ["覆盖目标", "起", "止", "目标", "起点分子", "起点分母", "起点", "现分子", "现分母", "现值", "还差", "状态", "截至", "依据"];
        foreach (var it in targets.Targets)
        {
            yield return
            [
                Definitions.All.First(definition => definition.Id == it.Measure).Zh, it.Since, it.Until, Percent(it.Goal), Number(it.Base.Numerator),
                Number(it.Base.Denominator), Percent(it.Base.Tenths), Number(it.Now.Numerator), Number(it.Now.Denominator), Percent(it.Now.Tenths),
                Number(it.Remaining), NameOf(it.State), Moment(it.NowAt), it.Source,
            ];
        }
    }

    /// <summary>Demonstration units that run, since when and until when.</summary>
    public IEnumerable<object[]> Rows(DemonstrationsView units)
    {
        yield return [];
        yield return ["示范单位", "示范称号", "自", "至", "复核", "依据"];
        foreach (var it in units.Units)
        {
            yield return [it.NodeName, it.Title, Moment(it.Since), Moment(it.Until), it.ReviewedAt is { } at ? Moment(at) : "", it.Reason];
        }

        yield return ["示范单位合计", Number(units.Total)];
    }

    private string Moment(long ms) =>
        DateTimeOffset.FromUnixTimeMilliseconds(ms).ToOffset(calendar.Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string NameOf(CoverageState state) => state switch
    {
        CoverageState.Reached => "已完成",
        CoverageState.OnTrack => "进度正常",
        CoverageState.Behind => "进度滞后",
        CoverageState.Missed => "到期未完成",
        _ => "已撤销",
    };

    private static object Number(long figure) => figure <= int.MaxValue ? (int)figure : figure.ToString(CultureInfo.InvariantCulture);

    private static string Percent(int? tenths) =>
        tenths is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known / 10}.{known % 10}%") : "";

    private static string NameOf(NodeKind kind) => kind switch
    {
        NodeKind.Committee => "党委",
        NodeKind.GeneralBranch => "党总支",
        NodeKind.Branch => "党支部",
        NodeKind.Group => "党小组",
        NodeKind.JointBranch => "联合党支部",
        NodeKind.Alliance => "党建联盟",
        NodeKind.Cluster => "区域集群",
        NodeKind.Grid => "网格",
        NodeKind.Virtual => "虚拟党支部",
        _ => "组织生活小组",
    };
}

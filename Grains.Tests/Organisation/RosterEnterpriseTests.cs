using Grains.Enterprises;
using Grains.Organisation;
using Grains.Rules;
using static Grains.Tests.Organisation.RosterBench;

namespace Grains.Tests.Organisation;

/// <summary>Sheets of enterprises, and lines of sectors that lead in a ring.</summary>
public class RosterEnterpriseTests
{
    private const string Sheet = "组织路径,企业名称,行业,所在地区,职工人数,覆盖方式,申报党员\n";

    private static readonly RosterBook Book = RosterBook.Empty with
    {
        Tree = 7,
        Nodes =
        [
            new("b-r", null, NodeKind.Committee, "示例集团党委", "/b-r/"),
            new("b-a", "b-r", NodeKind.Branch, "甲党支部", "/b-r/b-a/"),
            new("b-j", "b-r", NodeKind.JointBranch, "园区联合党支部", "/b-r/b-j/"),
        ],
        Enterprises =
        [
            new("e-1", "老字号", "西岸", "餐饮", 12, "b-r", UnitCover.Regional, [new("王明", Category.Full)]),
            new("e-3", "远山（上海）有限公司", "浦东", "软件", 5, "b-r", UnitCover.Regional, []),
            new("e-2", "自家公司", "", "软件", 0, "b-a", UnitCover.Own, []),
        ],
    };

    [Fact]
    public void A_sheet_of_enterprises_is_read_with_its_cover_and_whom_each_declares()
    {
        var plan = Plan(Sheet
            + "示例集团党委,新公司,软件,西岸,120,,王小明(正式党员)、李红（预备党员）\n"
            + "示例集团党委/园区联合党支部,小工坊,制造,,,联合党支部,\n", Book);
        Assert.Equal(["新公司", "小工坊"], plan.Enterprises.Select(static one => one.Name));
        var first = plan.Enterprises[0];
        Assert.Equal(("西岸", "软件", 120, "b-r", UnitCover.Regional), (first.Region, first.Industry, first.Staff, first.Node, first.Cover));
        Assert.Equal([new RosterDeclared("王小明", Category.Full), new("李红", Category.Probationary)], first.Declared);
        Assert.Equal((UnitCover.Joint, "b-j"), (plan.Enterprises[1].Cover, plan.Enterprises[1].Node));
        Assert.Equal((7L, "/b-r/", 2), (plan.Tree!.Value, plan.Paths["b-r"], plan.Paths.Count));
    }

    [Fact]
    public void An_enterprise_that_is_there_as_the_line_says_changes_nothing() =>
        Assert.Empty(Plan(Sheet + "示例集团党委,老字号,餐饮,西岸,12,区域兜底,王明(正式党员)\n示例集团党委,远山（上海）有限公司,软件,浦东,5,,\n", Book).Enterprises);

    [Theory]
    [InlineData("enterprise-known", "示例集团党委,老字号,软件,西岸,12,,王明(正式党员)")]
    [InlineData("enterprise-known", "示例集团党委,老字号,餐饮,西岸,12,,")]
    [InlineData("enterprise-twice", "示例集团党委,新公司,,,,,\n示例集团党委,新公司,,,,,")]
    [InlineData("cover-unknown", "示例集团党委/查无此处,新公司,,,,,")]
    [InlineData("cover-kind", "示例集团党委,新公司,,,,联合党支部,")]
    [InlineData("cover-kind", "示例集团党委/园区联合党支部,新公司,,,,自有党组织,")]
    [InlineData("cover-taken", "示例集团党委/甲党支部,新公司,,,,自有党组织,")]
    [InlineData("word", "示例集团党委,新公司,,,,随便,")]
    [InlineData("staff", "示例集团党委,新公司,,,十人,,")]
    [InlineData("staff", "示例集团党委,新公司,,,10000001,,")]
    [InlineData("declared", "示例集团党委,新公司,,,,,王小明")]
    [InlineData("declared", "示例集团党委,新公司,,,,,王小明(来宾)")]
    [InlineData("declared-twice", "示例集团党委,新公司,,,,,王小明(正式党员)、王小明(预备党员)")]
    [InlineData("blank", "示例集团党委,,,,,,")]
    [InlineData("too-long", "示例集团党委,新公司,一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一,,,,")]
    public void Every_problem_of_an_enterprise_is_found_with_its_line(string kind, string rows)
    {
        var verdict = Check(Sheet + rows + "\n", Book);
        var problem = Assert.Single(verdict.Problems);
        Assert.Equal((kind, 2 + rows.AsSpan().Count('\n')), (problem.Kind, problem.Line));
        Assert.Null(verdict.Plan);
    }

    [Fact]
    public void A_roster_of_people_may_name_their_employers_twice() =>
        Assert.Single(Plan("组织路径,姓名,类别,入党日期,行业,行业\n示例集团党委,王小明,正式党员,2016-07-01,软件,餐饮\n").Members);

    [Fact]
    public void A_ring_along_the_sectors_line_is_listed_at_each_line_that_closes_it()
    {
        var verdict = Check("组织路径,组织类别,条线上级\n"
            + "示例集团党委,党委,\n"
            + "示例集团党委/甲党委,党委,示例集团党委/乙党委/丙党委\n"
            + "示例集团党委/乙党委,党委,示例集团党委/甲党委\n"
            + "示例集团党委/乙党委/丙党委,党委,\n"
            + "示例集团党委/丁党委,党委,示例集团党委/甲党委\n");
        Assert.Equal([(3, "sector-cycle"), (4, "sector-cycle")], verdict.Problems.Select(static p => (p.Line, p.Kind)));
    }

    [Fact]
    public void Only_what_gathers_others_leads_a_sector_and_no_group_hangs_on_one()
    {
        var verdict = Check("组织路径,组织类别,条线上级\n"
            + "示例集团党委,党委,\n"
            + "示例集团党委/甲党支部,党支部,\n"
            + "示例集团党委/乙党支部,党支部,示例集团党委/甲党支部\n"
            + "示例集团党委/甲党支部/一组,党小组,示例集团党委\n"
            + "示例集团党委/丙党支部,党支部,示例集团党委\n");
        Assert.Equal([(4, "sector-kind"), (5, "sector-kind")], verdict.Problems.Select(static p => (p.Line, p.Kind)));
    }

    [Fact]
    public void A_long_line_of_sectors_that_ends_is_no_ring() =>
        Assert.Equal(4, Plan("组织路径,组织类别,条线上级\n示例集团党委,党委,\n示例集团党委/甲党委,党委,示例集团党委/乙党委\n"
            + "示例集团党委/乙党委,党委,示例集团党委/丙党委\n示例集团党委/丙党委,党委,\n").Nodes.Count);

    [Fact]
    public void What_a_plan_touches_is_the_same_whatever_ids_are_minted_and_another_once_that_changed()
    {
        var text = Headings + Row(path: "示例集团党委/甲党支部") + Row(path: "示例集团党委/新党支部", name: "李四", phone: "13800000002");
        var plan = Plan(text, Book).Footprint();
        var elsewhere = Book with { Tree = 9, Nodes = [.. Book.Nodes, new("b-x", "b-r", NodeKind.Branch, "别处党支部", "/b-r/b-x/")] };
        var moved = Book with { Nodes = [Book.Nodes[0], Book.Nodes[2]] };
        Assert.Equal(plan, Plan(text, Book).Footprint());
        Assert.Equal(plan, Plan(text, elsewhere).Footprint());
        Assert.NotEqual(plan, Plan(text, moved).Footprint());
    }
}

using System.Text;
using Grains.Organisation;
using Grains.Rules;
using static Grains.Tests.Organisation.RosterBench;

namespace Grains.Tests.Organisation;

public class RosterReadingTests
{
    private static readonly string Text = Headings + Row();

    public static TheoryData<string, byte[]> Encodings() => new()
    {
        { "UTF-8", Encoding.UTF8.GetBytes(Text) },
        { "UTF-8 with BOM", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Text)] },
        { "UTF-16", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Text)] },
        { "GB18030", CodePagesEncodingProvider.Instance.GetEncoding(54936)!.GetBytes(Text) },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Every_encoding_of_an_office_gives_the_same_text(string encoding, byte[] bytes)
    {
        var (text, found) = RosterText.Decode(bytes);
        Assert.Equal(encoding, found);
        Assert.Equal(Text, text);
    }

    [Fact]
    public void Gb18030_is_told_by_its_golden_bytes()
    {
        // 姓名 and the four-byte 㐀.
        Assert.Equal(("姓名㐀", "GB18030"), RosterText.Decode([0xD0, 0xD5, 0xC3, 0xFB, 0x81, 0x39, 0xEE, 0x39]));
    }

    [Theory]
    [InlineData(new byte[] { 0x50, 0x4B, 3, 4, 0 })]
    [InlineData(new byte[] { 0xFF, 0x20, 0x80 })]
    public void What_is_no_text_is_refused(byte[] bytes) =>
        Assert.Throws<FormatException>(() => RosterText.Decode(bytes));

    [Theory]
    [InlineData("a,b;c,d", ',')]
    [InlineData("a;b;c", ';')]
    [InlineData("a\tb\tc", '\t')]
    public void The_separator_is_the_commonest_of_the_first_lines(string text, char expected) =>
        Assert.Equal(expected, RosterSheet.Separator(text));

    [Fact]
    public void Quotes_hold_separators_quotes_and_line_ends_and_lines_are_counted()
    {
        var rows = RosterSheet.Read("a,\"b,\"\"c\"\"\r\nd\"\r\n\r\n\"e\",f", ',').ToList();
        Assert.Equal([1, 4], rows.Select(row => row.Line));
        Assert.Equal(["a", "b,\"c\"\r\nd"], rows[0].Cells);
        Assert.Equal(["e", "f"], rows[1].Cells);
    }

    [Theory]
    [InlineData("　１３８ ", "138")]
    [InlineData("'1101", "1101")]
    [InlineData("=\"1101\"", "1101")]
    [InlineData("总部／研发＞一组", "总部/研发>一组")]
    [InlineData("\u200B王\u200B", "王")]
    public void Cells_are_tidied(string cell, string expected) => Assert.Equal(expected, RosterText.Tidy(cell));

    [Theory]
    [InlineData("2016-07-01", 2016, 7, 1)]
    [InlineData("2016/7/1", 2016, 7, 1)]
    [InlineData("2016年7月1日", 2016, 7, 1)]
    [InlineData("2016.7.1", 2016, 7, 1)]
    [InlineData("201607", 2016, 7, 1)]
    [InlineData("20160731", 2016, 7, 31)]
    [InlineData("2016-07-01 00:00:00", 2016, 7, 1)]
    [InlineData("2016/7/1 0:00", 2016, 7, 1)]
    public void Dates_are_read_in_every_form(string word, int year, int month, int day) =>
        Assert.Equal(new DateOnly(year, month, day), RosterWords.ToDate(word));

    [Theory]
    [InlineData("", Relation.Registered)]
    [InlineData("在册", Relation.Registered)]
    [InlineData("非在册", Relation.Unknown)]
    [InlineData("非在册(临时介绍信)", Relation.TemporaryLetter)]
    [InlineData("非在册-活动证", Relation.ActivityCard)]
    [InlineData("口袋党员", Relation.Pocket)]
    [InlineData("不明", Relation.Unknown)]
    public void Relations_are_read(string word, Relation expected) => Assert.Equal(expected, RosterWords.ToRelation(word));

    [Fact]
    public void Titles_above_the_headings_and_synonyms_are_understood()
    {
        var plan = Plan("党员名册\n\n 所属党组织 ;党员类别;姓 名;联系电话(必填);入党时间;关系状态;党内职务\n"
            + "示例党委＞第一支部;预备党员;张　三;１３８ 0000 0001;２０２５年１１月;非在册（口袋）;\n");
        var member = Assert.Single(plan.Members);
        Assert.Equal("张三", member.Name);
        Assert.Equal("13800000001", member.Phone);
        Assert.Equal(new DateOnly(2025, 11, 1), member.Joined);
        Assert.Equal((Category.Probationary, Relation.Pocket), (member.Category, member.Relation));
        Assert.Equal([NodeKind.Committee, NodeKind.Branch], plan.Nodes.Select(node => node.Kind));
        Assert.Equal("/b-1/b-2/", plan.Nodes[1].Path);
    }

    [Fact]
    public void Kinds_come_from_a_bracket_where_the_name_tells_none()
    {
        var plan = Plan(Headings + Row(path: "示例集团（党委）/总部【党总支】/研发部（支部）/一组（党小组）"));
        Assert.Equal(["示例集团", "总部", "研发部", "一组"], plan.Nodes.Select(node => node.Name));
        Assert.Equal([NodeKind.Committee, NodeKind.GeneralBranch, NodeKind.Branch, NodeKind.Group], plan.Nodes.Select(node => node.Kind));
    }

    [Theory]
    [InlineData("示例省委", NodeKind.Committee)]
    [InlineData("示例街道工委", NodeKind.Committee)]
    [InlineData("示例公司委员会", NodeKind.Committee)]
    [InlineData("示例公司总支部委员会", NodeKind.GeneralBranch)]
    [InlineData("示例公司支部委员会", NodeKind.Branch)]
    [InlineData("示例园区联合党支部", NodeKind.JointBranch)]
    [InlineData("示例党小组", NodeKind.Group)]
    [InlineData("示例产业集群", NodeKind.Cluster)]
    [InlineData("示例第三网格", NodeKind.Grid)]
    [InlineData("示例党建联盟", NodeKind.Alliance)]
    [InlineData("示例部", null)]
    public void Kinds_come_from_the_names_ending(string name, NodeKind? expected) =>
        Assert.Equal(expected, Assert.Single(RosterPath.Split(name)).Kind);

    [Fact]
    public void Posts_stand_on_the_members_node_or_on_the_one_above_that_they_name()
    {
        var plan = Plan(Headings + Row(post: "书记、党委副书记") + Row(name: "李四", phone: "", post: "示例集团党委书记；支部委员"));
        Assert.Equal(
            [("m-1", Role.Secretary, "b-3"), ("m-1", Role.Deputy, "b-2"), ("m-2", Role.Secretary, "b-1")],
            plan.Offices.Select(office => (office.Member, office.Role, office.Node)));
    }

    [Fact]
    public void Numbers_are_minted_after_those_given_and_those_issued()
    {
        var given = RegistrationNumber.Mint(110108, 2016, 7, 4);
        var issued = new HashSet<string> { RegistrationNumber.Mint(110108, 2016, 7, 9) };
        var plan = Plan(Headings + Row() + Row(name: "李四", phone: "", number: given), RosterBook.Empty with { Numbers = issued });
        Assert.Equal([RegistrationNumber.Mint(110108, 2016, 7, 10), given], plan.Members.Select(member => member.Number));
    }

    [Fact]
    public void Known_nodes_are_found_and_only_new_ones_are_added()
    {
        var book = RosterBook.Empty with
        {
            Nodes = [new("b-r", null, NodeKind.Committee, "示例集团党委", "/b-r/"), new("b-h", "b-r", NodeKind.Committee, "总部党委", "/b-r/b-h/")],
        };
        var node = Assert.Single(Plan(Headings + Row(), book).Nodes);
        Assert.Equal(("b-h", "/b-r/b-h/b-1/"), (node.Parent, node.Path));
    }
}

using Grains.Organisation;
using Grains.Rules;
using static Grains.Tests.Organisation.RosterBench;

namespace Grains.Tests.Organisation;

public class RosterProblemTests
{
    private static readonly string Good = RegistrationNumber.Mint(110108, 2016, 7, 4);

    /// <summary>The kind of problem and the second record of a file whose first is good.</summary>
    public static TheoryData<string, string> Kinds() => new()
    {
        { "width", Other().TrimEnd('\n') + ",多余\n" },
        { "blank", Other(name: "") },
        { "blank", Other(path: " ") },
        { "blank", Other(category: "") },
        { "blank", Other(joined: "") },
        { "hidden-sign", Other(name: "李\u0007四") },
        { "hidden-sign", Other(name: "李\u202E四") },
        { "too-long", Other(name: new string('李', 51)) },
        { "too-long", Other(path: "示例集团党委/" + new string('研', 61) + "党委") },
        { "name", Other(name: "李四2") },
        { "word", Other(category: "正氏党员") },
        { "word", Other(relation: "在侧") },
        { "word", Other(post: "书计") },
        { "phone", Other(phone: "1380000000") },
        { "rounded", Other(phone: "1.38E+10") },
        { "rounded", Other(number: "1.10108E+18") },
        { "date", Other(joined: "2016-02-30") },
        { "date-future", Other(joined: "2026-07-02") },
        { "date-early", Other(joined: "1921-06-30") },
        { "date-not-member", Other(category: "入党积极分子") },
        { "number-shape", Other(number: Good[..18]) },
        { "number-check", Other(number: Swap(Good, 16)) },
        { "number-month", Other(joined: "2016-08-01", number: Good) },
        { "number-twice", Other(number: Good) + Other(name: "赵六", phone: "", number: Good) },
        { "number-taken", Other(number: RegistrationNumber.Mint(110108, 2016, 7, 1)) },
        { "person-twice", Row() },
        { "person-twice", Other(phone: "") + Other(phone: "") },
        { "person-known", Other(name: "钱七", phone: "13900000000") },
        { "person-there", Other(path: "示例集团党委/老党支部", name: "钱七", phone: "") },
        { "path", Other(path: "示例集团党委//研发党支部") },
        { "path-kind", Other(path: "示例集团党委/研发部") },
        { "path-order", Other(path: Place + "/第二党总支") },
        { "path-order", Other(path: "示例集团党委/一党小组") },
        { "path-conflict", Other(path: "示例集团党委/总部党委(党总支)/测试党支部") },
        { "path-root", Other(path: "另一党委/研发党支部") },
        { "post-place", Other(post: "党总支书记") },
        { "post-standing", Other(category: "预备党员", post: "组织委员") },
        { "secretary-twice", Other(post: "书记") + Other(name: "赵六", phone: "", post: "书记") },
        { "quote", "\"示例集团党委" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_problem_is_found_with_its_line(string kind, string rows)
    {
        var book = RosterBook.Empty with
        {
            Numbers = new HashSet<string> { RegistrationNumber.Mint(110108, 2016, 7, 1) },
            People = new HashSet<string> { RosterBook.PersonKey("钱七", "13900000000"), RosterBook.PersonKey("钱七", "b-old", "2016-07-01") },
            Nodes = [new("b-r", null, NodeKind.Committee, "示例集团党委", "/b-r/"), new("b-old", "b-r", NodeKind.Branch, "老党支部", "/b-r/b-old/")],
        };
        var verdict = Check(Headings + Row() + rows, book);
        var problem = Assert.Single(verdict.Problems);
        Assert.Equal((kind, 2 + rows.AsSpan().TrimEnd('\n').Count('\n') + 1), (problem.Kind, problem.Line));
        Assert.Null(verdict.Plan);
    }

    [Theory]
    [InlineData("", "headings")]
    [InlineData("一,二\n三,四\n", "headings")]
    [InlineData("组织路径,姓名\n", "column-missing")]
    [InlineData("组织路径,姓名,类别,姓名\n", "column-doubled")]
    [InlineData("组织路径,姓名,类别\n", "empty")]
    public void A_sheet_that_is_no_roster_is_refused(string text, string kind) =>
        Assert.Equal(kind, Assert.Single(Check(text).Problems).Kind);

    [Fact]
    public void All_problems_are_listed_in_the_order_of_their_lines()
    {
        var verdict = Check(Headings + Row(phone: "1", joined: "x") + Row(name: "李四") + Row(name: "", category: "?"));
        Assert.Equal([(2, "phone"), (2, "date"), (4, "blank"), (4, "word")], verdict.Problems.Select(p => (p.Line, p.Kind)));
        Assert.Equal(3, verdict.Rows);
    }

    [Fact]
    public void Any_two_neighbours_swapped_are_refused()
    {
        for (var at = 0; at < RegistrationNumber.Length - 1; at++)
        {
            if (Good[at] != Good[at + 1])
            {
                var problem = Assert.Single(Check(Headings + Row(number: Swap(Good, at), joined: "")).Problems);
                Assert.Equal("number-check", problem.Kind);
            }
        }
    }

    [Fact]
    public void Sentences_repeat_no_personal_datum()
    {
        var problem = Assert.Single(Check(Headings + Row(phone: "1380000000")).Problems);
        Assert.Equal("第 2 行：电话号码格式不对", problem.Sentence(chinese: true));
        Assert.Equal("line 2: the phone number is malformed", problem.Sentence(chinese: false));
    }

    private static string Other(
        string path = Place, string name = "李四", string category = "正式党员", string phone = "13800000002",
        string joined = "2016-07-01", string number = "", string relation = "在册", string post = "") =>
        Row(path, name, category, phone, joined, number, relation, post);

    private static string Swap(string text, int at) => $"{text[..at]}{text[at + 1]}{text[at]}{text[(at + 2)..]}";
}

using Grains.Text;

namespace Grains.Tests.Rules;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("<script>alert('x')</script>", "<script>alert('x')</script>")]
    [InlineData("  共产党员  ", "共产党员")]
    [InlineData("a\u202Egnp.exe", "agnp.exe")]
    [InlineData("a\u200Bb\u0000c", "abc")]
    [InlineData("👨‍👩‍👧", "👨‍👩‍👧")]
    [InlineData("a\nb", "ab")]
    public void Text_stays_text_without_what_deceives_the_eye(string typed, string clean) =>
        Assert.Equal(clean, PlainText.Clean(typed));

    [Fact]
    public void Lines_survive_where_they_are_allowed() => Assert.Equal("a\nb", PlainText.Clean("a\r\nb", lines: true));

    [Fact]
    public void A_tower_of_combining_marks_is_cut() =>
        Assert.Equal(9, PlainText.CodePoints(PlainText.Clean("a" + new string('\u0301', 10_000))));

    [Theory]
    [InlineData("\u200B")]
    [InlineData("\u202E")]
    [InlineData("\u200D")]
    public void Marks_do_not_pile_up_behind_signs_that_show_nothing(string between)
    {
        var tower = "a" + string.Concat(Enumerable.Repeat(new string('\u0301', 8) + between, 100));

        Assert.Equal(8, PlainText.Clean(tower).Count(static c => c == '\u0301'));
    }

    [Fact]
    public void A_lone_surrogate_becomes_the_replacement_character() => Assert.Equal("a\uFFFDb", PlainText.Clean("a\uD83Db"));

    [Fact]
    public void Limits_count_code_points() => Assert.Equal(2, PlainText.CodePoints("😀党"));
}

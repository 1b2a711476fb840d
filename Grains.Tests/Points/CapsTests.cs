using Grains.Points;

namespace Grains.Tests.Points;

public sealed class CapsTests
{
    private static readonly DateOnly Day = new(2026, 11, 21);
    private static readonly PointRule Attended = new("flash.attended", 1, 5, 10, null, new DateOnly(2026, 1, 1), null, "", "");
    private static readonly PointRule Spoke = new("spoke", 1, 1, null, 3, new DateOnly(2026, 1, 1), null, "", "");

    [Fact]
    public void The_daily_cap_is_exact()
    {
        var day = new List<LedgerEntry>();
        foreach (var expected in new[] { 5, 5, 0, 0 })
        {
            Assert.Equal(expected, Caps.Worth(Attended, day, 0));
            day.Add(Entry(Attended, day.Count, expected));
        }
    }

    [Fact]
    public void One_gathering_pays_three_messages() =>
        Assert.Equal([1, 1, 1, 0], Enumerable.Range(0, 4).Select(n => Caps.Worth(Spoke, [], n)));

    [Fact]
    public void The_day_never_gives_more_than_its_total()
    {
        var day = new List<LedgerEntry> { Entry(Spoke, 1, PointRules.DayTotalCap - 2) };
        Assert.Equal(2, Caps.Worth(Attended, day, 0));
        Assert.Equal(2, Caps.Left(Attended, day));
    }

    [Fact]
    public void A_reversal_gives_the_room_back()
    {
        var day = new List<LedgerEntry> { Entry(Attended, 1, 5), Entry(Attended, 2, 5), Entry(Attended, 3, -5) };
        Assert.Equal(5, Caps.Left(Attended, day));
    }

    [Fact]
    public void The_version_that_holds_on_the_date_decides()
    {
        var later = Attended with { Version = 2, Points = 8, From = Day.AddDays(1) };
        Assert.Equal(1, Caps.RuleOn([Attended, later], Attended.Id, Day)!.Version);
        Assert.Equal(2, Caps.RuleOn([Attended, later], Attended.Id, Day.AddDays(1))!.Version);
        Assert.Null(Caps.RuleOn([later], Attended.Id, Day));
    }

    private static LedgerEntry Entry(PointRule rule, long seq, int points) =>
        new("m-1", seq, rule.Id, rule.Version, $"g/{seq}", points, Day, DateTimeOffset.UnixEpoch, points < 0);
}

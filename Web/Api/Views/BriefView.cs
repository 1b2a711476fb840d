using Grains.Gatherings;

namespace Web.Api.Views;

/// <summary>A gathering on a list, as the protocol's <c>Brief</c>. Times are Unix milliseconds.</summary>
public sealed record BriefView(
    string Id,
    string Node,
    string NodeName,
    bool Subtree,
    GatheringType Type,
    string Topic,
    GatheringState State,
    string Summoner,
    long OpensAt,
    long? OpenedAt,
    long ClosesAt,
    long? ClosedAt,
    CountsView Counts,
    MineView? Mine)
{
    public static BriefView Of(GatheringBrief brief, MineView? mine) => new(
        brief.Charter.Id,
        brief.Charter.Node,
        brief.Charter.NodeName,
        brief.Charter.Subtree,
        brief.Charter.Type,
        brief.Charter.Topic,
        brief.Terms.State,
        brief.Charter.SummonerName,
        brief.Charter.OpensAt.ToUnixTimeMilliseconds(),
        brief.Terms.OpenedAt?.ToUnixTimeMilliseconds(),
        brief.Terms.ClosesAt.ToUnixTimeMilliseconds(),
        brief.Terms.ClosedAt?.ToUnixTimeMilliseconds(),
        CountsView.Of(brief.Counts),
        mine);
}

/// <summary>How the asking member stands to the gathering.</summary>
public sealed record MineView(bool Expected, Presence? Presence, bool Officer);

/// <summary>应到 = 实到 + 请假 + 缺席, and who is inside now.</summary>
public sealed record CountsView(int Expected, int Present, int Excused, int Absent, int Inside, int Eligible, int EligibleInside)
{
    public static CountsView Of(Counts counts) => new(
        counts.Expected, counts.Present, counts.Excused, counts.Absent, counts.Inside, counts.Eligible, counts.EligibleInside);
}

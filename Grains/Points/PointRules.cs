namespace Grains.Points;

/// <summary>Ids of the rules that code refers to. The rules themselves are rows with versions.</summary>
public static class PointRules
{
    public const string Visit = "visit";
    public const string FlashAttended = "flash.attended";
    public const string Spoke = "spoke";
    /// <summary>Messages of one gathering that earn; also the rule's <see cref="PointRule.PerSource"/>.</summary>
    public const int SpokeMost = 3;
    /// <summary>Most points of one local date over all rules (rules §4).</summary>
    public const int DayTotalCap = 64;
}

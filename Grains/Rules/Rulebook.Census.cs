namespace Grains.Rules;

public static partial class Rulebook
{
    // Censuses
    public static readonly Refusal CensusTitle = new("census.title", "请填写摸排的名称，最多 60 个字。", "A census needs a title, at most 60 characters.");
    public static readonly Refusal CensusClosesAt = new("census.closes-at", "截止时间应在 1 小时到 90 天之内。", "A census runs from one hour to 90 days.");
    public static readonly Refusal CensusClosed = new("census.closed", "摸排已经截止，不再接受答复。", "The census is over and takes no more answers.");
    public static readonly Refusal CensusOpen = new("census.open", "摸排结束后才能更正名册。", "The register can be corrected once the census is closed.");
    public static readonly Refusal CensusChoice = new("census.choice", "请选择 1 到 200 位答复与名册不一致的党员。", "Choose 1 to 200 members whose answer differs from the register.");
}

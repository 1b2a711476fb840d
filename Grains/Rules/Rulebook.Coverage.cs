namespace Grains.Rules;

/// <content>Coverage targets and demonstration units.</content>
public static partial class Rulebook
{
    public static readonly Refusal CoverageMeasure = new("coverage.measure", "请选择一项可以设定目标的覆盖指标。", "Choose a measure of coverage for which a target can be set.");
    public static readonly Refusal CoverageGoal = new("coverage.goal", "目标应在 0.1% 到 100% 之间。", "A target lies between 0.1% and 100%.");
    public static readonly Refusal CoveragePeriod = new("coverage.period", "完成日期应在明天到五年之内。", "The day to reach it lies between tomorrow and five years from now.");
    public static readonly Refusal CoverageText = new("coverage.text", "请填写依据或理由，最多 200 个字。", "Give the source or the reason, in at most 200 characters.");
    public static readonly Refusal CoverageRunning = new("coverage.running", "这项指标已有正在执行的目标，请先撤销。", "There is a running target for this measure; drop it first.");
    public static readonly Refusal CoverageEmpty = new("coverage.empty", "这项指标目前没有分母，不能设定目标。", "This measure has nothing to divide by yet, so no target can be set.");
    public static readonly Refusal CoverageOver = new("coverage.over", "这项目标已经结束。", "This target is over.");
    public static readonly Refusal CoverageChanged = new("coverage.changed", "内容刚有变化，请刷新后再试。", "This has just changed; please reload.");
    public static readonly Refusal DemonstrationTitle = new("demonstration.title", "请填写示范称号，最多 60 个字。", "Say what it is an example of, in at most 60 characters.");
    public static readonly Refusal DemonstrationPeriod = new("demonstration.period", "有效期应为明天到三年之内。", "It runs from tomorrow at the least to three years at the most.");
    public static readonly Refusal DemonstrationHeld = new("demonstration.held", "该组织已是示范单位，请复核或撤销。", "It is a demonstration unit already; review or revoke it.");
    public static readonly Refusal DemonstrationOver = new("demonstration.over", "该示范称号已经到期或撤销。", "This award has ended or was revoked.");
}

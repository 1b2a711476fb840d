namespace Grains.Rules;

/// <summary>Refusals of transfers and activity cards.</summary>
public static partial class Rulebook
{
    public static readonly Refusal TransferRunning = new("transfer.running", "已有一件正在办理的转接，办结或撤回后才能再申请。", "A transfer is under way already; another can begin once it has ended.");
    public static readonly Refusal TransferTarget = new("transfer.target", "请选择要转入的党支部，不能是现在所在的支部。", "Please choose the branch to move to; it cannot be the one you are in.");
    public static readonly Refusal TransferText = new("transfer.text", "单位名称最多 100 个字，说明最多 200 个字，介绍信编号最多 40 个字符。", "A name has at most 100 characters, a note 200, a letter's number 40.");
    public static readonly Refusal TransferMember = new("transfer.member", "只有党员可以转接组织关系。", "Only Party members have a relation to transfer.");
    public static readonly Refusal TransferOwner = new("transfer.owner", "只有本人可以这样做。", "Only the member may do this.");
    public static readonly Refusal TransferHands = new("transfer.hands", "现在不由您办理这一步。", "This step is not in your hands now.");
    public static readonly Refusal TransferSelf = new("transfer.self", "不能办理自己的转接，请由其他负责人办理。", "Nobody decides their own transfer; another officer has to.");
    public static readonly Refusal TransferState = new("transfer.state", "办理进度已有变化，请刷新后再看。", "The case has moved on; please look at it anew.");
    public static readonly Refusal TransferClosed = new("transfer.closed", "这件转接已经结束。", "The transfer has ended.");
    public static readonly Refusal TransferReason = new("transfer.reason", "退回须写明理由，最多 200 个字。", "Returning it needs a reason of at most 200 characters.");
    public static readonly Refusal TransferLetter = new("transfer.letter", "请填写介绍信编号；有效期为 1 到 90 天。", "A letter needs its number and is valid for 1 to 90 days.");
    public static readonly Refusal TransferPaper = new("transfer.paper", "照片不存在、不属于您，或这份材料已经核验。", "The picture does not exist, is not yours, or the paper has been verified.");
    public static readonly Refusal TransferUnit = new("transfer.unit", "整体转接的单位应有 1 到 2000 名党员，且名单没有变化。", "A unit that moves has 1 to 2,000 members, and they have not changed since.");
    public static readonly Refusal TransferPocket = new("transfer.pocket", "只有已开出而未收到的介绍信需要走访。", "Only letters that were issued and not presented are followed up.");

    public static readonly Refusal CardHost = new("card.host", "请选择活动所在的党支部，不能是正式组织关系所在的支部。", "Please choose the branch to be a guest at; it cannot be your own.");
    public static readonly Refusal CardUntil = new("card.until", "活动证有效期不超过 6 个月；连续超过 6 个月请转接组织关系。", "A card is valid for at most 6 months; for a longer stay please transfer your relation.");
    public static readonly Refusal CardRunning = new("card.running", "在这个支部已有活动证或申请。", "There is a card or a request for this branch already.");
    public static readonly Refusal CardState = new("card.state", "活动证的状态已有变化，请刷新后再看。", "The card has changed; please look at it anew.");
    public static readonly Refusal CardRegistered = new("card.registered", "活动证由正式组织关系所在的支部发给；请先转入组织关系。", "A card is given by the branch that holds your formal relation; please transfer it first.");
    public static readonly Refusal CardDues = new("card.dues", "请填写月份和金额（1 分到 10 万元），每月登记一次。", "Please give the month and an amount up to 100,000 yuan; a month is entered once.");
}

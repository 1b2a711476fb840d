namespace Grains.Rules;

/// <content>Rights beside the home roster, offices and policies on votes.</content>
public static partial class Rulebook
{
    public static readonly Refusal RightCard = new("right.card", "持活动证在这里参加活动；表决、选举和被选举在正式组织关系所在支部行使。", "An activity card lets you take part here; voting, electing and standing stay with the branch that holds your formal relation.");
    public static readonly Refusal RightInformal = new("right.informal", "这里只有非正式投票；表决、选举和被选举在正式组织关系所在支部行使。", "There are only informal polls here; voting, electing and standing stay with the branch that holds your formal relation.");
    public static readonly Refusal RightDuesAtHome = new("right.dues-at-home", "党费在正式组织关系所在支部交纳。", "Dues are paid in the branch that holds your formal relation.");
    public static readonly Refusal RightSeat = new("right.seat", "席位代表可以参加和提问，不计入应到，没有表决权。", "A seat lets you take part and ask; it is not counted and has no vote.");
    public static readonly Refusal RightSuggestOnly = new("right.suggest-only", "可以提出建议；正式提议由正式党员和预备党员提出。", "You may suggest; motions are raised by full and probationary members.");
    public static readonly Refusal PersonnelOnly = new("right.personnel-only", "只有本组织或上级组织的书记、副书记、组织委员可以这样做。", "Only the secretary, deputy or organisation officer of this organisation or of one above may do this.");
    public static readonly Refusal SuperiorOnly = new("right.superior-only", "须由上级组织的书记、副书记或组织委员决定。", "This is for the secretary, deputy or organisation officer of an organisation above to decide.");

    // Offices
    public static readonly Refusal OfficeTerm = new("office.term", "任期为 1 到 5 年，一般为 3 年，村和社区为 5 年。", "A term lasts 1 to 5 years: 3 as a rule, 5 in villages and communities.");
    public static readonly Refusal OfficeSelf = new("office.self", "不能任命自己。", "Nobody appoints themselves.");
    public static readonly Refusal OfficePlace = new("office.place", "任职的人须在本组织或下级组织的名册上。", "The holder has to stand on the roster of this organisation or of one below it.");
    public static readonly Refusal OfficeHeld = new("office.held", "这个人已经担任该职务。", "This person holds the post already.");
    public static readonly Refusal OfficeSecretary = new("office.secretary", "本组织已有书记，请先免去现任书记。", "This organisation has a secretary; please end that post first.");
    public static readonly Refusal OfficeRole = new("office.role", "这类组织不设该职务。", "This kind of organisation has no such post.");
    public static readonly Refusal OfficeReason = new("office.reason", "请填写免职理由，最多 200 个字。", "Ending a post needs a reason of at most 200 characters.");
    public static readonly Refusal OfficeEnded = new("office.ended", "没有正在担任的该职务。", "There is no such post running.");

    // Votes for those whose relation is elsewhere
    public static readonly Refusal VotePolicyReason = new("vote-policy.reason", "请填写理由，最多 200 个字。", "A reason of at most 200 characters is needed.");
    public static readonly Refusal VotePolicyTime = new("vote-policy.time", "请填写起止时间：止于将来，最长一年。", "Give from and until: it ends in the future and lasts a year at most.");
    public static readonly Refusal VotePolicyVersion = new("vote-policy.version", "该政策已有变化，请刷新后再试。", "The policy has changed; please reload.");

    // Privacy
    public static readonly Refusal PrivacyNames = new("privacy.names", "最多填写 20 个姓名，每个最多 40 个字。", "At most 20 names, each of at most 40 characters.");
}

namespace Grains.Rules;

public static partial class Rulebook
{
    // Virtual branches and life groups
    public static readonly Refusal VirtualId = new("virtual.id", "编号格式有误。", "The id is malformed.");
    public static readonly Refusal VirtualName = new("virtual.name", "请填写名称，最多 40 个字。", "A name is needed, at most 40 characters.");
    public static readonly Refusal VirtualTopic = new("virtual.topic", "请填写主题，最多 40 个字。", "A topic is needed, at most 40 characters.");
    public static readonly Refusal VirtualAbout = new("virtual.about", "介绍最多 500 个字。", "The description has at most 500 characters.");
    public static readonly Refusal VirtualReason = new("virtual.reason", "请写明理由，最多 200 个字。", "A reason is needed, at most 200 characters.");
    public static readonly Refusal VirtualLeader = new("virtual.leader", "虚拟党支部由正式党员创办和主持。", "A virtual branch is founded and led by a full member.");
    public static readonly Refusal VirtualMobile = new("virtual.mobile", "按现行规定，虚拟党支部面向流动党员。", "As the policy stands, virtual branches are for mobile members.");
    public static readonly Refusal VirtualTexts = new("virtual.texts", "请阅读并签署现行版本的规则和公约。", "Please read and sign the rules and the pledge as they stand now.");
    public static readonly Refusal VirtualSign = new("virtual.sign", "规则有了新版本，签署后才能参加下一次活动。", "There is a new version of the rules: sign it before the next session.");
    public static readonly Refusal VirtualTooMany = new("virtual.too-many", "同时加入的数量已达上限，请先退出一个。", "That is as many as one may be in at once; please leave one first.");
    public static readonly Refusal VirtualSuspended = new("virtual.suspended", "已被暂停，暂时不能加入和召集。", "It is suspended: nobody can join or summon for now.");
    public static readonly Refusal VirtualNotMember = new("virtual.not-member", "您不是这里的成员。", "You are not a member here.");
    public static readonly Refusal VirtualRequest = new("virtual.request", "没有这份申请，或者已经处理。", "There is no such request, or it is settled.");
    public static readonly Refusal VirtualLeaderOnly = new("virtual.leader-only", "只有书记（组长）可以这样做。", "Only the secretary or leader may do this.");
    public static readonly Refusal VirtualHeir = new("virtual.heir", "只能移交给这里的其他成员。", "It can be handed over only to another member here.");
    public static readonly Refusal VirtualOffer = new("virtual.offer", "没有移交给您，或者移交已经撤回。", "It was not offered to you, or the offer was taken back.");
    public static readonly Refusal VirtualElection = new("virtual.election", "现在没有进行中的选举。", "No election is running.");
    public static readonly Refusal VirtualElecting = new("virtual.electing", "选举正在进行，由成员选出书记。", "An election is running: the members decide who leads.");
    public static readonly Refusal VirtualCandidate = new("virtual.candidate", "请选择一位候选人。", "Please choose one of the candidates.");
    public static readonly Refusal VirtualCandidates = new("virtual.candidates", "候选人已满 50 人。", "There are 50 candidates already.");
    public static readonly Refusal VirtualVoted = new("virtual.voted", "您已经投过票。", "You have voted already.");
    public static readonly Refusal VirtualCounty = new("virtual.county", "没有这个县（市、区）党委。", "There is no such county committee.");
    public static readonly Refusal VirtualSummon = new("virtual.summon", "这里只有书记可以召集。", "Here only the secretary summons.");
    public static readonly Refusal VirtualNoVote = new("virtual.no-vote", "这里只有非正式的意见征询，表决和选举在正式组织关系所在支部进行。", "Here are informal polls only: resolutions and elections belong to the branch that holds the formal relation.");
    public static readonly Refusal VirtualText = new("virtual.text", "文本和标题须有中英文，版本号须接着现行版本。", "A text needs title and wording in both languages and the version after the one in force.");
    public static readonly Refusal RightGuestHere = new("right.guest-here", "您在这里没有表决权，请在正式组织关系所在支部行使。", "You have no vote here: it belongs to the branch that holds your formal relation.");
}

namespace Grains.Rules;

public static partial class Rulebook
{
    // The tree
    public static readonly Refusal TreeOfficer = new("tree.officer", "只有上级组织的书记、副书记或组织委员可以这样做。", "Only the secretary, deputy or organisation officer of the organisation above may do this.");
    public static readonly Refusal TreeName = new("tree.name", "请填写组织名称，最多 60 个字，不含 / 和 >。", "A name is needed, at most 60 characters, without / and >.");
    public static readonly Refusal TreeNameTaken = new("tree.name-taken", "同一上级下已有同名组织，请先改名。", "The organisation above has one of this name already; please rename one first.");
    public static readonly Refusal TreeKind = new("tree.kind", "这类组织不能设在该上级之下。", "An organisation of this kind cannot stand below that one.");
    public static readonly Refusal TreeDepth = new("tree.depth", "组织层级最多 12 级。", "The tree has at most 12 levels.");
    public static readonly Refusal TreeCycle = new("tree.cycle", "不能移到自己或自己的下级之下。", "An organisation cannot stand below itself.");
    public static readonly Refusal TreeSame = new("tree.same", "没有变化：已经是这样了。", "Nothing would change: it is so already.");
    public static readonly Refusal TreeRoot = new("tree.root", "最上级组织不能移动、合并或撤销。", "The topmost organisation cannot be moved, merged or dissolved.");
    public static readonly Refusal TreeNotEmpty = new("tree.not-empty", "组织中还有党员或下级组织，请先写明去向。", "It still has members or organisations below: say first where they go.");
    public static readonly Refusal TreeTarget = new("tree.target", "目标组织不能接收这些党员或下级组织。", "The target cannot take these members or organisations.");
    public static readonly Refusal TreeSector = new("tree.sector", "条线上级应为党委、联盟、集群或网格，党小组不列入条线。", "A sector is led by a committee, an alliance, a cluster or a grid, and groups hang on none.");

    // Clubs
    public static readonly Refusal ClubBranch = new("club.branch", "社团只能关联到党支部、联合党支部、党总支或党委。", "A club is taken on by a branch, a joint branch, a general branch or a committee.");
    public static readonly Refusal ClubMost = new("club.most", "一个社团最多关联 10 个组织。", "A club counts for at most 10 organisations.");
    public static readonly Refusal ClubMember = new("club.member", "该社团中没有本组织的党员，不能关联。", "Nobody of this organisation is in the club, so it cannot be taken on.");
    public static readonly Refusal ClubOfficer = new("club.officer", "只有该组织的书记、副书记、组织委员或社团负责人可以解除关联。", "Only the organisation's secretary, deputy and organisation officer or the club's leader may end this.");

    // Enterprises
    public static readonly Refusal EnterpriseId = new("enterprise.id", "企业编号格式有误。", "The enterprise's id is malformed.");
    public static readonly Refusal EnterpriseName = new("enterprise.name", "请填写企业名称，最多 60 个字。", "An enterprise needs a name, at most 60 characters.");
    public static readonly Refusal EnterpriseFields = new("enterprise.fields", "地区和行业最多 30 个字，职工人数为 0 到 1000 万。", "Region and industry have at most 30 characters, staff is 0 to 10 million.");
    public static readonly Refusal EnterpriseEnded = new("enterprise.ended", "该企业已经合并或注销。", "The enterprise was merged or closed.");
    public static readonly Refusal EnterpriseHasBranch = new("enterprise.has-branch", "该企业已有自己的党组织。", "The enterprise has an organisation of its own.");
    public static readonly Refusal EnterpriseCover = new("enterprise.cover", "请选择党委、党总支、党支部、联合党支部、集群或网格来覆盖该企业。", "Choose a committee, general branch, branch, joint branch, cluster or grid to cover the enterprise.");
    public static readonly Refusal EnterpriseMember = new("enterprise.member", "登记号码与姓名不符，或者没有此人。", "The number and the name do not match, or there is no such person.");
    public static readonly Refusal EnterpriseDeclared = new("enterprise.declared", "此人已在申报名单中。", "This person is declared already.");
    public static readonly Refusal EnterpriseDeclaredMost = new("enterprise.declared-most", "申报名单最多 500 人。", "At most 500 people can be declared.");
    public static readonly Refusal EnterpriseFull = new("enterprise.full-members", "正式党员不足 3 人，不能单独成立党支部，可加入联合党支部。", "With fewer than three full members there is no branch of its own; a joint branch takes them.");
    public static readonly Refusal SeatTaken = new("seat.taken", "该企业已有席位代表，请先撤销。", "The enterprise has a seat holder already; end that seat first.");
    public static readonly Refusal SeatMember = new("seat.member", "此人是该组织的党员，不需要席位。", "This person is a member there and needs no seat.");
    public static readonly Refusal SeatNone = new("seat.none", "该企业没有席位。", "The enterprise holds no seat.");
}

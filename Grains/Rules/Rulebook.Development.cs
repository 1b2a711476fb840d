namespace Grains.Rules;

/// <content>Development (rules §9) and people who declare themselves.</content>
public static partial class Rulebook
{
    public static readonly Refusal DevelopmentOrder = new("development.order", "发展党员须逐步进行：申请人、积极分子、发展对象、预备党员、正式党员。", "Development goes step by step: applicant, activist, candidate, probationary member, full member.");
    public static readonly Refusal DevelopmentDay = new("development.day", "日期不能在今天之后，也不能早于上一步的日期。", "The day is not in the future and not before that of the step before.");
    public static readonly Refusal DevelopmentEvidence = new("development.evidence", "请填写依据：会议或闪聚编号，或纸质材料的名称，最多 200 个字。", "Name the evidence: a meeting or gathering, or the paper, in at most 200 characters.");
    public static readonly Refusal DevelopmentReason = new("development.reason", "请填写理由，最多 200 个字。", "A reason of at most 200 characters is needed.");
    public static readonly Refusal DevelopmentUndated = new("development.undated", "请先补录现阶段的起始日期和依据。", "Please record first since when the present stage runs, with its evidence.");
    public static readonly Refusal DevelopmentDated = new("development.dated", "现阶段的起始日期已经登记。", "The day since which the present stage runs is on record already.");
    public static readonly Refusal DevelopmentTraining = new("development.training", "积极分子须培养考察满一年，才能列为发展对象。", "An activist is trained for at least a year before being named a candidate.");
    public static readonly Refusal DevelopmentProbation = new("development.probation", "预备期为一年，从支部大会通过之日算起；预备期满才能转正。", "Probation lasts a year from the meeting that admitted; conversion comes when it is over.");
    public static readonly Refusal DevelopmentExtension = new("development.extension", "预备期只能延长一次，延长 6 到 12 个月。", "Probation is extended once only, by 6 to 12 months.");
    public static readonly Refusal DevelopmentSelf = new("development.self", "不能办理自己的发展事项。", "Nobody handles their own development.");
    public static readonly Refusal DevelopmentChanged = new("development.changed", "这个人的情况刚有变化，请刷新后再试。", "This person's file has just changed; please reload.");

    // People who declare themselves
    public static readonly Refusal DeclareName = new("declare.name", "请填写真实姓名，最多 40 个字。", "Please give your real name, at most 40 characters.");
    public static readonly Refusal DeclarePlace = new("declare.place", "请填写所在地，最多 100 个字。", "Please say where you are, in at most 100 characters.");
    public static readonly Refusal DeclareText = new("declare.text", "单位和说明最多 200 个字。", "Employer and remarks have at most 200 characters each.");
    public static readonly Refusal DeclarePhone = new("declare.phone", "电话号码格式不对。", "The phone number is malformed.");
    public static readonly Refusal DeclareJoined = new("declare.joined", "入党年月应为 1921 年 7 月到本月。", "Year and month of joining lie between July 1921 and this month.");
    public static readonly Refusal DeclareRegistered = new("declare.registered", "您的正式组织关系在册，请办理转接。", "Your formal relation is on record here: please ask for a transfer.");
    public static readonly Refusal DeclareOnce = new("declare.once", "您已经提交过申报，请等待答复。", "You have declared already; please wait for the answer.");
    public static readonly Refusal DeclareSettled = new("declare.settled", "这项申报已经办结。", "This declaration is settled already.");
    public static readonly Refusal DeclareBranch = new("declare.branch", "请选择本组织或下级组织中的一个支部。", "Please choose a branch of this organisation or below it.");
    public static readonly Refusal DeclareRelation = new("declare.relation", "党员的正式组织关系须通过转接登记，不能在这里登记为在册。", "A member's formal relation comes by transfer; it cannot be registered here.");
    public static readonly Refusal DeclareAnswer = new("declare.answer", "请填写答复，最多 500 个字。", "An answer of at most 500 characters is needed.");
    public static readonly Refusal DeclareFull = new("declare.full", "等待受理的申报过多，请过几天再试。", "Too many declarations are waiting; please try again in a few days.");
    public static readonly Refusal DeclareNowhere = new("declare.nowhere", "还没有可以受理的组织，请稍后再试。", "No organisation can take this yet; please try again later.");
}

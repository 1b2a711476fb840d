namespace Grains.Rules;

/// <summary>Import, export, audit, corrections.</summary>
public static partial class Rulebook
{
    public static readonly Refusal DataRolls = new("data.rolls", "只有本组织或上级组织的书记、副书记、组织委员可以导入、导出和更正名册。", "Only secretary, deputy and organisation officer of this organisation or above keep its rolls.");
    public static readonly Refusal DataNumbers = new("data.numbers", "只有书记和组织委员可以导出登记号码。", "Only secretary and organisation officer may export registration numbers.");
    public static readonly Refusal DataAudit = new("data.audit", "只有本组织或上级组织的书记、纪检委员可以查阅审计记录。", "Only secretary and discipline officer of this organisation or above read its audit.");
    public static readonly Refusal ImportFile = new("import.file", "文件不是可读取的表格：请用 XLSX，或 UTF-8、GB18030 编码的 CSV，不超过 64 MB。", "The file cannot be read as a table: send XLSX, or CSV in UTF-8 or GB18030, of at most 64 MB.");
    public static readonly Refusal ImportChanged = new("import.changed", "文件与检查时不同，请重新检查。", "The file is not the one that was checked; please check it again.");
    public static readonly Refusal ImportRunning = new("import.running", "另一项导入正在进行，请稍后再试。", "Another import is running; please try again shortly.");
    public static readonly Refusal ImportRegion = new("import.region", "地区代码应为 6 位数字，首位不为 0。", "A region code has six digits, of which the first is not 0.");
    public static readonly Refusal ImportCollides = new("import.collides", "检查之后名册有了变化，与文件冲突；没有导入任何内容，请重新检查。", "The rolls have changed since the check and collide with the file; nothing was imported, please check again.");
    public static readonly Refusal ImportTree = new("import.tree", "检查之后，文件涉及的组织有了变动；没有导入任何内容，请重新检查。", "Organisations that the file touches have changed since the check; nothing was imported, please check again.");
    public static readonly Refusal CorrectionValue = new("correction.value", "更正内容的写法不对。", "The corrected value is malformed.");
    public static readonly Refusal CorrectionReason = new("correction.reason", "请写明理由，最多 500 个字。", "A reason is needed, at most 500 characters.");
    public static readonly Refusal CorrectionSame = new("correction.same", "更正内容与现在的相同。", "The corrected value is what is on record already.");
    public static readonly Refusal CorrectionRunning = new("correction.running", "这一项已有更正申请在办理。", "A correction of this field is being dealt with already.");
    public static readonly Refusal CorrectionDecided = new("correction.decided", "这项更正申请已经办结。", "This correction has been dealt with already.");
    public static readonly Refusal CorrectionOwn = new("correction.own", "不能办理自己的更正申请，请由另一位负责人办理。", "Nobody decides a correction of their own; another officer has to.");
    public static readonly Refusal CorrectionAbove = new("correction.above", "类别和组织关系涉及表决权，须由上级组织办理。", "Category and relation decide who votes: an organisation above has to decide.");
}

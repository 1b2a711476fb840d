namespace Grains.Statistics;

/// <summary>What a ratio means, in words that are shown wherever it is: a percentage without its denominator says nothing.</summary>
public sealed record Definition(
    string Id, string Zh, string En, string NumeratorZh, string NumeratorEn, string DenominatorZh, string DenominatorEn);

/// <summary>A ratio with both its figures.</summary>
public sealed record Ratio(Definition Definition, long Numerator, long Denominator)
{
    /// <summary>Tenths of a percent, half up: 943 is 94.3 %. Null where there is nothing to divide by.</summary>
    public int? Tenths => Denominator <= 0 ? null : (int)(((Numerator * 2_000) + Denominator) / (Denominator * 2));
}

/// <summary>The closed catalogue of ratios.</summary>
public static class Definitions
{
    public static readonly Definition Registered = new(
        "registered", "在册率", "Registered",
        "正式组织关系在本组织及所属组织的党员", "Party members whose formal relation is with these organisations",
        "在本组织及所属组织过组织生活的全部党员（正式、预备、留党察看）", "all Party members who take part here: full, probationary, under disciplinary probation");

    public static readonly Definition Unregistered = new(
        "unregistered", "非在册占比", "Non-registered",
        "持临时介绍信、活动证、口袋党员和关系不明的党员", "Party members with a temporary letter, an activity card, a letter never presented, or an unknown relation",
        "在本组织及所属组织过组织生活的全部党员（正式、预备、留党察看）", "all Party members who take part here: full, probationary, under disciplinary probation");

    public static readonly Definition Converted = new(
        "converted", "转接率", "Moved in",
        "近 90 天由非在册转为在册、现仍在本组织及所属组织的党员", "Party members who became registered in the last 90 days and are still here",
        "上述党员与现在仍为非在册的党员之和", "those, and all who are still non-registered");

    public static readonly Definition Probationary = new(
        "probationary", "预备党员占比", "Probationary",
        "预备党员", "probationary members",
        "在本组织及所属组织过组织生活的全部党员（正式、预备、留党察看）", "all Party members who take part here: full, probationary, under disciplinary probation");

    public static readonly Definition Activists = new(
        "activists", "积极分子与党员之比", "Activists to members",
        "入党积极分子（不计入党员）", "activists, who are not counted as members",
        "在本组织及所属组织过组织生活的全部党员（正式、预备、留党察看）", "all Party members who take part here: full, probationary, under disciplinary probation");

    public static readonly Definition Joint = new(
        "joint", "联合党支部占比", "Joint branches",
        "联合党支部", "joint branches",
        "党支部总数（含联合党支部）", "all branches, joint ones among them");

    public static readonly Definition Covered = new(
        "covered", "组织覆盖率", "Covered by an organisation",
        "单独或联合建立了党组织的企业", "enterprises with an organisation of their own or a joint one",
        "本辖区登记在营的全部企业", "all enterprises registered and running here");

    public static readonly Definition Founded = new(
        "founded", "应建已建率", "Founded where due",
        "有正式党员 3 名以上、已单独建立党组织的企业", "enterprises with three full members or more that have an organisation of their own",
        "有正式党员 3 名以上、应当单独建立党组织的企业", "enterprises with three full members or more, which have to have one");

    public static readonly Definition Seats = new(
        "seats", "席位企业占比", "Enterprises with a seat",
        "尚无党组织、在联合党委设有席位的企业（不计入覆盖）", "enterprises without an organisation whose head holds a seat; not counted as covered",
        "本辖区登记在营的全部企业", "all enterprises registered and running here");

    public static readonly Definition Staff = new(
        "staff", "党员占员工比例", "Members among staff",
        "企业申报的党员", "Party members whom the enterprises have declared",
        "企业申报的员工总数", "all staff that the enterprises have declared");

    public static IReadOnlyList<Definition> All { get; } =
        [Registered, Unregistered, Converted, Probationary, Activists, Joint, Covered, Founded, Seats, Staff];
}

using System.Globalization;
using Grains.Gatherings;
using Grains.Rules;
using Grains.Time;

namespace Web.Exports;

/// <summary>The attendance as a table of text and whole numbers, the same for every format. Names of categories are the Party's own.</summary>
public static class AttendanceTable
{
    public static readonly string[] Header =
        ["姓名", "单位", "类别", "组织关系", "应到", "有表决权", "到会情况", "首次进入", "在场分钟", "发言", "请假事由"];

    /// <summary>One member's cells: <see cref="string"/> or <see cref="int"/>. Times are of the hub's calendar.</summary>
    public static object[] Cells(RosterStatus status, HubCalendar calendar) =>
    [
        status.Line.Name.Length > 0 ? status.Line.Name : "（不公开）",
        status.Line.Unit,
        NameOf(status.Line.Category),
        NameOf(status.Line.Relation),
        status.Line.Expected ? "是" : "否",
        status.Line.Eligible ? "是" : "否",
        NameOf(status.Presence),
        status.FirstIn is { } first
            ? first.ToOffset(calendar.Offset).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
            : "",
        status.Seconds / 60,
        status.Messages,
        status.Reason ?? "",
    ];

    internal static string NameOf(Category category) => category switch
    {
        Category.Full => "正式党员",
        Category.Probationary => "预备党员",
        Category.Disciplined => "留党察看",
        Category.Activist => "入党积极分子",
        Category.Applicant => "入党申请人",
        Category.Candidate => "发展对象",
        Category.SeatHolder => "席位",
        Category.Guest => "来宾",
        _ => "党建指导员",
    };

    internal static string NameOf(Relation relation) => relation switch
    {
        Relation.Registered => "在册",
        Relation.TemporaryLetter => "非在册（介绍信）",
        Relation.ActivityCard => "非在册（活动证）",
        Relation.Pocket => "非在册（口袋党员）",
        _ => "非在册（不明）",
    };

    private static string NameOf(Presence presence) => presence switch
    {
        Presence.Present => "实到",
        Presence.Excused => "请假",
        _ => "缺席",
    };
}

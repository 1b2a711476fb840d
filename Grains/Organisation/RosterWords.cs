using System.Globalization;
using Grains.Rules;

namespace Grains.Organisation;

/// <summary>The words of a roster's cells, tidied before: category, relation, dates and phones in the forms offices use.</summary>
public static class RosterWords
{
    /// <summary>No one joined before the Party was founded.</summary>
    public static readonly DateOnly Earliest = new(1921, 7, 1);

    private static readonly string[] DayForms =
        ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyyMMdd"];

    private static readonly string[] MonthForms =
        ["yyyy-M", "yyyy/M", "yyyy.M", "yyyy年M月", "yyyyMM"];

    public static Category? ToCategory(string word) => word switch
    {
        "正式党员" or "党员" or "中共党员" or "正式" => Category.Full,
        "预备党员" or "中共预备党员" or "预备" => Category.Probationary,
        "留党察看" or "留党察看党员" => Category.Disciplined,
        "入党积极分子" or "积极分子" => Category.Activist,
        "入党申请人" or "申请人" => Category.Applicant,
        "发展对象" => Category.Candidate,
        "席位" or "企业负责人" => Category.SeatHolder,
        "群众" or "来宾" or "职工" or "企业职工" => Category.Guest,
        "党建指导员" or "指导员" => Category.Instructor,
        _ => null,
    };

    /// <summary>The kind of an organisation; null where the word is none.</summary>
    public static NodeKind? ToKind(string word) => word switch
    {
        "党委" or "委员会" or "工委" or "党工委" => NodeKind.Committee,
        "党总支" or "总支" or "党总支部" => NodeKind.GeneralBranch,
        "党支部" or "支部" => NodeKind.Branch,
        "党小组" or "小组" => NodeKind.Group,
        "联合党支部" or "联合支部" => NodeKind.JointBranch,
        "党建联盟" or "联盟" => NodeKind.Alliance,
        "区域集群" or "集群" => NodeKind.Cluster,
        "网格" or "党建网格" => NodeKind.Grid,
        _ => null,
    };

    /// <summary>The kind as sheets of organisations write it; empty for what stands outside the tree.</summary>
    public static string Of(NodeKind kind) => kind switch
    {
        NodeKind.Committee => "党委",
        NodeKind.GeneralBranch => "党总支",
        NodeKind.Branch => "党支部",
        NodeKind.Group => "党小组",
        NodeKind.JointBranch => "联合党支部",
        NodeKind.Alliance => "党建联盟",
        NodeKind.Cluster => "区域集群",
        NodeKind.Grid => "网格",
        _ => "",
    };

    /// <summary>The category as rosters write it.</summary>
    public static string Of(Category category) => category switch
    {
        Category.Full => "正式党员",
        Category.Probationary => "预备党员",
        Category.Disciplined => "留党察看",
        Category.Activist => "入党积极分子",
        Category.Applicant => "入党申请人",
        Category.SeatHolder => "席位",
        Category.Guest => "来宾",
        _ => "党建指导员",
    };

    /// <summary>The relation as rosters write it.</summary>
    public static string Of(Relation relation) => relation switch
    {
        Relation.Registered => "在册",
        Relation.TemporaryLetter => "非在册（介绍信）",
        Relation.ActivityCard => "非在册（活动证）",
        Relation.Pocket => "非在册（口袋）",
        _ => "非在册（不明）",
    };

    /// <summary>True for those who have joined the Party and so have a day of joining.</summary>
    public static bool HasJoined(Category category) =>
        category is Category.Full or Category.Probationary or Category.Disciplined;

    /// <summary>The relation; an empty cell means 在册, a bare 非在册 that nothing further is known.</summary>
    public static Relation? ToRelation(string word)
    {
        var plain = word.Replace("(", "", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal)
            .Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        if (plain is "" or "在册" or "在册党员" or "正式关系")
        {
            return Relation.Registered;
        }
        if (plain.StartsWith("非在册", StringComparison.Ordinal))
        {
            plain = plain["非在册".Length..];
            plain = plain.StartsWith("党员", StringComparison.Ordinal) ? plain["党员".Length..] : plain;
            if (plain.Length == 0)
            {
                return Relation.Unknown;
            }
        }
        return plain switch
        {
            "临时介绍信" or "介绍信" or "临时" => Relation.TemporaryLetter,
            "活动证" or "流动党员活动证" => Relation.ActivityCard,
            "口袋" or "口袋党员" => Relation.Pocket,
            "不明" or "未知" or "不详" => Relation.Unknown,
            _ => null,
        };
    }

    /// <summary>A day; a bare month means its first day. Null where it is no date.</summary>
    public static DateOnly? ToDate(string word)
    {
        // Spreadsheets append a midnight to dates.
        var midnight = word.IndexOf(" 0:00", StringComparison.Ordinal) is var at and > 0 ? word[..at]
            : word.EndsWith(" 00:00:00", StringComparison.Ordinal) ? word[..^9] : word;
        var plain = midnight.Replace(" ", "", StringComparison.Ordinal);
        return DateOnly.TryParseExact(plain, DayForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || DateOnly.TryParseExact(plain, MonthForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out day) ? day : null;
    }

    /// <summary>
    /// A phone number without blanks and hyphens: a mobile (11 digits from 13 to 19, with or without +86), a landline
    /// with area code, or + and 8–15 digits. Null where it is none of these.
    /// </summary>
    public static string? ToPhone(string word)
    {
        var plain = RosterText.Compact(word).Replace("(", "", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal);
        plain = plain.StartsWith("+86", StringComparison.Ordinal) ? plain[3..]
            : plain.Length == 13 && plain.StartsWith("86", StringComparison.Ordinal) ? plain[2..] : plain;
        var digits = plain.StartsWith('+') ? plain.AsSpan(1) : plain;
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9'))
        {
            return null;
        }
        var good = plain[0] switch
        {
            '+' => digits.Length is >= 8 and <= 15,
            '1' => plain.Length == 11 && plain[1] is >= '3' and <= '9',
            '0' => plain.Length is >= 10 and <= 12,
            _ => false,
        };
        return good ? plain : null;
    }

    /// <summary>1.38E+10: the spreadsheet has thrown digits away.</summary>
    public static bool IsRounded(string word) =>
        word.Length > 3 && char.IsAsciiDigit(word[0]) && word.Contains("E+", StringComparison.OrdinalIgnoreCase);

    /// <summary>A name; blanks that align two-character names are taken out. Null where it holds digits or signs.</summary>
    public static string? ToName(string word)
    {
        var name = word.Any(c => c is >= '\u3400' and <= '\u9FFF') ? word.Replace(" ", "", StringComparison.Ordinal) : word;
        return name.EnumerateRunes().All(rune => System.Text.Rune.IsLetter(rune)
            || rune.Value is ' ' or '·' or '•' or '.' or '-' or '\'' or '’'
            || System.Text.Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark) ? name : null;
    }
}

using System.Globalization;
using Grains.Organisation;
using Grains.Rules;

namespace Grains.Corrections;

/// <summary>What may stand in a field: the same forms as in a roster.</summary>
public static class CorrectionValue
{
    private const int NameMost = 50;

    /// <summary>The value in the form that is stored; null where it is malformed. Enums come by their names in any case.</summary>
    /// <param name="today">The day in the hub's calendar.</param>
    public static string? Parse(CorrectionField field, string value, DateOnly today)
    {
        var text = RosterText.Tidy(value);
        if (text.Length is 0 or > 200 || RosterText.HasHidden(text))
        {
            return null;
        }

        return field switch
        {
            CorrectionField.Name => RosterWords.ToName(text) is { } name && name.EnumerateRunes().Count() <= NameMost ? name : null,
            CorrectionField.Phone => RosterWords.ToPhone(text),
            CorrectionField.Joined => RosterWords.ToDate(text) is { } day && day <= today && day >= RosterWords.Earliest
                ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
            CorrectionField.Category => Named<Category>(text),
            _ => Named<Relation>(text),
        };
    }

    /// <summary>Category and relation decide who votes.</summary>
    public static bool IsStanding(CorrectionField field) => field is CorrectionField.Category or CorrectionField.Relation;

    private static string? Named<T>(string text) where T : struct, Enum =>
        Enum.GetNames<T>().FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
}

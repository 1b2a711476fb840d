using System.Globalization;
using System.Text;

namespace Grains.Text;

/// <summary>
/// Makes what people type safe to show as text: well-formed, no control or bidi-override characters, few combining marks in a
/// row, limits counted in code points (tests S13). Markup is not touched: it is text and stays text.
/// </summary>
public static class PlainText
{
    private const int CombiningMost = 8;
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>The cleaned text, trimmed; newlines survive only where <paramref name="lines"/>.</summary>
    public static string Clean(string? typed, bool lines = false)
    {
        if (string.IsNullOrEmpty(typed))
        {
            return "";
        }

        var clean = new StringBuilder(typed.Length);
        var combining = 0;
        // A lone surrogate comes out as the replacement character.
        foreach (var rune in typed.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (!Allowed(rune, category, lines))
            {
                // What is removed separates nothing: marks on both sides of it end up in one row.
                continue;
            }

            combining = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? combining + 1
                : rune.Value == ZeroWidthJoiner ? combining : 0;
            if (combining <= CombiningMost)
            {
                clean.Append(rune.ToString());
            }
        }

        return clean.ToString().Trim();
    }

    public static int CodePoints(string text) => text.EnumerateRunes().Count();

    private static bool Allowed(Rune rune, UnicodeCategory category, bool lines) => rune.Value switch
    {
        '\n' => lines,
        // Zero-width joiner and variation selector hold emoji together.
        ZeroWidthJoiner or 0xFE0F => true,
        _ => category is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned),
    };
}

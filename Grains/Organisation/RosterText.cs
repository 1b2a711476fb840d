using System.Text;

namespace Grains.Organisation;

/// <summary>Bytes and characters as office software leaves them: encodings, full-width forms, invisible signs.</summary>
public static class RosterText
{
    /// <summary>
    /// Decodes a file: a byte order mark decides; else UTF-8 where the bytes are valid UTF-8, else GB18030 (which
    /// holds GBK and GB2312). Throws <see cref="FormatException"/> where it is neither, or no text at all.
    /// </summary>
    public static (string Text, string Encoding) Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("PK\u0003\u0004"u8) || bytes.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
        {
            throw new FormatException("the file is an old or locked spreadsheet: save it as XLSX or CSV first");
        }
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            return (Strict(new UTF8Encoding(false, true), bytes[3..]), "UTF-8 with BOM");
        }
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return (Strict(new UnicodeEncoding(false, false, true), bytes[2..]), "UTF-16");
        }
        if (System.Text.Unicode.Utf8.IsValid(bytes))
        {
            return (Encoding.UTF8.GetString(bytes), "UTF-8");
        }
        var chinese = CodePagesEncodingProvider.Instance.GetEncoding(
            54936, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;
        return (Strict(chinese, bytes), "GB18030");
    }

    /// <summary>
    /// A cell's text: full-width letters, digits, signs and spaces to half-width; spreadsheet guards (<c>'…</c>,
    /// <c>="…"</c>, a tab) and zero-width signs removed; composed; trimmed. Control characters stay, for the check to find.
    /// </summary>
    public static string Tidy(string cell)
    {
        var text = cell.Trim(Blank);
        if (text.StartsWith("=\"", StringComparison.Ordinal) && text.EndsWith('"') && text.Length > 2)
        {
            text = text[2..^1];
        }
        text = text.TrimStart('\'', '\u2018');
        if (Plain(text))
        {
            return text.Trim(Blank);
        }
        var half = new StringBuilder(text.Length);
        foreach (var sign in text)
        {
            if (sign is '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF')
            {
                continue;
            }
            half.Append(sign switch
            {
                '\u3000' or '\u00A0' => ' ',
                >= '\uFF01' and <= '\uFF5E' => (char)(sign - 0xFEE0),
                _ => sign,
            });
        }
        return half.ToString().Normalize(NormalizationForm.FormC).Trim(Blank);
    }

    /// <summary>Digits and signs of a number or phone: every blank and hyphen taken out.</summary>
    public static string Compact(string tidy) =>
        tidy.AsSpan().ContainsAny(" -\t") ? string.Concat(tidy.Where(c => c is not (' ' or '-' or '\t'))) : tidy;

    /// <summary>True where a control, surrogate-less or direction-changing sign hides in the text.</summary>
    public static bool HasHidden(string text) => text.EnumerateRunes().Any(rune =>
        Rune.IsControl(rune) || rune == Rune.ReplacementChar
        || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F);

    private static readonly char[] Blank = [' ', '\t', '\u3000', '\u00A0', '\u200B', '\uFEFF'];

    private static bool Plain(string text) => text.All(c =>
        c is (> ' ' and < '\u007F') or ' ' or (>= '\u4E00' and <= '\u9FFF') or '\u00B7');

    private static string Strict(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException("the file is neither UTF-8 nor GB18030 text");
        }
    }
}

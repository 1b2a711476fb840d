namespace Web.Exports;

/// <summary>Makes text harmless in a spreadsheet cell.</summary>
public static class CellText
{
    /// <summary>Text that begins with = + - @ tab or CR would run as a formula: an apostrophe before it keeps it text.</summary>
    public static string Harmless(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{text}" : text;

    /// <summary>Without the characters that XML 1.0 cannot hold; a name never has them, a hostile one may.</summary>
    public static string ForXml(string text) => text.All(static c => System.Xml.XmlConvert.IsXmlChar(c))
        ? text
        : string.Concat(text.EnumerateRunes().Where(static r => r.Value > 0xFFFF || System.Xml.XmlConvert.IsXmlChar((char)r.Value)));
}

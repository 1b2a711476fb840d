using System.Text;
using System.Xml;

namespace Web.Import;

/// <summary>Reads a package's XML: no document type, no outside entities, one element at a time.</summary>
internal static class WorkbookXml
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersInDocument = 4L << 30,
    };

    public static XmlReader Reader(Stream stream) => XmlReader.Create(stream, Settings);

    /// <summary>The text of the element on which the reader stands (its runs joined, readings left out); ends on its end.</summary>
    public static string Text(XmlReader reader)
    {
        if (reader.IsEmptyElement)
        {
            return "";
        }

        var (depth, first, rest) = (reader.Depth, "", (StringBuilder?)null);
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName is "rPh")
            {
                Skip(reader);
            }
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
            {
                if (first.Length == 0 && rest is null)
                {
                    first = reader.Value;
                }
                else
                {
                    rest ??= new StringBuilder(first);
                    rest.Append(reader.Value);
                }
            }
        }

        return rest?.ToString() ?? first;
    }

    // Stays on the end of the element, where Skip of the reader itself would go past it.
    private static void Skip(XmlReader reader)
    {
        if (reader.IsEmptyElement)
        {
            return;
        }

        var depth = reader.Depth;
        while (reader.Read() && reader.Depth > depth)
        {
        }
    }
}

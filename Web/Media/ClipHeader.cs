namespace Web.Media;

/// <summary>What browsers record into.</summary>
public enum ClipFormat { WebM, Ogg, Mp4 }

/// <summary>Knows a recording by its first bytes. It decodes nothing and follows no offset, so hostile files cost nothing.</summary>
public static class ClipHeader
{
    /// <summary>Bytes that suffice: an EBML header names its document type well before.</summary>
    public const int Enough = 64;

    public static ClipFormat? Read(ReadOnlySpan<byte> bytes) => bytes switch
    {
        // EBML, and its document type is webm (Matroska with anything else inside is refused).
        [0x1A, 0x45, 0xDF, 0xA3, ..] => bytes.IndexOf("webm"u8) >= 0 ? ClipFormat.WebM : null,
        [(byte)'O', (byte)'g', (byte)'g', (byte)'S', 0, ..] => ClipFormat.Ogg,
        [0, 0, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => ClipFormat.Mp4,
        _ => null,
    };
}

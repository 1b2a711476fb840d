using System.Buffers.Binary;

namespace Web.Media;

/// <summary>
/// Reads kind and dimensions from the first bytes of a picture. It decodes nothing, follows no offset out of the bytes
/// given and answers null for whatever it does not know, so hostile files cost a bounded scan and nothing else.
/// </summary>
public static class PictureHeader
{
    /// <summary>Bytes that suffice; a JPEG whose frame header lies further in (after 256 KB of metadata) is refused.</summary>
    public const int Enough = 256 * 1024;

    public static PictureFacts? Read(ReadOnlySpan<byte> bytes)
    {
        var facts = bytes switch
        {
            [0xFF, 0xD8, 0xFF, ..] => Jpeg(bytes),
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Png(bytes),
            [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => Gif(bytes),
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => WebP(bytes),
            _ => null,
        };
        return facts is { Width: > 0, Height: > 0 } ? facts : null;
    }

    private static PictureFacts? Png(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 24 && bytes[12..16].SequenceEqual("IHDR"u8)
            ? Sized(PictureKind.Png, BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]))
            : null;

    private static PictureFacts? Gif(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 10
            ? Sized(PictureKind.Gif, BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]), BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]))
            : null;

    private static PictureFacts? WebP(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 30)
        {
            return null;
        }

        var chunk = bytes[12..16];
        var body = bytes[20..];
        if (chunk.SequenceEqual("VP8X"u8))
        {
            return Sized(PictureKind.WebP, UInt24(body[4..]) + 1, UInt24(body[7..]) + 1);
        }

        if (chunk.SequenceEqual("VP8L"u8) && body[0] == 0x2F)
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(body[1..]);
            return Sized(PictureKind.WebP, (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1);
        }

        return chunk.SequenceEqual("VP8 "u8) && body[3..6] is [0x9D, 0x01, 0x2A]
            ? Sized(
                PictureKind.WebP,
                BinaryPrimitives.ReadUInt16LittleEndian(body[6..]) & 0x3FFFu,
                BinaryPrimitives.ReadUInt16LittleEndian(body[8..]) & 0x3FFFu)
            : null;
    }

    /// <summary>Walks the segments up to the frame header (SOF0–SOF15 without DHT, JPG and DAC).</summary>
    private static PictureFacts? Jpeg(ReadOnlySpan<byte> bytes)
    {
        var at = 2;
        while (at + 9 < bytes.Length && bytes[at] == 0xFF)
        {
            var marker = bytes[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            if (marker is 0xD8 or 0xD9 or 0xDA)
            {
                return null;
            }

            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return Sized(
                    PictureKind.Jpeg,
                    BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]),
                    BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]));
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            if (length < 2)
            {
                return null;
            }

            at += 2 + length;
        }

        return null;
    }

    private static uint UInt24(ReadOnlySpan<byte> bytes) => bytes[0] | ((uint)bytes[1] << 8) | ((uint)bytes[2] << 16);

    private static PictureFacts? Sized(PictureKind kind, uint width, uint height) =>
        width <= int.MaxValue && height <= int.MaxValue ? new PictureFacts(kind, (int)width, (int)height) : null;
}

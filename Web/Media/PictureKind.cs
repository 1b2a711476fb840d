namespace Web.Media;

/// <summary>The formats a picture may have, known by their first bytes and never by a name or a claimed type.</summary>
public enum PictureKind { Jpeg, Png, WebP, Gif }

/// <summary>What a picture's own header says.</summary>
public readonly record struct PictureFacts(PictureKind Kind, int Width, int Height)
{
    /// <summary>Most pixels a picture may unfold to (50 million): more is a decompression bomb for the phones that show it.</summary>
    public const long PixelsMost = 50_000_000;

    public bool Bomb => (long)Width * Height > PixelsMost;

    public string ContentType => Kind switch
    {
        PictureKind.Jpeg => "image/jpeg",
        PictureKind.Png => "image/png",
        PictureKind.WebP => "image/webp",
        _ => "image/gif",
    };
}

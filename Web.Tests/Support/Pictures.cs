using System.Buffers.Binary;
using System.Net.Http.Headers;

namespace Web.Tests.Support;

/// <summary>Pictures that are good as far as their header goes, of any claimed size.</summary>
public static class Pictures
{
    public static byte[] Png(uint width, uint height, int length = 64)
    {
        var bytes = new byte[Math.Max(length, 33)];
        byte[] head = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R'];
        head.CopyTo(bytes, 0);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(16), width);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(20), height);
        return bytes;
    }

    public static byte[] Gif(ushort width, ushort height) =>
        [.. "GIF89a"u8, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8), 0, 0, 0];

    /// <summary>A JPEG with a metadata segment before its frame header.</summary>
    public static byte[] Jpeg(ushort width, ushort height) =>
    [
        0xFF, 0xD8, 0xFF, 0xE1, 0, 6, 1, 2, 3, 4, 0xFF, 0xC0, 0, 17, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width,
        3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1,
    ];

    /// <summary>An extended WebP (VP8X).</summary>
    public static byte[] WebP(int width, int height)
    {
        var (w, h) = (width - 1, height - 1);
        return
        [
            .. "RIFF"u8, 0, 0, 0, 0, .. "WEBPVP8X"u8, 10, 0, 0, 0, 0, 0, 0, 0,
            (byte)w, (byte)(w >> 8), (byte)(w >> 16), (byte)h, (byte)(h >> 8), (byte)(h >> 16),
        ];
    }

    public static HttpRequestMessage Upload(string gathering, byte[] picture, byte[]? thumb = null, string claimedType = "image/png")
    {
        var form = new MultipartFormDataContent();
        var part = new ByteArrayContent(picture);
        part.Headers.ContentType = new MediaTypeHeaderValue(claimedType);
        form.Add(part, "picture", "photo.png");
        if (thumb is not null)
        {
            form.Add(new ByteArrayContent(thumb), "thumb", "thumb.png");
        }

        form.Add(new StringContent("1"), "width");
        form.Add(new StringContent("1"), "height");
        return new HttpRequestMessage(HttpMethod.Post, $"/api/media?gathering={gathering}") { Content = form };
    }
}

using System.Globalization;
using Web.Media;

namespace Web.Tests.Support;

/// <summary>Recordings that are good as far as their header goes.</summary>
public static class Clips
{
    public static byte[] Bytes(ClipFormat format, int length)
    {
        byte[] head = format switch
        {
            ClipFormat.WebM => [0x1A, 0x45, 0xDF, 0xA3, 0x9F, 0x42, 0x86, 0x81, 1, 0x42, 0x82, 0x84, .. "webm"u8],
            ClipFormat.Ogg => [.. "OggS"u8, 0, 2],
            _ => [0, 0, 0, 0x20, .. "ftypisom"u8],
        };
        var bytes = new byte[Math.Max(length, head.Length)];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = i < head.Length ? head[i] : (byte)(i % 251);
        }

        return bytes;
    }

    public static HttpRequestMessage Upload(string gathering, string kind, byte[] bytes, int seconds)
    {
        var form = new MultipartFormDataContent
        {
            { new StringContent(seconds.ToString(CultureInfo.InvariantCulture)), "seconds" },
            { new ByteArrayContent(bytes), kind, "clip" },
        };
        return new HttpRequestMessage(HttpMethod.Post, $"/api/media?gathering={gathering}") { Content = form };
    }
}

using System.IO.Compression;
using System.Security.Cryptography;

namespace Web.Hosting;

/// <summary>One file of the built client, held in memory with its compressed forms (made when first asked for).</summary>
internal sealed class ClientFile(string contentType, byte[] bytes, bool hashed)
{
    private const int BrotliQuality = 9;
    private const int BrotliWindow = 22;
    /// <summary>Smaller files do not gain by compression.</summary>
    private const int CompressFrom = 1024;

    private readonly Lazy<byte[]> _brotli = new(() => Brotli(bytes));
    private readonly Lazy<byte[]> _gzip = new(() => GZip(bytes));

    public string ContentType { get; } = contentType;

    public string ETag { get; } = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..32]}\"";

    /// <summary>A name with a hash never means another content; all else is asked for again each time.</summary>
    public string CacheControl { get; } = hashed ? "public, max-age=31536000, immutable" : "no-cache";

    /// <summary>The bytes in the best encoding that the request accepts; null encoding: as they are.</summary>
    public (byte[] Bytes, string? Encoding) For(string accepted)
    {
        if (bytes.Length < CompressFrom || !Compressible(ContentType))
        {
            return (bytes, null);
        }

        return accepted.Contains("br", StringComparison.OrdinalIgnoreCase) ? (_brotli.Value, "br")
            : accepted.Contains("gzip", StringComparison.OrdinalIgnoreCase) ? (_gzip.Value, "gzip")
            : (bytes, null);
    }

    private static bool Compressible(string type) =>
        type.StartsWith("text/", StringComparison.Ordinal)
        || type.Contains("javascript", StringComparison.Ordinal)
        || type.Contains("json", StringComparison.Ordinal)
        || type.Contains("svg", StringComparison.Ordinal);

    private static byte[] Brotli(byte[] bytes)
    {
        var target = new byte[BrotliEncoder.GetMaxCompressedLength(bytes.Length)];
        return BrotliEncoder.TryCompress(bytes, target, out var written, BrotliQuality, BrotliWindow) ? target[..written] : bytes;
    }

    private static byte[] GZip(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var zip = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true))
        {
            zip.Write(bytes);
        }

        return target.ToArray();
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Storage.Audit;

/// <summary>
/// The audit's two hashes, lower hex of SHA-256 over UTF-8. Free text is led by its length in bytes, so no two contents
/// read alike. On PostgreSQL functions of the same names hash when a row is appended; these verify there too.
/// </summary>
internal static class AuditHash
{
    /// <summary>What stands before the first link.</summary>
    public static readonly string Zero = new('0', SHA256.HashSizeInBytes * 2);

    /// <summary>Of the content that retention may take away.</summary>
    public static string Digest(string salt, string actor, string subject, string detail) =>
        Hash($"{salt}\n{Field(actor)}{Field(subject)}{Field(detail)}");

    /// <summary>Of one link of the chain.</summary>
    public static string Link(string previous, long id, long at, string action, string place, string digest) =>
        Hash(string.Create(CultureInfo.InvariantCulture, $"{previous}\n{id}\n{at}\n{Field(action)}{Field(place)}{digest}"));

    private static string Field(string text) =>
        string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(text)}:{text}\n");

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

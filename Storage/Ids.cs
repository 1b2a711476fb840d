using System.Buffers.Text;
using System.Security.Cryptography;

namespace Storage;

/// <summary>Ids that say nothing about what they name: a prefix and 22 base64url characters (128 random bits).</summary>
internal static class Ids
{
    private const int Bytes = 16;

    public static string New(string prefix) => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
}

/// <summary>Subtrees as ranges, so that an index answers them: paths end with <c>/</c>, and <c>0</c> follows it.</summary>
internal static class Paths
{
    public static string End(string path) => path[..^1] + '0';
}

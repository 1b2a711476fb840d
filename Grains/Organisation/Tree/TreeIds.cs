using System.Buffers.Text;
using System.Security.Cryptography;

namespace Grains.Organisation.Tree;

/// <summary>Ids that say nothing about what they name: a prefix and 22 base64url characters (128 random bits).</summary>
internal static class TreeIds
{
    private const int Bytes = 16;
    private const int Length = 24;

    public static string New(string prefix) => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Whether a client chose it in the hub's own shape.</summary>
    public static bool Is(string id, string prefix) =>
        id.Length == Length && id.StartsWith(prefix, StringComparison.Ordinal) && Gatherings.Room.IsClientId(id);
}

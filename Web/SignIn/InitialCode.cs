using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Web.SignIn;

/// <summary>
/// The code that a member is handed at import for the first sign-in. It is random with 80 bits, so one round of
/// SHA-256 protects it as well as a slow hash protects a chosen password, and an import of 260,000 takes seconds.
/// Stored as <c>initial$&lt;salt&gt;$&lt;sha256&gt;</c>, both base64url; it has to be changed at the first sign-in.
/// </summary>
public static class InitialCode
{
    private const string Prefix = "initial$";
    /// <summary>Crockford's alphabet: no I, L, O, U to be mistaken.</summary>
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 16;
    private const int SaltBytes = 16;

    /// <summary>A fresh code in four groups of four, such as <c>7KQ2-M0TX-9ZDA-4RVB</c>.</summary>
    public static string Create() =>
        string.Join('-', RandomNumberGenerator.GetString(Alphabet, Length).Chunk(4).Select(static four => new string(four)));

    public static string Hash(string code)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return $"{Prefix}{Base64Url.EncodeToString(salt)}${Base64Url.EncodeToString(Digest(salt, code))}";
    }

    public static bool IsInitial(string hash) => hash.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Whether the code is the one behind the hash; case, spaces and dashes do not matter.</summary>
    public static bool Verify(string hash, string code)
    {
        var parts = hash.Split('$');
        return parts is ["initial", var salt, var digest]
            && Base64Url.IsValid(salt)
            && Base64Url.IsValid(digest)
            && CryptographicOperations.FixedTimeEquals(
                Digest(Base64Url.DecodeFromChars(salt), code), Base64Url.DecodeFromChars(digest));
    }

    private static byte[] Digest(byte[] salt, string code) => SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(Plain(code))]);

    private static string Plain(string code) =>
        new([.. code.Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant)]);
}

using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Web.Declarations;

/// <summary>
/// What a person without a session keeps of a declaration: 20 signs of Crockford's alphabet, 100 random bits, made by
/// the person's own device. The hub stores only what comes of it, so that the receipt is the one way back, and a lost
/// answer is asked for again without doubling anything.
/// </summary>
public static class Receipt
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 20;
    private const int IdSigns = 22;

    /// <summary>The receipt without spaces and hyphens, in capitals; null where it is none.</summary>
    public static bool TryRead(string? typed, [NotNullWhen(true)] out string? receipt)
    {
        receipt = typed is { Length: <= 64 } ? new string([.. typed.Where(static c => c is not (' ' or '-')).Select(char.ToUpperInvariant)]) : null;
        return receipt is { Length: Length } && receipt.All(Alphabet.Contains);
    }

    /// <summary>The declaration's id: it cannot be led back to the receipt.</summary>
    public static string IdOf(string receipt) => Id("declaration", receipt);

    /// <summary>The id of a member's declaration, by the id that the member's device chose.</summary>
    public static string IdOf(string member, string request) => Id(member, request);

    private static string Id(string space, string value) =>
        "d-" + Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(space + ":" + value)))[..IdSigns];
}

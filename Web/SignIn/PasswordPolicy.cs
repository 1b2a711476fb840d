using System.Text;
using Grains.Rules;

namespace Web.SignIn;

/// <summary>
/// What a chosen password must be: 10 to 128 characters, not among the commonest, not the registration number, not one
/// short piece repeated. Length is what counts; no mixture of character classes is asked for.
/// </summary>
public static class PasswordPolicy
{
    public const int Shortest = 10;
    /// <summary>Bounds the work of one verification.</summary>
    public const int Longest = 128;
    private const int RepeatedPiece = 4;

    /// <summary>Those of the commonest passwords that are long enough to be tried here, in lower case.</summary>
    private static readonly HashSet<string> Common = new(StringComparer.Ordinal)
    {
        "1234567890", "0123456789", "0987654321", "9876543210", "12345678910", "123456789a", "a123456789", "123456789q",
        "1q2w3e4r5t", "1qaz2wsx3edc", "q1w2e3r4t5", "q1w2e3r4t5y6", "1q2w3e4r5t6y", "qwertyuiop", "qwerty12345",
        "qwerty123456", "asdfghjkl;", "zxcvbnm123", "password12", "password123", "password1234", "passw0rd123",
        "iloveyou123", "woaini1314", "woaini1314520", "woaini520", "5201314520", "1314520520", "5201314woaini",
        "admin12345", "admin123456", "administrator", "welcome123", "letmein123", "football123", "changeme123",
        "abcdefghij", "abcdefghijk", "abc1234567", "abcd123456", "abcd1234567", "a1234567890", "aa12345678",
        "aa123456789", "qq123456789", "1234qwerasdf", "qazwsxedcrfv", "1qazxsw23edc", "gongchandang", "zhongguo123",
        "dangyuan123", "dangyuan123456", "dangzhibu123", "weirenminfuwu", "beijing2008", "shanghai123", "20210701100",
    };

    /// <summary>Why the password will not do for the member with this number; null where it will.</summary>
    public static Refusal? Check(string next, string current, string number)
    {
        var characters = next.EnumerateRunes().Count();
        var plain = next.Normalize(NormalizationForm.FormKC).Trim();
        return characters is < Shortest or > Longest
            || next == current
            || Common.Contains(plain.ToLowerInvariant())
            || Repeats(plain)
            || (RegistrationNumber.Parse(plain, out var digits) is null && digits == number)
                ? Rulebook.PasswordWeak
                : null;
    }

    private static bool Repeats(string text) =>
        Enumerable.Range(1, RepeatedPiece).Any(piece => text.Length > piece
            && Enumerable.Range(piece, text.Length - piece).All(i => text[i] == text[i - piece]));
}

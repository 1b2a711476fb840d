namespace Grains.Rules;

/// <summary>
/// The lifelong number (features A1): 6-digit region, YYYYMM joined, 6-digit serial, check digit: 19 digits.
/// Issued once, never reused, unchanged by any move. The check digit is Damm's (2004), which finds every single wrong
/// digit and every swap of two neighbours. Shown to its owner and to no other member.
/// </summary>
public static class RegistrationNumber
{
    public const int Length = 19;
    /// <summary>Serials run 1–999,999 within one region and month.</summary>
    public const int LastSerial = 999_999;

    // The totally anti-symmetric quasigroup of order 10 from H. M. Damm's dissertation.
    private static readonly byte[] Quasigroup =
    [
        0, 3, 1, 7, 5, 9, 8, 6, 4, 2,
        7, 0, 9, 2, 1, 5, 4, 8, 6, 3,
        4, 2, 0, 6, 8, 7, 1, 3, 5, 9,
        1, 7, 5, 0, 9, 8, 3, 4, 2, 6,
        6, 1, 2, 3, 0, 4, 5, 9, 7, 8,
        3, 6, 7, 4, 2, 0, 9, 5, 8, 1,
        5, 8, 6, 9, 7, 2, 0, 1, 3, 4,
        8, 9, 4, 5, 3, 6, 2, 0, 1, 7,
        9, 4, 3, 8, 6, 1, 7, 2, 0, 5,
        2, 5, 8, 1, 4, 3, 6, 7, 9, 0,
    ];

    /// <summary>Makes the number for a serial that was never used in this region and month.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A part is out of its range.</exception>
    public static string Mint(int region, int year, int month, int serial)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(region is >= 100_000 and <= 999_999, true, nameof(region));
        ArgumentOutOfRangeException.ThrowIfNotEqual(year is >= 1921 and <= 9999 && month is >= 1 and <= 12, true, nameof(year));
        ArgumentOutOfRangeException.ThrowIfNotEqual(serial is >= 1 and <= LastSerial, true, nameof(serial));
        var body = $"{region:D6}{year:D4}{month:D2}{serial:D6}";
        return body + (char)('0' + Damm(body));
    }

    /// <summary>Reads what a person typed: full-width digits and any spaces or hyphens are accepted. Null refusal: <paramref name="number"/> is good.</summary>
    public static Refusal? Parse(string? typed, out string number)
    {
        var digits = new string([.. (typed ?? "").Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '\u3000')).Select(Narrow)]);
        number = digits;
        if (digits.Length != Length || !digits.All(char.IsAsciiDigit))
        {
            return Rulebook.NumberShape;
        }

        return Damm(digits) == 0 ? null : Rulebook.NumberCheck;
    }

    private static char Narrow(char c) => c is >= '０' and <= '９' ? (char)(c - '０' + '0') : c;

    private static int Damm(string digits) => digits.Aggregate(0, (interim, c) => Quasigroup[(interim * 10) + (c - '0')]);
}

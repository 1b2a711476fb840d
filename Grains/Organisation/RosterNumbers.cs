using System.Globalization;
using Grains.Rules;

namespace Grains.Organisation;

/// <summary>
/// Registration numbers while a roster is read: those issued, those the roster brings, and the next free serial of
/// each region and month. Numbers are minted only after all given ones are known, so that none is taken twice.
/// </summary>
internal sealed class RosterNumbers
{
    private readonly IReadOnlySet<string> _issued;
    private readonly Dictionary<string, RosterPlace> _lines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _last = new(StringComparer.Ordinal);
    private readonly int _region;

    public RosterNumbers(IReadOnlySet<string> issued, int region)
    {
        _issued = issued;
        _region = region;
        foreach (var number in issued)
        {
            Remember(number);
        }
    }

    /// <summary>Judges a number that the roster gives; null problem: <paramref name="number"/> is taken for this line.</summary>
    public RosterProblem? Give(string cell, DateOnly? joined, RosterPlace at, out string number)
    {
        var line = at.Line;
        if (RegistrationNumber.Parse(cell, out number) is { } refusal)
        {
            return refusal.Rule == Rulebook.NumberShape.Rule ? RosterProblem.NumberShape(line) : RosterProblem.NumberCheck(line);
        }
        if (MonthOf(number) is not { } month || (joined is { } day && (day.Year, day.Month) != (month.Year, month.Month)))
        {
            return RosterProblem.NumberMonth(line);
        }
        if (_issued.Contains(number))
        {
            return RosterProblem.NumberTaken(line);
        }
        if (!_lines.TryAdd(number, at))
        {
            return RosterProblem.NumberTwice(at, _lines[number]);
        }
        Remember(number);
        return null;
    }

    /// <summary>Mints the next number of the month; null where all serials are spent.</summary>
    public string? Mint(DateOnly joined)
    {
        var stem = string.Create(CultureInfo.InvariantCulture, $"{_region:D6}{joined:yyyyMM}");
        var serial = _last.GetValueOrDefault(stem) + 1;
        if (serial > RegistrationNumber.LastSerial)
        {
            return null;
        }
        _last[stem] = serial;
        return RegistrationNumber.Mint(_region, joined.Year, joined.Month, serial);
    }

    /// <summary>First day of the month of joining that a number tells; null where its digits are no month.</summary>
    public static DateOnly? MonthOf(string number) =>
        DateOnly.TryParseExact(number.AsSpan(6, 6), "yyyyMM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
        && month >= RosterWords.Earliest ? month : null;

    private void Remember(string number)
    {
        var (stem, serial) = (number[..12], int.Parse(number.AsSpan(12, 6), CultureInfo.InvariantCulture));
        _last[stem] = Math.Max(_last.GetValueOrDefault(stem), serial);
    }
}

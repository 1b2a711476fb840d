using Grains.Rules;

namespace Grains.Tests.Rules;

public sealed class RegistrationNumberTests
{
    private static readonly string Good = RegistrationNumber.Mint(110108, 2016, 7, 42);

    [Fact]
    public void A_number_is_region_month_serial_and_a_check_digit()
    {
        Assert.Equal(RegistrationNumber.Length, Good.Length);
        Assert.StartsWith("110108201607000042", Good, StringComparison.Ordinal);
        Assert.Null(RegistrationNumber.Parse(Good, out _));
    }

    [Fact]
    public void The_check_digit_is_Damms()
    {
        // 572 → 4 is the worked example of the dissertation; a body ends in zero with its digit appended.
        Assert.Equal('4', CheckDigitOf("572"));
    }

    [Fact]
    public void Any_single_wrong_digit_is_refused_with_a_sentence()
    {
        for (var i = 0; i < Good.Length; i++)
        {
            for (var digit = '0'; digit <= '9'; digit++)
            {
                if (digit != Good[i])
                {
                    Assert.Same(Rulebook.NumberCheck, RegistrationNumber.Parse(Good[..i] + digit + Good[(i + 1)..], out _));
                }
            }
        }
    }

    [Fact]
    public void Any_two_neighbours_swapped_are_refused()
    {
        for (var serial = 1; serial < 2_000; serial++)
        {
            var good = RegistrationNumber.Mint(230108, 1999, 12, serial);
            for (var i = 0; i + 1 < good.Length; i++)
            {
                if (good[i] != good[i + 1])
                {
                    var swapped = good[..i] + good[i + 1] + good[i] + good[(i + 2)..];
                    Assert.Same(Rulebook.NumberCheck, RegistrationNumber.Parse(swapped, out _));
                }
            }
        }
    }

    [Fact]
    public void Full_width_digits_and_spaces_are_read_as_typed()
    {
        var typed = string.Concat(Good.Select(c => (char)(c - '0' + '０'))).Insert(6, "　").Insert(12, " ");
        Assert.Null(RegistrationNumber.Parse(typed, out var number));
        Assert.Equal(Good, number);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("12345")]
    [InlineData("11010820160700004２x")]
    [InlineData("11010820160700004234567")]
    public void Another_shape_is_refused_as_such(string? typed) =>
        Assert.Same(Rulebook.NumberShape, RegistrationNumber.Parse(typed, out _));

    [Theory]
    [InlineData(99999, 2016, 7, 1)]
    [InlineData(110108, 1920, 7, 1)]
    [InlineData(110108, 2016, 13, 1)]
    [InlineData(110108, 2016, 7, 0)]
    [InlineData(110108, 2016, 7, 1_000_000)]
    public void A_part_out_of_range_is_never_minted(int region, int year, int month, int serial) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RegistrationNumber.Mint(region, year, month, serial));

    private static char CheckDigitOf(string body)
    {
        var padded = body.PadLeft(RegistrationNumber.Length - 1, '0');
        return "0123456789".Single(d => RegistrationNumber.Parse(padded + d, out _) is null);
    }
}

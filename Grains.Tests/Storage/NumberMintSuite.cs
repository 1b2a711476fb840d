using Grains.Rules;
using Storage;
using Storage.Organisation;

namespace Grains.Tests.Storage;

public sealed class SqliteNumberMintTests(SqliteFixture fixture) : NumberMintSuite(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresNumberMintTests(PostgresFixture fixture) : NumberMintSuite(fixture), IClassFixture<PostgresFixture>;

/// <summary>Numbers are issued once (features A1), also by two processes over one database.</summary>
public abstract class NumberMintSuite(DatabaseFixture fixture)
{
    private const int Each = 40;

    [Fact]
    public async Task Two_processes_that_ask_at_once_never_mint_the_same_number()
    {
        await using var other = await HubDatabase.OpenAsync(fixture.Options);
        NumberMint[] mints = [new(fixture.Database), new(other)];
        var numbers = await Task.WhenAll(Enumerable.Range(0, 2 * Each).Select(i =>
            Task.Run(() => mints[i % 2].MintAsync(310_101, 2026, 11, 1 + (i % 3)))));
        var all = numbers.SelectMany(static minted => minted).ToList();
        Assert.Equal(all.Count, all.Distinct().Count());
        Assert.All(all, static number => Assert.Null(RegistrationNumber.Parse(number, out _)));
    }

    [Fact]
    public async Task A_number_that_was_taken_and_never_used_leaves_a_gap_and_is_not_handed_out_again()
    {
        var before = await new NumberMint(fixture.Database).MintAsync(310_101, 2026, 10);
        // The process dies here: what it was given is lost with it.
        var lost = await new NumberMint(fixture.Database).MintAsync(310_101, 2026, 10, 3);
        await using var again = await HubDatabase.OpenAsync(fixture.Options);
        var after = await new NumberMint(again).MintAsync(310_101, 2026, 10);
        Assert.Equal(RegistrationNumber.Mint(310_101, 2026, 10, 1), before[0]);
        Assert.Equal(RegistrationNumber.Mint(310_101, 2026, 10, 5), after[0]);
        Assert.DoesNotContain(after[0], lost);
    }

    [Fact]
    public async Task When_the_serials_of_a_month_are_used_up_nothing_is_spent_and_nothing_wraps()
    {
        var scene = new Scene(fixture.Database);
        var mint = new NumberMint(fixture.Database);
        await mint.MintAsync(310_101, 2026, 9, RegistrationNumber.LastSerial - 1);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => mint.MintAsync(310_101, 2026, 9, 2));
        Assert.Equal(RegistrationNumber.Mint(310_101, 2026, 9, RegistrationNumber.LastSerial), (await mint.MintAsync(310_101, 2026, 9))[0]);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => mint.MintAsync(310_101, 2026, 9));
        Assert.Equal(RegistrationNumber.LastSerial, await scene.ScalarAsync<long>("select last from number_serial where region_month = '310101202609'"));
    }
}

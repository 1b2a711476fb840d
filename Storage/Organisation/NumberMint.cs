using System.Data.Common;
using System.Globalization;
using Dapper;
using Grains.Rules;

namespace Storage.Organisation;

/// <summary>
/// Hands out registration numbers. A serial is the database's, so two processes never mint the same number; one that
/// was handed out and then not used stays unused. Throws <see cref="DbException"/> while the database is away.
/// </summary>
public sealed class NumberMint(HubDatabase database)
{
    // One statement: the row's lock orders those who ask at once.
    internal const string ReserveSql = """
        insert into number_serial (region_month, last) values (@Key, @Count)
        on conflict (region_month) do update set last = number_serial.last + @Count
        returning last
        """;

    // Numbers issued elsewhere come with a roster: their serials count as used.
    internal const string RaiseSql = """
        insert into number_serial (region_month, last) values (@Key, @Last)
        on conflict (region_month) do update set last = excluded.last where number_serial.last < excluded.last
        """;

    /// <summary>Mints <paramref name="count"/> numbers of one region and month of joining, in order.</summary>
    /// <param name="region">Six digits, first not 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A part is out of its range, or the month's serials are used up.</exception>
    public async Task<IReadOnlyList<string>> MintAsync(
        int region, int year, int month, int count = 1, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        // Refuses bad parts before a serial is spent on them.
        _ = RegistrationNumber.Mint(region, year, month, RegistrationNumber.LastSerial);
        var last = await database.WriteAsync(
            async (connection, transaction) =>
            {
                var reserved = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
                    ReserveSql, new { Key = Key(region, year, month), Count = count }, transaction, cancellationToken: cancellation));
                ArgumentOutOfRangeException.ThrowIfGreaterThan(reserved, RegistrationNumber.LastSerial, nameof(count));
                return (int)reserved;
            },
            cancellation);
        return [.. Enumerable.Range(last - count + 1, count).Select(serial => RegistrationNumber.Mint(region, year, month, serial))];
    }

    internal static string Key(int region, int year, int month) =>
        string.Create(CultureInfo.InvariantCulture, $"{region:D6}{year:D4}{month:D2}");
}

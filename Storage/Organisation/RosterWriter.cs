using Dapper;
using Grains.Organisation;
using Grains.Rules;
using Storage.Statistics;
using System.Data.Common;
using System.Globalization;

namespace Storage.Organisation;

/// <summary>What an import has written so far.</summary>
/// <param name="Stage">One of <c>nodes</c>, <c>members</c>, <c>credentials</c>, <c>offices</c>, <c>done</c>.</param>
/// <param name="Rows">Rows written, of <paramref name="Total"/>.</param>
public readonly record struct RosterProgress(string Stage, int Rows, int Total);

/// <summary>
/// Writes a checked roster in one transaction: all of it or nothing. On SQLite the hub's other writes wait meanwhile.
/// Throws <see cref="RosterConflictException"/> where another process wrote a colliding row since the check, and
/// <see cref="DbException"/> where the database is away.
/// </summary>
public sealed class RosterWriter(HubDatabase database, TimeProvider time)
{
    private const int RegionDigits = 6;
    private const int MonthDigits = 6;
    private const int SerialDigits = 6;

    /// <summary>Imports the plan; the numbers in it count as issued from then on.</summary>
    public async Task ImportAsync(
        RosterPlan plan, IProgress<RosterProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var now = time.GetUtcNow().Ms();
        var credentials = plan.Members.Where(member => member.CredentialHash is not null).ToList();
        var total = plan.Nodes.Count + plan.Members.Count + credentials.Count + plan.Offices.Count;
        var written = 0;
        try
        {
            await database.WriteAsync(
                async (connection, transaction) =>
                {
                    async Task Write<T>(string stage, BulkTable table, IReadOnlyCollection<T> items, Func<T, object?[]> row)
                    {
                        await database.Bulk.WriteAsync(connection, transaction, table, items.Select(row), cancellation);
                        written += stage == "" ? 0 : items.Count;
                        progress?.Report(new RosterProgress(stage == "" ? "members" : stage, written, total));
                    }

                    await Write("nodes", RosterTables.Nodes, plan.Nodes, node =>
                        [node.Id, node.Parent, Names.Of(node.Kind), node.Name, node.Path, null, now]);
                    await Write("members", RosterTables.Members, plan.Members, member =>
                    [
                        member.Id, member.Number, member.Name, Names.Of(member.Category), Names.Of(member.Relation),
                        member.Phone, member.Joined?.Text(), member.Node, now,
                    ]);
                    await Write("", RosterTables.Memberships, plan.Members, member => [member.Id, member.Node, now]);
                    await Write("credentials", RosterTables.Credentials, credentials, member =>
                        [member.Id, member.CredentialHash, member.MustChange.Bit(), 0L]);
                    await Write("offices", RosterTables.Offices, plan.Offices, office =>
                        [office.Member, office.Node, Names.Of(office.Role), now]);
                    await RaiseSerials(plan, connection, transaction, cancellation);
                    await RecountRows.NoteAsync(database, connection, transaction, now, cancellation);
                    return written;
                },
                cancellation);
        }
        catch (Exception error) when (database.IsConflict(error))
        {
            throw new RosterConflictException(
                "The roster collides with what the database holds by now; nothing was written.", error);
        }

        progress?.Report(new RosterProgress("done", total, total));
    }

    private static async Task RaiseSerials(
        RosterPlan plan, DbConnection connection, DbTransaction transaction, CancellationToken cancellation)
    {
        var last = plan.Members
            .Where(member => member.Number.Length == RegistrationNumber.Length)
            .GroupBy(member => member.Number[..(RegionDigits + MonthDigits)])
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new
            {
                group.Key,
                Last = group.Max(member => long.Parse(
                    member.Number.AsSpan(RegionDigits + MonthDigits, SerialDigits), CultureInfo.InvariantCulture)),
            });
        foreach (var raise in last)
        {
            await connection.ExecuteAsync(new CommandDefinition(NumberMint.RaiseSql, raise, transaction, cancellationToken: cancellation));
        }
    }
}

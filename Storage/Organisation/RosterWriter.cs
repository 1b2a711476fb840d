using System.Data.Common;
using System.Globalization;
using Dapper;
using Grains.Journal;
using Grains.Organisation;
using Grains.Rules;
using Storage.Audit;

namespace Storage.Organisation;

/// <summary>What an import has written so far.</summary>
/// <param name="Stage">One of <c>nodes</c>, <c>members</c>, <c>credentials</c>, <c>offices</c>, <c>enterprises</c>, <c>done</c>.</param>
/// <param name="Rows">Rows written, of <paramref name="Total"/>.</param>
public readonly record struct RosterProgress(string Stage, int Rows, int Total);

/// <summary>Who imports, for the record. <paramref name="Command"/>: what makes a repeated import the same one.</summary>
public sealed record RosterAct(string Actor, CommandFact? Command = null)
{
    /// <summary>The hub itself: its operator at the command line, or the demo.</summary>
    public static RosterAct Hub { get; } = new("hub");
}

/// <summary>
/// Writes a checked roster in one transaction: all of it or nothing, with its line in the audit and a note of
/// <c>organisation_change</c> that tells readers of counts to count again. It raises the tree's version: whoever decides on
/// the tree before it decides anew, and a plan made before a change of the tree is held against the tree as it is.
/// On SQLite the hub's other writes wait meanwhile. Throws <see cref="RosterConflictException"/> where another process wrote
/// a colliding row since the check, or the tree changed in what the plan hangs on, and <see cref="DbException"/> where the
/// database is away.
/// </summary>
public sealed class RosterWriter(HubDatabase database, TimeProvider time)
{
    private const string RecountSql = """
        insert into organisation_change (at, kind, subject, version, cause, source, actor)
        values (@At, 'Recount', @Subject, @Version, 'import', @Source, @Actor)
        """;

    private const string CommandSql = "insert into command (actor, id, at, subject, result) values (@Actor, @Id, @At, @Subject, @Result)";

    private const string PathSql = "select path from node where id = @Node";

    // A parent on the sector's line may be written after those who hang on it.
    private const string DeferSql = "pragma defer_foreign_keys = on";

    private const int RegionDigits = 6;
    private const int MonthDigits = 6;
    private const int SerialDigits = 6;

    /// <summary>Imports the plan; the numbers in it count as issued from then on.</summary>
    public Task ImportAsync(RosterPlan plan, IProgress<RosterProgress>? progress = null, CancellationToken cancellation = default) =>
        ImportAsync(plan, RosterAct.Hub, progress, cancellation);

    /// <summary>Imports the plan as someone's act.</summary>
    public async Task ImportAsync(
        RosterPlan plan, RosterAct act, IProgress<RosterProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(act);
        ArgumentNullException.ThrowIfNull(plan);
        var now = time.GetUtcNow().Ms();
        var credentials = plan.Members.Where(member => member.CredentialHash is not null).ToList();
        var declared = plan.Enterprises.Sum(static enterprise => enterprise.Declared.Count);
        var total = plan.Nodes.Count + plan.Members.Count + credentials.Count + plan.Offices.Count + plan.Enterprises.Count + declared;
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

                    if (database.Product == "sqlite")
                    {
                        await connection.ExecuteAsync(new CommandDefinition(DeferSql, transaction: transaction, cancellationToken: cancellation));
                    }

                    await Write("nodes", RosterTables.Nodes, plan.Nodes, node =>
                        [node.Id, node.Parent, node.Sector, Names.Of(node.Kind), node.Name, node.Path, node.Region, now]);
                    await Write("members", RosterTables.Members, plan.Members, member =>
                    [
                        member.Id, member.Number, member.Name, Names.Of(member.Category), Names.Of(member.Relation),
                        member.Phone, member.Joined?.Text(), member.Node, now,
                    ]);
                    await Write("", RosterTables.Memberships, plan.Members, member => [member.Id, member.Node, now]);
                    await Write("credentials", RosterTables.Credentials, credentials, member =>
                        [member.Id, member.CredentialHash, member.MustChange.Bit(), 0L]);
                    await RaiseSerials(plan, connection, transaction, cancellation);
                    // On PostgreSQL everyone who changes relations waits from here to the commit, so what is long stands above.
                    // Offices and enterprises stand below: others write their keys in that order, too, and would wait in a circle.
                    await database.OrderAsync(connection, transaction, cancellation);
                    var version = await RosterGate.EnterAsync(database, plan, connection, transaction, cancellation);
                    await Write("offices", RosterTables.Offices, plan.Offices, office =>
                        [office.Member, office.Node, Names.Of(office.Role), now]);
                    await Write("enterprises", RosterTables.Enterprises, plan.Enterprises, one =>
                        [one.Id, one.Name, one.Region, one.Industry, (long)one.Staff, "Active", one.Node, Names.Of(one.Cover), now]);
                    await Write("enterprises", RosterTables.EnterpriseChanges, plan.Enterprises, one =>
                        [one.Id, version, now, "registered", act.Actor, one.Name, one.Node]);
                    await Write("enterprises", RosterTables.Declared, [.. plan.Enterprises.SelectMany(static one => one.Declared, Declaration)], row => [.. row, now]);
                    await NoteAsync(plan, act, version, connection, transaction, cancellation);
                    return written;
                },
                cancellation);
        }
        catch (Exception error) when (database.IsConflict(error))
        {
            throw new RosterConflictException("The roster collides with what the database holds by now; nothing was written.", error);
        }

        progress?.Report(new RosterProgress("done", total, total));
    }

    private static object?[] Declaration(RosterEnterprise enterprise, RosterDeclared one) =>
        [Ids.New("d-"), enterprise.Id, one.Name, Names.Of(one.Category)];

    private async Task NoteAsync(
        RosterPlan plan, RosterAct act, long version, DbConnection connection, DbTransaction transaction, CancellationToken cancellation)
    {
        Task Run(string sql, object parameters) => connection.ExecuteAsync(
            new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellation));

        var root = await RootAsync(plan, connection, transaction, cancellation);
        if (root is null)
        {
            return;
        }

        if (act.Command is { } command)
        {
            await Run(CommandSql, new { command.Actor, command.Id, At = command.At.Ms(), command.Subject, command.Result });
        }

        var now = time.GetUtcNow();
        var counts = string.Create(
            CultureInfo.InvariantCulture, $"nodes {plan.Nodes.Count}, members {plan.Members.Count}, posts {plan.Offices.Count}");
        counts += plan.Enterprises.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", enterprises {plan.Enterprises.Count}");
        await Run(RecountSql, new { At = now.Ms(), Subject = root, Version = version, Source = act.Command?.Id ?? "", act.Actor });
        await AuditRows.AppendAsync(
            database, connection, transaction, [new AuditFact(now, act.Actor, AuditActions.ImportWrite, root, counts)], cancellation);
    }

    /// <summary>The root of the tree that the plan adds to; null: it adds nothing.</summary>
    private static async Task<string?> RootAsync(
        RosterPlan plan, DbConnection connection, DbTransaction transaction, CancellationToken cancellation)
    {
        var path = plan.Nodes.Count > 0 ? plan.Nodes[0].Path : null;
        var node = plan.Members.Count > 0 ? plan.Members[0].Node : plan.Offices.Count > 0 ? plan.Offices[0].Node
            : plan.Enterprises.Count > 0 ? plan.Enterprises[0].Node : null;
        path ??= node is null ? null : await connection.ExecuteScalarAsync<string?>(
            new CommandDefinition(PathSql, new { Node = node }, transaction, cancellationToken: cancellation));
        return path?.Split('/', StringSplitOptions.RemoveEmptyEntries)[0];
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

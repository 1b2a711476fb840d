using System.Globalization;
using Dapper;

namespace Storage.Migrations;

/// <summary>How a product keeps two starting hubs apart. Both statements run on the migrating connection.</summary>
internal sealed record MigrationLock(string Begin);

/// <summary>
/// Brings the schema up to date in one transaction under a lock: two hubs that start together migrate once.
/// A step that fails leaves the schema as it was.
/// </summary>
internal static class Migrator
{
    // Steps may rewrite large tables.
    private const int Seconds = 3600;

    private const string VersionTable = """
        create table if not exists schema_version (
            version bigint not null primary key,
            name text not null,
            applied_at bigint not null
        )
        """;

    private const string CurrentSql = "select coalesce(max(version), 0) from schema_version";

    private const string RecordSql =
        "insert into schema_version (version, name, applied_at) values (@Version, @Name, @At)";

    public static async Task RunAsync(
        HubDatabase database, IReadOnlyList<Migration> migrations, CancellationToken cancellation)
    {
        using var lease = await database.WriteAsync(cancellation);
        var connection = lease.Connection;
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        Task Run(string sql, object? parameters = null) => connection.ExecuteAsync(
            new CommandDefinition(sql, parameters, transaction, Seconds, cancellationToken: cancellation));

        await Run(database.MigrationLock.Begin);
        await Run(VersionTable);
        var current = await connection.ExecuteScalarAsync<long>(
            new CommandDefinition(CurrentSql, transaction: transaction, cancellationToken: cancellation));
        var known = migrations.Count == 0 ? 0 : migrations[^1].Version;
        if (current > known)
        {
            throw new NewerSchemaException(string.Format(
                CultureInfo.InvariantCulture,
                "The database has schema version {0}, written by a newer hub; this one knows versions up to {1}. Start the newer hub or restore a backup.",
                current, known));
        }

        foreach (var migration in migrations.Where(step => step.Version > current))
        {
            foreach (var script in migration.Scripts(database.Product))
            {
                await Run(script);
            }

            await Run(RecordSql, new { migration.Version, migration.Name, At = TimeProvider.System.GetUtcNow().Ms() });
        }

        await transaction.CommitAsync(cancellation);
    }
}

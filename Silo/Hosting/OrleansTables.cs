#if ORLEANS
using System.Data.Common;
using System.Reflection;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Silo.Hosting;

/// <summary>
/// Makes the tables and query rows that Orleans's ADO.NET providers expect, from scripts of our own: its packages carry
/// none. Runs at every start, under a lock, and changes nothing where all is there.
/// </summary>
internal static class OrleansTables
{
    // Beside the hub's own migrations on the same server; any number nobody else uses.
    private const string LockSql = "select pg_advisory_xact_lock(6845795)";
    private const string QueryMark = "-- @query ";
    private const string UpsertSql = """
        insert into orleansquery (querykey, querytext) values (@Key, @Text)
        on conflict (querykey) do update set querytext = excluded.querytext where orleansquery.querytext <> excluded.querytext
        """;

    public static async Task EnsurePostgresAsync(string connection, CancellationToken cancellation)
    {
        await using var open = new NpgsqlConnection(connection);
        await EnsureAsync(open, LockSql, ["schema.postgres.sql", "documents.sql", "membership.postgres.sql"], cancellation);
    }

    public static async Task EnsureSqliteAsync(string connection, CancellationToken cancellation)
    {
        await using var open = new SqliteConnection(connection);
        await EnsureAsync(open, "select 1", ["schema.sqlite.sql", "documents.sql"], cancellation);
        await open.ExecuteAsync("pragma journal_mode = wal");
    }

    private static async Task EnsureAsync(DbConnection connection, string lockSql, string[] scripts, CancellationToken cancellation)
    {
        await connection.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.ExecuteAsync(lockSql, transaction: transaction);
        foreach (var script in scripts)
        {
            var parts = Read(script).Split(QueryMark);
            if (script.StartsWith("schema", StringComparison.Ordinal))
            {
                await connection.ExecuteAsync(parts[0], transaction: transaction);
            }
            foreach (var part in parts[1..])
            {
                var line = part.IndexOf('\n', StringComparison.Ordinal);
                await connection.ExecuteAsync(
                    UpsertSql, new { Key = part[..line].Trim(), Text = WithoutComments(part[line..]) }, transaction);
            }
        }
        await transaction.CommitAsync(cancellation);
    }

    private static string WithoutComments(string query) => string.Join(
        '\n', query.Split('\n').Where(static line => !line.StartsWith("--", StringComparison.Ordinal))).Trim();

    private static string Read(string script)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Silo.Orleans.{script}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
#endif

#if ORLEANS
using System.Reflection;
using Dapper;
using Npgsql;

namespace Silo.Hosting;

/// <summary>
/// Makes the tables and query rows that Orleans's ADO.NET clustering expects, from scripts of our own: its packages carry
/// none. Runs at every start, under a lock, and changes nothing where all is there.
/// </summary>
internal static class OrleansTables
{
    // Beside the hub's own migrations on the same server; any number nobody else uses.
    private const string LockSql = "select pg_advisory_xact_lock(6845795)";
    private static readonly string[] Scripts = ["schema.postgres.sql", "membership.postgres.sql"];
    private const string QueryMark = "-- @query ";
    private const string UpsertSql = """
        insert into orleansquery (querykey, querytext) values (@Key, @Text)
        on conflict (querykey) do update set querytext = excluded.querytext where orleansquery.querytext <> excluded.querytext
        """;

    public static async Task EnsureAsync(string server, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.ExecuteAsync(LockSql, transaction: transaction);
        foreach (var script in Scripts)
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

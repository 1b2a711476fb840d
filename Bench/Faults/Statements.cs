using System.Text;
using Grains.Tests.Storage;
using Npgsql;

namespace Bench.Faults;

/// <summary>Counts what is read from a PostgreSQL server by its own statement log.</summary>
internal sealed class Statements
{
    private readonly string _file;
    private long _from;

    private Statements(string file) => _file = file;

    /// <summary>Reads, by what they are about.</summary>
    internal sealed record Count(int Log, int Sessions, int Other)
    {
        public override string ToString() => $"{Log} of the log, {Sessions} of sessions and standings, {Other} others";
    }

    public static async Task<Statements> WatchAsync(PostgresServer server, string connection)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        foreach (var sql in new[] { "alter system set log_statement = 'all'", "select pg_reload_conf()" })
        {
            await using var command = source.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }

        return new Statements(server.LogFile!);
    }

    public void Restart() => _from = new FileInfo(_file).Length;

    public async Task<Count> CountAsync()
    {
        await using var stream = new FileStream(_file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Seek(_from, SeekOrigin.Begin);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var statements = (await reader.ReadToEndAsync()).Split("LOG:  execute ", StringSplitOptions.RemoveEmptyEntries)
            .Where(static s => s.Contains("select", StringComparison.OrdinalIgnoreCase) && !s.Contains("insert into", StringComparison.OrdinalIgnoreCase))
            .ToArray();
        var log = statements.Count(static s => s.Contains("from entry", StringComparison.OrdinalIgnoreCase));
        var sessions = statements.Count(static s => s.Contains("from session", StringComparison.OrdinalIgnoreCase)
            || s.Contains("from member", StringComparison.OrdinalIgnoreCase) || s.Contains("from office", StringComparison.OrdinalIgnoreCase));
        return new Count(log, sessions, statements.Length - log - sessions);
    }
}

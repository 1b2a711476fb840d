using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace Storage.Postgres;

/// <summary>Bulk rows through COPY in binary form.</summary>
internal sealed class PostgresBulkWriter : IBulkWriter
{
    /// <summary>From so many rows on the planner looks at the table at once: until its own next turn it would read through it.</summary>
    private const int AnalyzeFrom = 1_000;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public async Task WriteAsync(
        DbConnection connection, DbTransaction transaction, BulkTable table, IEnumerable<object?[]> rows, CancellationToken cancellation)
    {
        if (await CopyAsync((NpgsqlConnection)connection, table, rows, cancellation) < AnalyzeFrom)
        {
            return;
        }

        await using var analyze = new NpgsqlCommand(table.Analyze, (NpgsqlConnection)connection, (NpgsqlTransaction)transaction);
        await analyze.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<ulong> CopyAsync(
        NpgsqlConnection connection, BulkTable table, IEnumerable<object?[]> rows, CancellationToken cancellation)
    {
        await using var writer = await connection.BeginBinaryImportAsync(table.Copy, cancellation);
        writer.Timeout = Longest;
        foreach (var row in rows)
        {
            await writer.StartRowAsync(cancellation);
            foreach (var value in row)
            {
                await (value switch
                {
                    string text => writer.WriteAsync(text, NpgsqlDbType.Text, cancellation),
                    long number => writer.WriteAsync(number, NpgsqlDbType.Bigint, cancellation),
                    _ => writer.WriteNullAsync(cancellation),
                });
            }
        }

        return await writer.CompleteAsync(cancellation);
    }
}

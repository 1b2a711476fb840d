using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace Storage.Postgres;

/// <summary>Bulk rows through COPY in binary form.</summary>
internal sealed class PostgresBulkWriter : IBulkWriter
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public async Task WriteAsync(
        DbConnection connection, DbTransaction transaction, BulkTable table, IEnumerable<object?[]> rows, CancellationToken cancellation)
    {
        await using var writer = await ((NpgsqlConnection)connection).BeginBinaryImportAsync(table.Copy, cancellation);
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

        await writer.CompleteAsync(cancellation);
    }
}

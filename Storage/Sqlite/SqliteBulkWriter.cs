using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Storage.Sqlite;

/// <summary>Bulk rows through one prepared statement.</summary>
internal sealed class SqliteBulkWriter : IBulkWriter
{
    public Task WriteAsync(
        DbConnection connection, DbTransaction transaction, BulkTable table, IEnumerable<object?[]> rows, CancellationToken cancellation)
    {
        using var statement = new SqliteStatement((SqliteConnection)connection, table.Insert);
        foreach (var row in rows)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var value in row)
            {
                _ = value is long number ? statement.Bind(number) : statement.Bind(value as string);
            }

            statement.Run();
        }

        return Task.CompletedTask;
    }
}

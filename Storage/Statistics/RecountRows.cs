using System.Data.Common;
using Dapper;

namespace Storage.Statistics;

/// <summary>Tells the readers of the log that something was written in bulk: they count anew instead of folding it line by line.</summary>
internal static class RecountRows
{
    private const string NoteSql = """
        insert into organisation_change (at, kind, subject, version, cause, source, actor)
        values (@At, 'Recount', '', 0, 'import', '', '')
        """;

    /// <summary>Last in the transaction: other changes wait from here to its commit.</summary>
    public static async Task NoteAsync(
        HubDatabase database, DbConnection connection, DbTransaction transaction, long at, CancellationToken cancellation)
    {
        await database.OrderAsync(connection, transaction, cancellation);
        await connection.ExecuteAsync(new CommandDefinition(NoteSql, new { At = at }, transaction, cancellationToken: cancellation));
    }
}

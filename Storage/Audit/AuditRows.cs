using System.Data.Common;
using Dapper;
using Grains.Journal;

namespace Storage.Audit;

/// <summary>Appends to the audit in a transaction that is not the journal's, such as an import's.</summary>
internal static class AuditRows
{
    /// <summary>Whoever appends anywhere uses this statement: the view's trigger links the row into the chain.</summary>
    public const string AppendSql = "insert into audit_entry (at, actor, action, subject, detail) values ($1, $2, $3, $4, $5)";

    private const string AppendNamedSql =
        "insert into audit_entry (at, actor, action, subject, detail) values (@At, @Actor, @Action, @Subject, @Detail)";

    /// <summary>
    /// Appends last in the transaction: the chain is held from here to the commit. Other processes that change
    /// relations or append wait meanwhile.
    /// </summary>
    public static async Task AppendAsync(
        HubDatabase database, DbConnection connection, DbTransaction transaction, IEnumerable<AuditFact> facts, CancellationToken cancellation)
    {
        await database.OrderAsync(connection, transaction, cancellation);
        foreach (var fact in facts)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                AppendNamedSql,
                new { At = fact.At.Ms(), fact.Actor, fact.Action, fact.Subject, fact.Detail },
                transaction,
                cancellationToken: cancellation));
        }
    }
}

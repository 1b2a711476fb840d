using System.Data.Common;

namespace Storage;

/// <summary>Writes many rows of one table as fast as the product can, inside the caller's transaction.</summary>
internal interface IBulkWriter
{
    /// <param name="rows">Values in the order of the table's columns: text, number (long) or null.</param>
    Task WriteAsync(
        DbConnection connection, DbTransaction transaction, BulkTable table, IEnumerable<object?[]> rows, CancellationToken cancellation);
}

/// <summary>A table that imports fill: how each product takes its rows, and what has the planner look at them.</summary>
internal sealed record BulkTable(string Copy, string Insert, string Analyze);

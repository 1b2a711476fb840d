namespace Storage.Journal;

/// <summary>One statement of the journal with its values: text, <see cref="long"/> or null.</summary>
/// <param name="MustChange">A statement that changes no row takes its whole batch with it.</param>
internal readonly record struct RowWrite(string Sql, bool MustChange, object?[] Values)
{
    /// <summary>A statement that has to change a row.</summary>
    public static RowWrite Must(string sql, params object?[] values) => new(sql, true, values);

    /// <summary>A statement that may find nothing to change.</summary>
    public static RowWrite May(string sql, params object?[] values) => new(sql, false, values);
}

using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Storage.Sqlite;

/// <summary>
/// A prepared statement used again and again by one thread. It goes past ADO.NET, whose parameters box every number:
/// the journal runs some of these a hundred thousand times a second.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private const int StackBytes = 512;
    private readonly sqlite3 _handle;
    private readonly sqlite3_stmt _statement;
    private int _next;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _handle = connection.Handle!;
        // Shared statements say $1 as PostgreSQL does; to SQLite that would be a name, numbered where it first stands.
        Check(raw.sqlite3_prepare_v2(_handle, sql.Replace('$', '?'), out _statement));
    }

    public SqliteStatement Bind(long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, ++_next, value));
        return this;
    }

    public SqliteStatement Bind(long? value) => value is { } number ? Bind(number) : BindNull();

    public SqliteStatement Bind(bool value) => Bind(value ? 1 : 0);

    public SqliteStatement Bind(DateTimeOffset at) => Bind(at.Ms());

    public SqliteStatement Bind(string? value)
    {
        if (value is null)
        {
            return BindNull();
        }

        if (value.Length * 3 > StackBytes)
        {
            Check(raw.sqlite3_bind_text(_statement, ++_next, Encoding.UTF8.GetBytes(value)));
            return this;
        }

        Span<byte> bytes = stackalloc byte[StackBytes];
        var length = Encoding.UTF8.GetBytes(value, bytes);
        Check(raw.sqlite3_bind_text(_statement, ++_next, bytes[..length]));
        return this;
    }

    /// <summary>Binds text, numbers and nulls in turn.</summary>
    public SqliteStatement Bind(object?[] values)
    {
        foreach (var value in values)
        {
            _ = value switch
            {
                null => BindNull(),
                string text => Bind(text),
                long number => Bind(number),
                _ => throw new InvalidOperationException("The journal binds text, numbers and nulls only."),
            };
        }

        return this;
    }

    /// <summary>Runs it with what was bound, makes it ready again and answers the rows changed.</summary>
    public int Run()
    {
        var result = raw.sqlite3_step(_statement);
        // The reset repeats the error of the step, so its own answer says nothing new.
        _ = raw.sqlite3_reset(_statement);
        _next = 0;
        if (result is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
        {
            Check(result);
        }

        return raw.sqlite3_changes(_handle);
    }

    public void Dispose() => _statement.Dispose();

    private SqliteStatement BindNull()
    {
        Check(raw.sqlite3_bind_null(_statement, ++_next));
        return this;
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            _next = 0;
            SqliteException.ThrowExceptionForRC(result, _handle);
        }
    }
}

using Npgsql;
using NpgsqlTypes;

namespace Storage.Postgres;

/// <summary>Rows of one statement as parallel arrays, kept and cleared between transactions.</summary>
internal sealed class PostgresColumns
{
    private readonly NpgsqlBatchCommand _command;
    private readonly List<System.Collections.IList> _columns = [];

    public PostgresColumns(string sql) => _command = new NpgsqlBatchCommand(sql);

    public int Count => _columns[0].Count;

    /// <summary>Rows that the statement changed when it was last sent; 0 where it was not.</summary>
    public int RecordsAffected => Count == 0 ? 0 : _command.RecordsAffected;

    public List<string?> Text() => Add<string?>(NpgsqlDbType.Text);

    public List<long> Number() => Add<long>(NpgsqlDbType.Bigint);

    public List<long?> NumberOrNull() => Add<long?>(NpgsqlDbType.Bigint);

    public void AddTo(NpgsqlBatch batch)
    {
        if (Count > 0)
        {
            batch.BatchCommands.Add(_command);
        }
    }

    public void Clear() => _columns.ForEach(column => column.Clear());

    private List<T> Add<T>(NpgsqlDbType type)
    {
        var column = new List<T>();
        _columns.Add(column);
        _command.Parameters.Add(new NpgsqlParameter<List<T>> { TypedValue = column, NpgsqlDbType = NpgsqlDbType.Array | type });
        return column;
    }
}

namespace Storage;

/// <summary>Where the hub's data stands.</summary>
public sealed class StorageOptions
{
    /// <summary>Folder of the SQLite database and its pictures; made where missing. Default <c>data</c>. Unused where <see cref="Postgres"/> is set.</summary>
    public string Data { get; set; } = "data";

    /// <summary>PostgreSQL connection string. Default null: SQLite in <see cref="Data"/>.</summary>
    public string? Postgres { get; set; }
}

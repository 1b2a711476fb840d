using Grains.Tests.Storage;

namespace Web.Tests.Support;

/// <summary>
/// Where a hub under test keeps its data: SQLite in its own folder, or a PostgreSQL database of its own where
/// HUB_TEST_DATABASE is <c>postgres</c>, so that the same suites run on both.
/// </summary>
internal static class TestDatabase
{
    public static bool OnPostgres { get; } = Environment.GetEnvironmentVariable("HUB_TEST_DATABASE") == "postgres";

    /// <summary>Connection string of an empty database, or of a copy of <paramref name="template"/>, to which nobody may be connected; null where it is SQLite.</summary>
    public static async Task<string?> CreateAsync(string? template = null) =>
        OnPostgres ? await (await PostgresServer.SharedAsync()).CreateDatabaseAsync(template) : null;

    /// <summary>What tells a hub's process of it, as its environment.</summary>
    public static Dictionary<string, string> Settings(string? connection) => connection is null ? [] : new() { ["HUB_DATABASE"] = connection };

    public static async Task DropAsync(string? connection)
    {
        if (connection is not null)
        {
            await (await PostgresServer.SharedAsync()).DropDatabaseAsync(connection);
        }
    }
}

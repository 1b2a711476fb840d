#if !ORLEANS
using System.Globalization;
using Dapper;
using Grains.Local;
using Orleans.Storage;

namespace Storage.Documents;

/// <summary>
/// Documents of grains in the local runtime, one row each; the ETag is a version counted up in the statement that
/// checks it. Throws <see cref="System.Data.Common.DbException"/> while the database is away.
/// </summary>
public sealed class DocumentStore(HubDatabase database) : ILocalDocumentStore
{
    private const string FirstETag = "1";

    private const string ReadSql = "select json, etag from document where state = @State and grain_key = @Key";

    private const string InsertSql = """
        insert into document (state, grain_key, etag, json) values (@State, @Key, @Next, @Json)
        on conflict do nothing
        """;

    private const string UpdateSql = """
        update document set etag = @Next, json = @Json
        where state = @State and grain_key = @Key and etag = @Expected
        """;

    private const string DeleteSql = "delete from document where state = @State and grain_key = @Key and etag = @Expected";

    private const string ETagSql = "select etag from document where state = @State and grain_key = @Key";

    /// <inheritdoc/>
    public Task<LocalDocument?> ReadAsync(string stateName, string grainKey, CancellationToken ct) =>
        database.FirstAsync<LocalDocument>(ReadSql, new { State = stateName, Key = grainKey }, ct);

    /// <inheritdoc/>
    public async Task<string> WriteAsync(
        string stateName, string grainKey, string json, string? expectedETag, CancellationToken ct)
    {
        var next = expectedETag is null ? FirstETag : Next(expectedETag);
        var row = new { State = stateName, Key = grainKey, Json = json, Expected = expectedETag, Next = next };
        await Change(expectedETag is null ? InsertSql : UpdateSql, stateName, grainKey, expectedETag, row, ct);
        return next;
    }

    /// <inheritdoc/>
    public async Task ClearAsync(string stateName, string grainKey, string? expectedETag, CancellationToken ct)
    {
        if (expectedETag is null)
        {
            if (await ReadAsync(stateName, grainKey, ct) is { } stored)
            {
                throw Conflict(stateName, grainKey, stored.ETag, null);
            }

            return;
        }

        var row = new { State = stateName, Key = grainKey, Expected = expectedETag };
        await Change(DeleteSql, stateName, grainKey, expectedETag, row, ct);
    }

    private async Task Change(
        string sql, string stateName, string grainKey, string? expected, object row, CancellationToken ct)
    {
        using var lease = await database.WriteAsync(ct);
        if (await lease.Connection.ExecuteAsync(new CommandDefinition(sql, row, cancellationToken: ct)) == 1)
        {
            return;
        }

        var stored = await lease.Connection.ExecuteScalarAsync<string?>(
            new CommandDefinition(ETagSql, new { State = stateName, Key = grainKey }, cancellationToken: ct));
        throw Conflict(stateName, grainKey, stored, expected);
    }

    private static string Next(string etag) =>
        long.TryParse(etag, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? (version + 1).ToString(CultureInfo.InvariantCulture)
            : FirstETag;

    private static InconsistentStateException Conflict(string stateName, string grainKey, string? stored, string? expected) =>
        new($"{stateName} of {grainKey} changed.", stored, expected);
}
#endif

using Dapper;

namespace Storage.Media;

/// <summary>Bytes as rows, so that one backup holds everything and every node can serve every picture.</summary>
internal sealed class PostgresBlobs(HubDatabase database) : IMediaBlobs
{
    private const string SaveSql = "insert into media_blob (sha256, bytes) values (@Sha256, @Bytes) on conflict do nothing";
    private const string OpenSql = "select bytes from media_blob where sha256 = @Sha256";
    private const string DeleteSql = "delete from media_blob where sha256 = @Sha256";

    public async Task SaveAsync(string sha256, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        using var lease = await database.WriteAsync(cancellation);
        await lease.Connection.ExecuteAsync(
            new CommandDefinition(SaveSql, new { Sha256 = sha256, Bytes = bytes.ToArray() }, cancellationToken: cancellation));
    }

    public async Task<Stream?> OpenAsync(string sha256, CancellationToken cancellation) =>
        await database.FirstAsync<byte[]>(OpenSql, new { Sha256 = sha256 }, cancellation) is { } bytes
            ? new MemoryStream(bytes, writable: false)
            : null;

    public async Task DeleteAsync(string sha256, CancellationToken cancellation)
    {
        using var lease = await database.WriteAsync(cancellation);
        await lease.Connection.ExecuteAsync(new CommandDefinition(DeleteSql, new { Sha256 = sha256 }, cancellationToken: cancellation));
    }
}

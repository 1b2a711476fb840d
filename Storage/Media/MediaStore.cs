using System.Security.Cryptography;
using Dapper;

namespace Storage.Media;

/// <summary>A picture's particulars. <paramref name="Original"/>: the picture this one is the thumbnail of.</summary>
/// <param name="Bytes">Size in bytes.</param>
/// <param name="Sha256">Lower hex.</param>
[method: ExplicitConstructor]
public sealed record MediaRow(
    string Id, string Owner, string? Gathering, string? Consultation, string? Transfer, MediaPurpose Purpose, string? Original, string ContentType, long Bytes, string Sha256,
    int Width, int Height, int? Seconds, DateTimeOffset CreatedAt);

/// <summary>What an upload is: a picture, its thumbnail, or a recording. The names are stored; never rename one.</summary>
public enum MediaPurpose
{
    Original,
    Thumb,
    Voice,
    Video,
}

/// <summary>A picture to save; the caller has looked at its type and size in pixels.</summary>
public sealed record NewMedia(
    string Owner, string? Gathering, MediaPurpose Purpose, string? Original, string ContentType, int Width, int Height)
{
    /// <summary>The consultation it is for; then <see cref="Gathering"/> is null.</summary>
    public string? Consultation { get; init; }

    /// <summary>The transfer whose dossier it is for; then the two above are null.</summary>
    public string? Transfer { get; init; }

    /// <summary>Length of a recording.</summary>
    public int? Seconds { get; init; }
}

/// <summary>The stream is longer than <see cref="MediaStore.MostBytes"/>; nothing was saved.</summary>
public sealed class MediaTooLargeException : Exception
{
    public MediaTooLargeException() : this("The picture is larger than 10 MB.")
    {
    }

    public MediaTooLargeException(string message) : base(message)
    {
    }

    public MediaTooLargeException(string message, Exception inner) : base(message, inner)
    {
    }
}

/// <summary>
/// Pictures by reference. The bytes are saved before the row, so a crash between the two leaves bytes that nothing
/// names (saved again or not, they do no harm), never a row without bytes. Throws
/// <see cref="System.Data.Common.DbException"/> or <see cref="IOException"/> where the database or the disk is away.
/// </summary>
public sealed class MediaStore(HubDatabase database, TimeProvider time)
{
    /// <summary>10 MB.</summary>
    public const int MostBytes = 10 * 1024 * 1024;

    private const string InsertSql = """
        insert into media (id, owner, gathering, consultation, transfer, purpose, original, content_type, bytes, sha256, width, height, seconds, created_at)
        values (@Id, @Owner, @Gathering, @Consultation, @Transfer, @PurposeName, @Original, @ContentType, @Bytes, @Sha256, @Width, @Height, @Seconds, @CreatedAt)
        """;

    private const string FindSql = """
        select id, owner, gathering, consultation, transfer, purpose, original, content_type, bytes, sha256, width, height, seconds, created_at
        from media where id = @Id
        """;

    private const string ThumbSql = """
        select id, owner, gathering, consultation, transfer, purpose, original, content_type, bytes, sha256, width, height, seconds, created_at
        from media where original = @Id and purpose = 'Thumb' order by created_at desc limit 1
        """;

    // Thumbnails go with their original.
    private const string DeleteSql = "delete from media where original = @Id or id = @Id returning sha256";

    private const string UsedSql = "select count(*) from media where sha256 = @Sha256";

    // A picture that no entry carries, uploaded long enough ago that its message cannot still be under way.
    private const string OrphansSql = """
        select m.id from media m
        where m.purpose <> 'Thumb' and m.created_at < @Before
            and not exists (
                select 1 from message e
                where e.gathering = m.gathering and e.kind = 'Message' and e.author = m.owner
                    and e.body like '%"media":"' || m.id || '"%')
            and not exists (
                select 1 from consultation_entry e
                where e.consultation = m.consultation and e.kind = 'Message' and e.author = m.owner
                    and e.body like '%"media":"' || m.id || '"%')
            and not exists (select 1 from transfer_paper e where e.transfer = m.transfer and e.media = m.id)
        order by m.created_at limit @Count
        """;

    /// <summary>Saves the picture and answers its row.</summary>
    /// <exception cref="MediaTooLargeException">More than <see cref="MostBytes"/>.</exception>
    public async Task<MediaRow> SaveAsync(NewMedia media, Stream content, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(media);
        ArgumentNullException.ThrowIfNull(content);
        var bytes = await ReadAsync(content, cancellation);
        var row = new MediaRow(
            Ids.New("p-"), media.Owner, media.Gathering, media.Consultation, media.Transfer, media.Purpose, media.Original, media.ContentType, bytes.Length,
            Convert.ToHexStringLower(SHA256.HashData(bytes.Span)), media.Width, media.Height, media.Seconds, time.GetUtcNow());
        await database.Blobs.SaveAsync(row.Sha256, bytes, cancellation);
        using var lease = await database.WriteAsync(cancellation);
        var parameters = new DynamicParameters(row);
        parameters.Add("PurposeName", Names.Of(row.Purpose));
        await lease.Connection.ExecuteAsync(new CommandDefinition(InsertSql, parameters, cancellationToken: cancellation));
        return row;
    }

    /// <summary>The picture's particulars; null where there is none.</summary>
    public Task<MediaRow?> FindAsync(string id, CancellationToken cancellation = default) =>
        database.FirstAsync<MediaRow>(FindSql, new { Id = id }, cancellation);

    /// <summary>The newest thumbnail of a picture; null where it has none.</summary>
    public Task<MediaRow?> ThumbAsync(string original, CancellationToken cancellation = default) =>
        database.FirstAsync<MediaRow>(ThumbSql, new { Id = original }, cancellation);

    /// <summary>The bytes, to be disposed of by the caller; null where they are gone.</summary>
    public Task<Stream?> OpenAsync(MediaRow media, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(media);
        return database.Blobs.OpenAsync(media.Sha256, cancellation);
    }

    /// <summary>Pictures uploaded before <paramref name="before"/> that no message carries, at most <paramref name="count"/>.</summary>
    public Task<IReadOnlyList<string>> OrphansAsync(DateTimeOffset before, int count, CancellationToken cancellation = default) =>
        database.QueryAsync<string>(OrphansSql, new { Before = before, Count = count }, cancellation);

    /// <summary>Deletes a picture with its thumbnails, and the bytes that no other picture shares. True where there was one.</summary>
    public async Task<bool> DeleteAsync(string id, CancellationToken cancellation = default)
    {
        using var lease = await database.WriteAsync(cancellation);
        var hashes = (await lease.Connection.QueryAsync<string>(
            new CommandDefinition(DeleteSql, new { Id = id }, cancellationToken: cancellation))).AsList();
        var unused = new List<string>();
        foreach (var sha256 in hashes.Distinct())
        {
            var used = await lease.Connection.ExecuteScalarAsync<long>(
                new CommandDefinition(UsedSql, new { Sha256 = sha256 }, cancellationToken: cancellation));
            if (used == 0)
            {
                unused.Add(sha256);
            }
        }

        lease.Dispose();
        foreach (var sha256 in unused)
        {
            await database.Blobs.DeleteAsync(sha256, cancellation);
        }

        return hashes.Count > 0;
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream content, CancellationToken cancellation)
    {
        using var memory = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellation)) > 0)
        {
            if (memory.Length + read > MostBytes)
            {
                throw new MediaTooLargeException();
            }

            await memory.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }

        return memory.GetBuffer().AsMemory(0, (int)memory.Length);
    }
}

namespace Storage.Media;

/// <summary>
/// Bytes as files, in 256 folders by the first byte of the hash. A file is written beside its place, flushed to the
/// disk and renamed, so that a crash leaves the whole file or none. A disk error is an <see cref="IOException"/>.
/// </summary>
internal sealed class FileBlobs(string folder) : IMediaBlobs
{
    private const int Buffer = 64 * 1024;

    public async Task SaveAsync(string sha256, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        var place = Place(sha256);
        if (File.Exists(place))
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        var temporary = $"{place}.{Guid.NewGuid():N}.tmp";
        try
        {
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, Buffer, useAsync: true))
            {
                await file.WriteAsync(bytes, cancellation);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, place, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    public Task<Stream?> OpenAsync(string sha256, CancellationToken cancellation)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(
                Place(sha256), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, Buffer, useAsync: true));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task DeleteAsync(string sha256, CancellationToken cancellation)
    {
        if (File.Exists(Place(sha256)))
        {
            File.Delete(Place(sha256));
        }

        return Task.CompletedTask;
    }

    private string Place(string sha256) => Path.Combine(folder, sha256[..2], sha256);
}

namespace Web.Media;

/// <summary>Where an upload stands while it is looked at: a file that vanishes when closed.</summary>
internal static class Spool
{
    private const int Chunk = 64 * 1024;

    public static FileStream Create() => new(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None,
        bufferSize: 0, FileOptions.DeleteOnClose | FileOptions.Asynchronous);

    /// <summary>Copies at most <paramref name="most"/> bytes; false where they are more.</summary>
    public static async Task<bool> CopyAsync(Stream source, FileStream file, long most, CancellationToken cancellation)
    {
        var chunk = new byte[Chunk];
        long taken = 0;
        int read;
        while ((read = await source.ReadAsync(chunk, cancellation)) > 0)
        {
            taken += read;
            if (taken > most)
            {
                return false;
            }

            await file.WriteAsync(chunk.AsMemory(0, read), cancellation);
        }

        return true;
    }
}

namespace Storage.Media;

/// <summary>Bytes under their SHA-256 (lower hex). Saving what is there already changes nothing.</summary>
internal interface IMediaBlobs
{
    Task SaveAsync(string sha256, ReadOnlyMemory<byte> bytes, CancellationToken cancellation);

    /// <summary>Null where there are none.</summary>
    Task<Stream?> OpenAsync(string sha256, CancellationToken cancellation);

    Task DeleteAsync(string sha256, CancellationToken cancellation);
}

namespace Grains.Local;

/// <summary>A document as it is stored: JSON and the version that the next write must know.</summary>
public sealed record LocalDocument(string Json, string ETag);

/// <summary>
/// Where grains keep their documents: one record for each state name and grain key. What it throws reaches the
/// grain that reads or writes; a write or clear whose expected ETag is not the stored one throws
/// <see cref="Orleans.Storage.InconsistentStateException"/> and changes nothing.
/// </summary>
public interface ILocalDocumentStore
{
    /// <summary>The record, or null.</summary>
    Task<LocalDocument?> ReadAsync(string stateName, string grainKey, CancellationToken ct);

    /// <summary>Writes and gives the new ETag. A null <paramref name="expectedETag"/> means there is no record yet.</summary>
    Task<string> WriteAsync(string stateName, string grainKey, string json, string? expectedETag, CancellationToken ct);

    /// <summary>Deletes the record. A null <paramref name="expectedETag"/> means there is none, which is no error.</summary>
    Task ClearAsync(string stateName, string grainKey, string? expectedETag, CancellationToken ct);
}

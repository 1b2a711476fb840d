using System.Collections.Concurrent;
using System.Globalization;
using Orleans.Storage;

namespace Grains.Local;

/// <summary>Documents in memory, for tests: gone with the process.</summary>
public sealed class MemoryDocumentStore : ILocalDocumentStore
{
    private readonly ConcurrentDictionary<(string Name, string Key), LocalDocument> _documents = new();

    /// <inheritdoc />
    public Task<LocalDocument?> ReadAsync(string stateName, string grainKey, CancellationToken ct) =>
        Task.FromResult(_documents.GetValueOrDefault((stateName, grainKey)));

    /// <inheritdoc />
    public Task<string> WriteAsync(string stateName, string grainKey, string json, string? expectedETag,
        CancellationToken ct)
    {
        lock (_documents)
        {
            Check(stateName, grainKey, expectedETag);
            var next = long.Parse(expectedETag ?? "0", CultureInfo.InvariantCulture) + 1;
            var etag = next.ToString(CultureInfo.InvariantCulture);
            _documents[(stateName, grainKey)] = new(json, etag);
            return Task.FromResult(etag);
        }
    }

    /// <inheritdoc />
    public Task ClearAsync(string stateName, string grainKey, string? expectedETag, CancellationToken ct)
    {
        lock (_documents)
        {
            Check(stateName, grainKey, expectedETag);
            _documents.TryRemove((stateName, grainKey), out _);
            return Task.CompletedTask;
        }
    }

    private void Check(string stateName, string grainKey, string? expected)
    {
        var stored = _documents.GetValueOrDefault((stateName, grainKey))?.ETag;
        if (stored != expected)
        {
            throw new InconsistentStateException($"{stateName} of {grainKey} changed.", stored, expected);
        }
    }
}

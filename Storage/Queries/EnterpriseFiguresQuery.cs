using Grains.Statistics;

namespace Storage.Queries;

/// <summary>Figures of the registry of enterprises. Throws where the database is away.</summary>
public interface IEnterpriseFigures
{
    /// <summary>The enterprises of the subtree; null where there is no registry.</summary>
    Task<EnterpriseFigures?> OfAsync(string path, CancellationToken cancellation);
}

/// <summary>A hub without a registry of enterprises: coverage has no denominator, and the page says so.</summary>
public sealed class NoEnterpriseFigures : IEnterpriseFigures
{
    public Task<EnterpriseFigures?> OfAsync(string path, CancellationToken cancellation) => Task.FromResult<EnterpriseFigures?>(null);
}

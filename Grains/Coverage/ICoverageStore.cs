using Grains.Statistics;

namespace Grains.Coverage;

/// <summary>Reads targets and demonstration units for decisions. Throws where the database is away.</summary>
public interface ICoverageStore
{
    /// <summary>Null where there is none.</summary>
    Task<CoverageTarget?> Target(string id, CancellationToken cancellation);

    /// <summary>Targets of the node that run.</summary>
    Task<IReadOnlyList<CoverageTarget>> Running(string node, CancellationToken cancellation);

    /// <summary>Nodes with a target that is due to be measured.</summary>
    Task<IReadOnlyList<string>> Due(DateTimeOffset now, int count, CancellationToken cancellation);

    /// <summary>Null where there is none.</summary>
    Task<Demonstration?> Unit(string id, CancellationToken cancellation);

    /// <summary>The award of the node that was not ended, also where its time is over; null where there is none.</summary>
    Task<Demonstration?> UnitOf(string node, CancellationToken cancellation);

    /// <summary>Figures of the enterprises of a subtree; null where it has none.</summary>
    Task<EnterpriseFigures?> Enterprises(string path, CancellationToken cancellation);
}

namespace Grains.VirtualBranches;

/// <summary>Reads virtual branches for decisions; everything that changes one goes through the journal. Throws where the database is away.</summary>
public interface IVirtualBranchStore
{
    /// <summary>The row; null where there is none. Costs the same whatever the roster holds.</summary>
    Task<VirtualBranchRow?> Row(string node, CancellationToken cancellation);

    /// <summary>How the member stands to it.</summary>
    Task<VirtualPlace> Place(string node, string member, CancellationToken cancellation);

    /// <summary>Texts in force at <paramref name="now"/>: the latest version of each.</summary>
    Task<IReadOnlyList<SignedText>> Texts(DateTimeOffset now, CancellationToken cancellation);

    /// <summary>The latest moment after <paramref name="since"/> at which the member entered a gathering of the node; null: none.</summary>
    Task<DateTimeOffset?> LastAttended(string node, string member, DateTimeOffset since, CancellationToken cancellation);

    /// <summary>Those that the clock has to wake, the longest due first, at most <paramref name="count"/>.</summary>
    Task<IReadOnlyList<string>> Due(DateTimeOffset now, int count, CancellationToken cancellation);
}

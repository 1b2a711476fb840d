namespace Grains.Censuses;

/// <summary>Reads censuses and opens them. Throws where the database is away.</summary>
public interface ICensusStore
{
    /// <summary>
    /// Writes the census and freezes the list of those asked, in one transaction; does nothing where there is one of
    /// this id. On SQLite other writes wait meanwhile: for 260,000 members some two seconds.
    /// </summary>
    Task Open(Census census, CancellationToken cancellation);

    /// <summary>The census; null where there is none.</summary>
    Task<Census?> Find(string census, CancellationToken cancellation);

    /// <summary>Officers of the subtree who may answer for its members, by id after <paramref name="after"/>.</summary>
    Task<IReadOnlyList<string>> Officers(string path, DateTimeOffset now, string after, int count, CancellationToken cancellation);

    /// <summary>All lines, counted.</summary>
    Task<IReadOnlyList<CensusCell>> Cells(string census, CancellationToken cancellation);

    /// <summary>These members' lines; who is not asked has none.</summary>
    Task<IReadOnlyList<CensusLine>> Lines(string census, IReadOnlyCollection<string> members, CancellationToken cancellation);
}

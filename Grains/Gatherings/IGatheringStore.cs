using Grains.Gatherings.Conduct;
using Grains.Gatherings.Flags;
using Grains.Gatherings.Polls;

namespace Grains.Gatherings;

/// <summary>Loads and founds gatherings; everything after that goes through the journal. Throws where the database is away.</summary>
public interface IGatheringStore
{
    /// <summary>Writes a planned gathering's row (head 0, fence 0); false where the id exists already.</summary>
    Task<bool> Create(GatheringCharter charter, GatheringTerms terms, string epoch, CancellationToken cancellation);

    /// <summary>Raises the fence by one and reads the row: from now on no older activation can write. Null where there is none.</summary>
    Task<GatheringRow?> Take(string gathering, CancellationToken cancellation);

    /// <summary>Freezes the roster from the members as they are now, once; a second call changes nothing. Answers the lines.</summary>
    Task<IReadOnlyList<RosterLine>> Freeze(GatheringCharter charter, CancellationToken cancellation);

    Task<IReadOnlyList<AttendanceMark>> Marks(string gathering, CancellationToken cancellation);
    Task<IReadOnlyList<Excuse>> Excuses(string gathering, CancellationToken cancellation);
    /// <summary>Reactions that stand now (those withdrawn are left out).</summary>
    Task<IReadOnlyList<ReactionFact>> Reactions(string gathering, CancellationToken cancellation);
    /// <summary>Prepared polls, ballots, and the counts of anonymous polls.</summary>
    Task<PollRows> Polls(string gathering, CancellationToken cancellation);
    /// <summary>Posting rules of the nearest node above the gathering that has any, and who has accepted rules on its path.</summary>
    Task<RulesRows> PostingRules(GatheringCharter charter, CancellationToken cancellation);
    Task<FlagRows> Flags(string gathering, CancellationToken cancellation);
    Task<MinutesVersion?> LatestMinutes(string gathering, CancellationToken cancellation);

    /// <summary>Entries after <paramref name="after"/>, in order, at most <paramref name="count"/>.</summary>
    Task<IReadOnlyList<Entry>> Entries(string gathering, long after, int count, CancellationToken cancellation);

    /// <summary>Awards of this gathering that no ledger holds yet.</summary>
    Task<IReadOnlyList<Points.Award>> Due(string gathering, int count, CancellationToken cancellation);

    /// <summary>Gatherings that need a tick: planned and due, open, or with awards due for more than ten seconds.</summary>
    Task<IReadOnlyList<string>> Pending(DateTimeOffset now, CancellationToken cancellation);
}

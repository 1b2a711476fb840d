using Grains.Consultations;
using Grains.Gatherings;
using Grains.Gatherings.Conduct;
using Grains.Gatherings.Flags;
using Grains.Gatherings.Polls;
using Grains.Points;

namespace Grains.Journal;

/// <summary>Facts that are committed together. The kinds are closed: the writer knows each.</summary>
public abstract record FactBatch;

/// <summary>
/// Facts of one gathering. Written only where the stored row still has <see cref="Fence"/> and <see cref="Head"/>;
/// the head then advances by the number of entries.
/// </summary>
public sealed record GatheringFacts(string Gathering, long Fence, long Head, DateTimeOffset At) : FactBatch
{
    public IReadOnlyList<Entry> Entries { get; init; } = [];
    public IReadOnlyList<AttendanceMark> Marks { get; init; } = [];
    public IReadOnlyList<ReactionFact> Reactions { get; init; } = [];
    public IReadOnlyList<Excuse> Excuses { get; init; } = [];
    /// <summary>Awards that these facts earn; they stay due until the member's ledger holds them.</summary>
    public IReadOnlyList<Award> Awards { get; init; } = [];
    /// <summary>The changed row (state, closing time, slow mode); null when only <c>head</c> and <c>alive_at</c> move.</summary>
    public GatheringTerms? Terms { get; init; }
    public MinutesVersion? Minutes { get; init; }
    public IReadOnlyList<AuditFact> Audit { get; init; } = [];
    public IReadOnlyList<PollDraft> Polls { get; init; } = [];
    /// <summary>One row per (poll, member); one that exists already is a fault of the owner.</summary>
    public IReadOnlyList<Ballot> Ballots { get; init; } = [];
    /// <summary>Counts of anonymous polls, absolute; at most one a poll.</summary>
    public IReadOnlyList<BallotCount> BallotCounts { get; init; } = [];
    /// <summary>New versions; one that exists already is a fault of the owner.</summary>
    public IReadOnlyList<RulesFact> PostingRules { get; init; } = [];
    public IReadOnlyList<ConsentFact> Consents { get; init; } = [];
    public IReadOnlyList<FlagFact> Flags { get; init; } = [];
    public IReadOnlyList<FlagsSettled> FlagsSettled { get; init; } = [];
    /// <summary>New appeals and decided ones: the last word counts.</summary>
    public IReadOnlyList<AppealFact> Appeals { get; init; } = [];
}

/// <summary>
/// Entries of one member's ledger, numbered densely from <see cref="Head"/> + 1, and the day's participation.
/// A second activation collides on (member, seq) or on the idempotency key and gets <see cref="Commit.Fenced"/>.
/// </summary>
public sealed record LedgerFacts(string Member, long Head) : FactBatch
{
    public IReadOnlyList<LedgerEntry> Entries { get; init; } = [];
    public IReadOnlyList<ParticipationFact> Participation { get; init; } = [];
    /// <summary>Awards that are dealt with, also where no entry came of them: their due rows go in the same transaction.</summary>
    public IReadOnlyList<Award> Settled { get; init; } = [];
}

/// <summary>
/// Facts of one consultation. Written only where the stored row still has <see cref="Fence"/> and <see cref="Head"/>;
/// the head then advances by the number of entries and the row takes <see cref="Terms"/>.
/// </summary>
public sealed record ConsultationFacts(string Consultation, long Fence, long Head, DateTimeOffset At, ConsultationTerms Terms) : FactBatch
{
    public IReadOnlyList<ConsultationEntry> Entries { get; init; } = [];
    public IReadOnlyList<ReadMark> Marks { get; init; } = [];
    public IReadOnlyList<AuditFact> Audit { get; init; } = [];
}

/// <summary>Audit entries that go with no other fact, such as a look at a named list.</summary>
public sealed record AuditFacts(IReadOnlyList<AuditFact> Entries) : FactBatch;

/// <summary>Who did what to whom and when. <paramref name="Detail"/> holds ids and rule names only, never message text.</summary>
[GenerateSerializer, Immutable, Alias("audit-fact")]
public sealed record AuditFact(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] string Actor,
    [property: Id(2)] string Action,
    [property: Id(3)] string Subject,
    [property: Id(4)] string Detail);

/// <summary>One raw participation event, kept as it happened (rules §5). <paramref name="Key"/> makes a retry harmless.</summary>
[GenerateSerializer, Immutable, Alias("participation-fact")]
public sealed record ParticipationFact(
    [property: Id(0)] string Member,
    [property: Id(1)] string Kind,
    [property: Id(2)] string Key,
    [property: Id(3)] DateTimeOffset At);

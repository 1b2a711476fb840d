using Grains.Gatherings.Conduct;
using Grains.Gatherings.Flags;
using Grains.Gatherings.Polls;
using Grains.Journal;
using Grains.Points;

namespace Grains.Gatherings;

/// <summary>What a turn is about to commit. Filled while commands are decided, handed to the journal once, then dropped.</summary>
internal sealed class Draft(string gathering, long fence, long head, DateTimeOffset at)
{
    private readonly List<Entry> _entries = [];
    private readonly List<AttendanceMark> _marks = [];
    private readonly List<ReactionFact> _reactions = [];
    private readonly List<Excuse> _excuses = [];
    private readonly List<Award> _awards = [];
    private readonly List<AuditFact> _audit = [];
    private readonly List<PollDraft> _polls = [];
    private readonly List<Ballot> _ballots = [];
    private readonly Dictionary<string, BallotCount> _counts = [];
    private readonly List<RulesFact> _rules = [];
    private readonly List<ConsentFact> _consents = [];
    private readonly List<FlagFact> _flags = [];
    private readonly List<FlagsSettled> _settled = [];
    private readonly List<AppealFact> _appeals = [];

    public DateTimeOffset At => at;
    public IReadOnlyList<Entry> Entries => _entries;
    public IReadOnlyList<Award> Awards => _awards;
    public GatheringTerms? Terms { get; set; }
    public MinutesVersion? Minutes { get; set; }
    /// <summary>To be announced once committed.</summary>
    public List<(string Kind, string[]? Only)> News { get; } = [];

    public bool IsEmpty => _entries.Count + _marks.Count + _reactions.Count + _excuses.Count + _audit.Count + _polls.Count + _ballots.Count
            + _flags.Count + _settled.Count + _appeals.Count + _rules.Count + _consents.Count == 0
        && Terms is null && Minutes is null;

    public long NextSeq => head + _entries.Count + 1;

    public void Add(Entry entry) => _entries.Add(entry);
    public void Add(AttendanceMark mark) => _marks.Add(mark);
    public void Add(ReactionFact reaction) => _reactions.Add(reaction);
    public void Add(Excuse excuse) => _excuses.Add(excuse);
    public void Add(Award award) => _awards.Add(award);
    public void Add(PollDraft poll) => _polls.Add(poll);
    public void Add(Ballot ballot) => _ballots.Add(ballot);
    public void Add(RulesFact rules) => _rules.Add(rules);
    public void Add(ConsentFact consent) => _consents.Add(consent);
    public void Add(FlagFact flag) => _flags.Add(flag);
    public void Add(FlagsSettled settled) => _settled.Add(settled);
    public void Add(AppealFact appeal) => _appeals.Add(appeal);
    public void Set(BallotCount count) => _counts[count.Poll] = count;

    public void Audit(string actor, string action, string subject, string detail = "") =>
        _audit.Add(new AuditFact(at, actor, action, subject, detail));

    public GatheringFacts ToFacts() => new(gathering, fence, head, at)
    {
        Entries = _entries,
        Marks = _marks,
        Reactions = _reactions,
        Excuses = _excuses,
        Awards = _awards,
        Terms = Terms,
        Minutes = Minutes,
        Audit = _audit,
        Polls = _polls,
        // By member, so that rows do not lie in the order in which people voted.
        Ballots = [.. _ballots.OrderBy(static b => b.Member, StringComparer.Ordinal)],
        BallotCounts = [.. _counts.Values],
        PostingRules = _rules,
        Consents = _consents,
        Flags = _flags,
        FlagsSettled = _settled,
        Appeals = _appeals,
    };
}

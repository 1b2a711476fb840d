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

    public DateTimeOffset At => at;
    public IReadOnlyList<Entry> Entries => _entries;
    public IReadOnlyList<Award> Awards => _awards;
    public GatheringTerms? Terms { get; set; }
    public MinutesVersion? Minutes { get; set; }
    /// <summary>To be announced once committed.</summary>
    public List<(string Kind, string[]? Only)> News { get; } = [];

    public bool IsEmpty => _entries.Count + _marks.Count + _reactions.Count + _excuses.Count + _audit.Count == 0
        && Terms is null && Minutes is null;

    public long NextSeq => head + _entries.Count + 1;

    public void Add(Entry entry) => _entries.Add(entry);
    public void Add(AttendanceMark mark) => _marks.Add(mark);
    public void Add(ReactionFact reaction) => _reactions.Add(reaction);
    public void Add(Excuse excuse) => _excuses.Add(excuse);
    public void Add(Award award) => _awards.Add(award);

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
    };
}

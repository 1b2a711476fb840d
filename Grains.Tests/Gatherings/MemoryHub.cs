using System.Collections.Concurrent;
using Grains.Gatherings;
using Grains.Gatherings.Conduct;
using Grains.Gatherings.Flags;
using Grains.Gatherings.Polls;
using Grains.Journal;
using Grains.Points;

namespace Grains.Tests.Gatherings;

/// <summary>
/// The database as the grains see it, in memory and strict: fence and head are checked, keys are unique, and the
/// next commit can be made to fail before or after it is written.
/// </summary>
internal sealed partial class MemoryHub : IGatheringStore, ILedgerStore, IJournal
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Stored> _gatherings = [];
    private readonly List<LedgerEntry> _ledger = [];
    private readonly List<ParticipationFact> _participation = [];
    private readonly List<Award> _due = [];
    private readonly List<PostingRules> _rules = [];
    private readonly List<ConsentFact> _consents = [];
    private readonly ConcurrentDictionary<string, (Commit Outcome, bool Written)> _faults = new();

    internal sealed class Stored
    {
        public required GatheringRow Row { get; set; }
        public List<RosterLine>? Roster { get; set; }
        public List<Entry> Log { get; } = [];
        public List<AttendanceMark> Marks { get; } = [];
        public List<Excuse> Excuses { get; } = [];
        public List<MinutesVersion> Minutes { get; } = [];
        public Dictionary<(long, string, string), ReactionFact> Reactions { get; } = [];
        public Dictionary<(long Seq, string Member), string?> Flags { get; } = [];
        public Dictionary<long, AppealFact> Appeals { get; } = [];
        public Dictionary<string, PollForm> Prepared { get; } = [];
        public List<Ballot> Ballots { get; } = [];
        public Dictionary<string, BallotCount> BallotCounts { get; } = [];
    }

    /// <summary>Whom a roster is frozen from.</summary>
    public List<RosterLine> Members { get; } = [];

    public Stored this[string gathering] => _gatherings[gathering];
    public IReadOnlyList<LedgerEntry> LedgerOf(string member) { lock (_gate) { return [.. _ledger.Where(e => e.Member == member)]; } }
    public IReadOnlyList<Award> DueAwards { get { lock (_gate) { return [.. _due]; } } }
    public IReadOnlyList<ParticipationFact> Participation { get { lock (_gate) { return [.. _participation]; } } }

    /// <summary>What the journal says of the database.</summary>
    public bool IsUp { get; set; } = true;

    /// <summary>
    /// The next entries of this gathering or ledger get this answer; <paramref name="written"/> tells whether they reached
    /// the database all the same. What else the grains of other tests write meanwhile is not touched.
    /// </summary>
    public void FailNext(string owner, Commit outcome, bool written) => _faults[owner] = (outcome, written);

    /// <summary>Takes back a fault that nobody met.</summary>
    public void Heal(string owner) => _faults.TryRemove(owner, out _);

    public Task<Commit> AppendAsync(FactBatch batch, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            var owner = batch switch
            {
                GatheringFacts { Entries.Count: > 0 } facts => facts.Gathering,
                ConsultationFacts { Entries.Count: > 0 } facts => facts.Consultation,
                LedgerFacts { Entries.Count: > 0 } facts => facts.Member,
                _ => "",
            };
            if (!_faults.TryRemove(owner, out var fault))
            {
                return Task.FromResult(Write(batch));
            }

            if (fault.Written)
            {
                Write(batch);
            }

            return Task.FromResult(fault.Outcome);
        }
    }

    private Commit Write(FactBatch batch) => batch switch
    {
        GatheringFacts facts => Write(facts),
        ConsultationFacts facts => Write(facts),
        LedgerFacts facts => Write(facts),
        _ => Commit.Done,
    };

    private Commit Write(GatheringFacts facts)
    {
        var stored = _gatherings[facts.Gathering];
        var known = stored.Log.Where(e => e.ClientId is not null).Select(e => (e.Author, e.ClientId)).ToHashSet();
        if (stored.Row.Fence != facts.Fence || stored.Row.Head != facts.Head
            || facts.Entries.Any(e => e.ClientId is not null && !known.Add((e.Author, e.ClientId)))
            || facts.Ballots.Any(b => stored.Ballots.Exists(s => s.Poll == b.Poll && s.Member == b.Member)))
        {
            return Commit.Fenced;
        }

        stored.Log.AddRange(facts.Entries);
        stored.Marks.AddRange(facts.Marks);
        stored.Excuses.RemoveAll(e => facts.Excuses.Any(f => f.Member == e.Member));
        stored.Excuses.AddRange(facts.Excuses.Where(e => !e.IsWithdrawn));
        foreach (var reaction in facts.Reactions)
        {
            stored.Reactions[(reaction.Seq, reaction.Member, reaction.Emoji)] = reaction;
        }

        if (facts.Minutes is { } minutes)
        {
            stored.Minutes.Add(minutes);
        }

        _rules.AddRange(facts.PostingRules.Select(static r => r.Rules));
        _consents.AddRange(facts.Consents);
        foreach (var flag in facts.Flags)
        {
            stored.Flags.TryAdd((flag.Seq, flag.Member), null);
        }

        foreach (var settled in facts.FlagsSettled)
        {
            foreach (var key in stored.Flags.Keys.Where(k => k.Seq == settled.Seq && stored.Flags[k] is null).ToList())
            {
                stored.Flags[key] = settled.Outcome;
            }
        }

        foreach (var appeal in facts.Appeals)
        {
            stored.Appeals[appeal.Seq] = appeal;
        }

        foreach (var (poll, form) in facts.Polls)
        {
            stored.Prepared.Remove(poll);
            if (form is not null)
            {
                stored.Prepared.Add(poll, form);
            }
        }

        stored.Ballots.AddRange(facts.Ballots);
        foreach (var count in facts.BallotCounts)
        {
            stored.BallotCounts[count.Poll] = count;
        }

        _due.AddRange(facts.Awards);
        stored.Row = stored.Row with
        {
            Head = facts.Head + facts.Entries.Count,
            AliveAt = facts.At,
            Terms = facts.Terms ?? stored.Row.Terms,
        };
        return Commit.Done;
    }

    private Commit Write(LedgerFacts facts)
    {
        if (_ledger.Count(e => e.Member == facts.Member) != facts.Head)
        {
            return Commit.Fenced;
        }

        _ledger.AddRange(facts.Entries);
        _participation.AddRange(facts.Participation);
        _due.RemoveAll(d => facts.Settled.Any(s => s.Member == d.Member && s.Rule == d.Rule && s.Source == d.Source && s.Reverses == d.Reverses));
        return Commit.Done;
    }

    public Task<bool> Create(GatheringCharter charter, GatheringTerms terms, string epoch, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult(_gatherings.TryAdd(charter.Id, new Stored { Row = new GatheringRow(charter, terms, epoch, 0, 0, charter.SummonedAt) }));
        }
    }

    public Task<GatheringRow?> Take(string gathering, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (!_gatherings.TryGetValue(gathering, out var stored))
            {
                return Task.FromResult<GatheringRow?>(null);
            }

            stored.Row = stored.Row with { Fence = stored.Row.Fence + 1 };
            return Task.FromResult<GatheringRow?>(stored.Row);
        }
    }

    public Task<IReadOnlyList<RosterLine>> Freeze(GatheringCharter charter, CancellationToken cancellation) =>
        Read<RosterLine>(() => _gatherings[charter.Id].Roster ??= [.. Members]);

    public Task<IReadOnlyList<AttendanceMark>> Marks(string gathering, CancellationToken cancellation) => Read(() => _gatherings[gathering].Marks);
    public Task<IReadOnlyList<Excuse>> Excuses(string gathering, CancellationToken cancellation) => Read(() => _gatherings[gathering].Excuses);
    public Task<IReadOnlyList<ReactionFact>> Reactions(string gathering, CancellationToken cancellation) => Read(() => _gatherings[gathering].Reactions.Values.Where(r => r.On));
    /// <summary>Forgets all posting rules, which would hold for every test's gathering.</summary>
    public void ForgetRules() { lock (_gate) { _rules.Clear(); } }

    public Task<RulesRows> PostingRules(GatheringCharter charter, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var own = _rules.Where(r => r.Node == charter.Node).OrderByDescending(static r => r.Version).FirstOrDefault();
            return Task.FromResult(new RulesRows(own, own?.Version ?? 0, [.. _consents]));
        }
    }

    public Task<FlagRows> Flags(string gathering, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var stored = _gatherings[gathering];
            return Task.FromResult(new FlagRows([.. stored.Flags.Select(f => (f.Key.Seq, f.Key.Member, f.Value is not null))], [.. stored.Appeals.Values]));
        }
    }

    public Task<PollRows> Polls(string gathering, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var stored = _gatherings[gathering];
            return Task.FromResult(new PollRows([.. stored.Prepared.Values], [.. stored.Ballots], [.. stored.BallotCounts.Values]));
        }
    }

    public Task<MinutesVersion?> LatestMinutes(string gathering, CancellationToken cancellation) => Task.FromResult(_gatherings[gathering].Minutes.LastOrDefault());
    public Task<IReadOnlyList<Entry>> Entries(string gathering, long after, int count, CancellationToken cancellation) => Read(() => _gatherings[gathering].Log.Where(e => e.Seq > after).Take(count));
    public Task<IReadOnlyList<Award>> Due(string gathering, int count, CancellationToken cancellation) => Read(() => _due.Where(d => Caps.GroupOf(d.Source) == gathering).Take(count));
    public Task<IReadOnlyList<string>> Pending(DateTimeOffset now, CancellationToken cancellation) => Read(() => _gatherings.Keys);
    public Task<long> Head(string member, CancellationToken cancellation) { lock (_gate) { return Task.FromResult((long)_ledger.Count(e => e.Member == member)); } }
    public Task<IReadOnlyList<LedgerEntry>> Day(string member, DateOnly localDate, CancellationToken cancellation) => Read(() => _ledger.Where(e => e.Member == member && e.LocalDate == localDate));
    public Task<IReadOnlyList<LedgerEntry>> BySource(string member, string rule, string source, CancellationToken cancellation) => Read(() => _ledger.Where(e => e.Member == member && e.Rule == rule && e.Source == source));
    public Task<int> CountInGroup(string member, string rule, string group, CancellationToken cancellation) { lock (_gate) { return Task.FromResult(_ledger.Where(e => e.Member == member && e.Rule == rule && Caps.GroupOf(e.Source) == group).Sum(e => e.Reversal ? -1 : 1)); } }
    public Task<IReadOnlyList<LedgerEntry>> After(string member, long seq, int count, CancellationToken cancellation) => Read(() => _ledger.Where(e => e.Member == member && e.Seq > seq).Take(count));

    public Task<IReadOnlyList<PointRule>> Rules(CancellationToken cancellation) => Read<PointRule>(() =>
    [
        new(PointRules.Visit, 1, 1, 1, null, new DateOnly(2020, 1, 1), null, "当日首次访问", "First visit of the day"),
        new(PointRules.FlashAttended, 1, 5, 10, null, new DateOnly(2020, 1, 1), null, "参加闪聚", "Gathering attended"),
        new(PointRules.Spoke, 1, 1, null, 3, new DateOnly(2020, 1, 1), null, "发言", "Spoke"),
    ]);

    private Task<IReadOnlyList<T>> Read<T>(Func<IEnumerable<T>> read)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<T>>([.. read()]);
        }
    }
}

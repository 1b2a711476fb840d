namespace Grains.Gatherings;

/// <summary>
/// Reactions: one row per (entry, member, emoji) is the fact; the room learns absolute counters as an entry, at most
/// one a second, so that a thousand likes cost one line and replay repeats them. Likes earn nothing (rules §4).
/// </summary>
internal sealed class ReactionBook
{
    private readonly Dictionary<(long Seq, string Emoji), HashSet<string>> _standing = [];
    private readonly Dictionary<(long Seq, string Emoji), int> _told = [];
    private readonly HashSet<(long Seq, string Emoji)> _pending = [];

    /// <summary>Restores what stands; a counter that the log does not know yet becomes pending.</summary>
    public void Load(IReadOnlyList<ReactionFact> standing)
    {
        foreach (var fact in standing)
        {
            Members(fact.Seq, fact.Emoji).Add(fact.Member);
        }

        foreach (var key in _standing.Keys.Union(_told.Keys))
        {
            if (Count(key) != _told.GetValueOrDefault(key))
            {
                _pending.Add(key);
            }
        }
    }

    /// <summary>A logged counter entry.</summary>
    public void Apply(Entry entry)
    {
        foreach (var counter in entry.Counters ?? [])
        {
            _told[(counter.Seq, counter.Emoji)] = counter.Count;
        }
    }

    /// <summary>Puts or withdraws; false where nothing changed (a retry).</summary>
    public bool Set(long seq, string emoji, string member, bool on)
    {
        var members = Members(seq, emoji);
        var changed = on ? members.Add(member) : members.Remove(member);
        if (changed)
        {
            _pending.Add((seq, emoji));
        }

        return changed;
    }

    /// <summary>Counters that changed since they were last told; empty where none did.</summary>
    public ReactionCount[] TakePending()
    {
        var counters = _pending.OrderBy(k => k.Seq).Select(k => new ReactionCount(k.Seq, k.Emoji, Count(k))).ToArray();
        _pending.Clear();
        return counters;
    }

    public IReadOnlyCollection<string> MembersOf(long seq, string emoji) =>
        _standing.TryGetValue((seq, emoji), out var members) ? [.. members] : [];

    /// <summary>What the member has put under these entries.</summary>
    public Reacted[] By(string member, IEnumerable<long> seqs) =>
    [
        .. from seq in seqs
           from emoji in RoomLimits.Emoji
           where _standing.TryGetValue((seq, emoji), out var members) && members.Contains(member)
           select new Reacted(seq, emoji),
    ];

    /// <summary>How many reactions each entry has in all.</summary>
    public IEnumerable<(long Seq, int Count)> Totals() =>
        _standing.GroupBy(p => p.Key.Seq, (seq, sets) => (seq, sets.Sum(s => s.Value.Count)));

    private int Count((long Seq, string Emoji) key) => _standing.TryGetValue(key, out var members) ? members.Count : 0;

    private HashSet<string> Members(long seq, string emoji)
    {
        if (!_standing.TryGetValue((seq, emoji), out var members))
        {
            members = _standing[(seq, emoji)] = [];
        }

        return members;
    }
}

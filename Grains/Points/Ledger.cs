using Grains.Journal;
using Grains.Time;

namespace Grains.Points;

/// <summary>
/// One member's ledger in memory: the head and the days that awards touch. Enters awards in one batch; whoever's
/// batch is not done throws the ledger away and starts from the database again.
/// </summary>
internal sealed class Ledger(string member, long head, IReadOnlyList<PointRule> rules, ILedgerStore store, HubCalendar calendar)
{
    private readonly Dictionary<DateOnly, List<LedgerEntry>> _days = [];
    private long _head = head;

    /// <summary>Decides the awards in order; what comes of them is in the facts, and the pushes follow their commit.</summary>
    public async Task<(LedgerFacts Facts, PointsPush[] Pushes)> Enter(IReadOnlyList<Award> awards)
    {
        var facts = new List<LedgerEntry>();
        var pushes = new List<PointsPush>();
        var start = _head;
        foreach (var award in awards)
        {
            var date = calendar.DateOf(award.At);
            if (Caps.RuleOn(rules, award.Rule, date) is { } rule && await Decide(award, rule, date) is { } entry)
            {
                _head = entry.Seq;
                facts.Add(entry);
                (await Day(date)).Add(entry);
                pushes.Add(await ToPush(entry, rule, date));
            }
        }

        return (new LedgerFacts(member, start) { Entries = facts, Settled = awards }, [.. pushes]);
    }

    /// <summary>The push for an entry that is in the ledger: with the figures of its day as they are now.</summary>
    public async Task<PointsPush?> Push(LedgerEntry entry) =>
        rules.FirstOrDefault(r => r.Id == entry.Rule && r.Version == entry.RuleVersion) is { } rule
            ? await ToPush(entry, rule, entry.LocalDate) : null;

    private async Task<LedgerEntry?> Decide(Award award, PointRule rule, DateOnly date)
    {
        var day = await Day(date);
        IReadOnlyList<LedgerEntry> same =
        [
            .. await store.BySource(member, award.Rule, award.Source, CancellationToken.None),
            .. _days.Values.SelectMany(d => d).Where(e => e.Seq > 0 && e.Rule == award.Rule && e.Source == award.Source),
        ];
        if (same.Any(e => e.Reversal == award.Reverses))
        {
            return null;
        }

        if (award.Reverses)
        {
            var given = same.FirstOrDefault(e => !e.Reversal);
            return given is null ? null : Make(award, rule.Version, -given.Points, given.LocalDate);
        }

        var inGroup = rule.PerSource is null ? 0 : await InGroup(award);
        return Make(award, rule.Version, Caps.Worth(rule, day, inGroup), date);
    }

    private LedgerEntry Make(Award award, int version, int points, DateOnly date) =>
        new(member, _head + 1, award.Rule, version, award.Source, points, date, award.At, award.Reverses);

    // The database knows what is committed; what this batch adds is counted on top.
    private async Task<int> InGroup(Award award)
    {
        var group = Caps.GroupOf(award.Source);
        var stored = await store.CountInGroup(member, award.Rule, group, CancellationToken.None);
        var uncommitted = _days.Values.SelectMany(d => d)
            .Where(e => e.Seq > _committed && e.Rule == award.Rule && Caps.GroupOf(e.Source) == group)
            .Sum(e => e.Reversal ? -1 : 1);
        return stored + uncommitted;
    }

    private long _committed = head;

    /// <summary>The last batch is in the database.</summary>
    public void Committed() => _committed = _head;

    private async Task<PointsPush> ToPush(LedgerEntry entry, PointRule rule, DateOnly date)
    {
        var day = await Day(date);
        return new PointsPush(entry, rule.Zh, rule.En, Caps.Sum(day), Caps.Left(rule, day));
    }

    private async Task<List<LedgerEntry>> Day(DateOnly date)
    {
        if (!_days.TryGetValue(date, out var day))
        {
            // Only the days around now are ever asked for again.
            if (_days.Count > 3)
            {
                _days.Clear();
            }

            day = _days[date] = [.. await store.Day(member, date, CancellationToken.None)];
        }

        return day;
    }
}

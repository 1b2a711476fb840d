namespace Grains.Gatherings.Flags;

/// <summary>Flags that wait for an officer, and appeals.</summary>
internal sealed class FlagBook
{
    private readonly HashSet<(long Seq, string Member)> _flagged = [];
    private readonly HashSet<long> _open = [];
    private readonly Dictionary<long, AppealFact> _appeals = [];

    public bool IsOpen(long seq) => _open.Contains(seq);
    public bool HasFlagged(long seq, string member) => _flagged.Contains((seq, member));
    public int FlagsBy(string member) => _flagged.Count(f => f.Member == member);
    public AppealFact? AppealOf(long seq) => _appeals.GetValueOrDefault(seq);

    /// <summary>Seqs of the hidden messages for which the member has appealed.</summary>
    public long[] AppealedBy(string member) => [.. _appeals.Values.Where(a => a.Member == member).Select(static a => a.Seq).Order()];

    public void Load(FlagRows rows)
    {
        foreach (var (seq, member, settled) in rows.Flags)
        {
            _flagged.Add((seq, member));
            if (!settled)
            {
                _open.Add(seq);
            }
        }

        foreach (var appeal in rows.Appeals)
        {
            Apply(appeal);
        }
    }

    public void Apply(FlagFact flag)
    {
        _flagged.Add((flag.Seq, flag.Member));
        _open.Add(flag.Seq);
    }

    public void Apply(FlagsSettled settled) => _open.Remove(settled.Seq);

    public void Apply(AppealFact appeal) => _appeals[appeal.Seq] = appeal;
}

namespace Grains.Gatherings;

/// <summary>
/// What later entries did to earlier ones, as far as it may not be told any more: the text of a hidden message and of
/// every edit and quote of it, and what an edit wrote over. Whoever tells entries anew, from a ring or a page, tells them through this.
/// Not thread-safe: its owner is its guard.
/// </summary>
public sealed class Retractions
{
    private readonly Dictionary<long, long> _hiddenBy = [];
    private readonly Dictionary<long, long> _restoredBy = [];
    private readonly Dictionary<long, Entry> _latest = [];
    private readonly Dictionary<long, List<long>> _about = [];

    /// <summary>Takes note of an entry; answers the earlier ones that are told otherwise from now on.</summary>
    public IReadOnlyList<long> Note(Entry entry)
    {
        if (entry.Target is not { } target)
        {
            return [];
        }

        switch (entry.Kind)
        {
            case EntryKind.Hidden:
                return _hiddenBy.TryAdd(target, entry.Seq) ? [target, .. About(target)] : [];
            case EntryKind.Restored:
                _restoredBy[target] = entry.Seq;
                return [target, .. About(target)];
            case EntryKind.Message:
                About(target).Add(entry.Seq);
                return [];
            case EntryKind.Edited:
                About(target).Add(entry.Seq);
                return NoteEdit(target, entry);
            default:
                return [];
        }
    }

    /// <summary>The entry as it may be told now.</summary>
    public Entry Told(Entry entry) => entry.Kind switch
    {
        EntryKind.Message when IsGone(entry.Seq) => Unquoted(entry) with { Text = null, Picture = null, Clip = null },
        EntryKind.Question when IsGone(entry.Seq) => entry with { Text = null },
        EntryKind.Message => Latest(Unquoted(entry), entry.Seq),
        EntryKind.Restored when entry.Target is { } target => Latest(entry, target),
        EntryKind.Edited when entry.Target is { } target && (IsGone(target) || _latest.GetValueOrDefault(target)?.Seq > entry.Seq) => entry with { Text = null },
        _ => entry,
    };

    public void Clear()
    {
        _hiddenBy.Clear();
        _restoredBy.Clear();
        _latest.Clear();
        _about.Clear();
    }

    private IReadOnlyList<long> NoteEdit(long target, Entry edit)
    {
        var before = _latest.GetValueOrDefault(target);
        if (before?.Seq > edit.Seq)
        {
            return [];
        }

        _latest[target] = edit;
        return [target, .. before is null ? [] : new[] { before.Seq }, .. _restoredBy.TryGetValue(target, out var restored) ? [restored] : Array.Empty<long>()];
    }

    // What was restored is never hidden again.
    private bool IsGone(long seq) => _hiddenBy.ContainsKey(seq) && !_restoredBy.ContainsKey(seq);

    // A quote goes with the hiding and stays away; one written after the restoring is a new one.
    private Entry Unquoted(Entry reply) =>
        reply.Target is { } target && _hiddenBy.TryGetValue(target, out var hidden) && reply.Seq < hidden ? reply with { Quote = null } : reply;

    private Entry Latest(Entry entry, long message) => _latest.TryGetValue(message, out var edit) ? entry.ChangedBy(edit) : entry;

    private List<long> About(long target) => _about.TryGetValue(target, out var known) ? known : _about[target] = [];
}

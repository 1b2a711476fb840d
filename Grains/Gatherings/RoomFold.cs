using Grains.Gatherings.Conduct;
using Grains.Gatherings.Floor;
using Grains.Gatherings.Polls;
using Grains.Gatherings.Questions;

namespace Grains.Gatherings;

/// <summary>
/// The mutable twin of <see cref="RoomState"/>: applies entries in constant time and gives out snapshots. It keeps the
/// last <see cref="RoomLimits.SnapshotMessages"/> messages; what happens to an older one changes nothing here.
/// Not thread-safe: its owner (a grain's turn, a relay's lock) is its guard.
/// </summary>
public sealed class RoomFold
{
    private readonly LinkedList<RoomMessage> _messages = new();
    private readonly Dictionary<long, LinkedListNode<RoomMessage>> _bySeq = [];
    private readonly Dictionary<string, string> _muted = [];
    private readonly List<Entry> _decisions = [];
    private IReadOnlyList<PollState> _polls;

    public RoomFold(RoomState from)
    {
        Head = from.Head;
        State = from.State;
        ClosesAt = from.ClosesAt;
        SlowSeconds = from.SlowSeconds;
        _polls = from.Polls;
        Floor = from.Floor;
        Questions = from.Questions;
        Rules = from.Rules;
        _decisions.AddRange(from.Decisions);
        foreach (var muted in from.Muted)
        {
            _muted[muted.Member] = muted.Name;
        }

        foreach (var message in from.Messages)
        {
            _bySeq[message.Entry.Seq] = _messages.AddLast(message);
        }
    }

    public long Head { get; private set; }
    public GatheringState State { get; private set; }
    public DateTimeOffset ClosesAt { get; private set; }
    public int SlowSeconds { get; private set; }
    public FloorState Floor { get; private set; }
    public IReadOnlyList<QuestionState> Questions { get; private set; }
    public PostingRules? Rules { get; private set; }
    /// <summary>Seqs of what a snapshot shows and members react to.</summary>
    public IEnumerable<long> Shown => _bySeq.Keys.Concat(Questions.Select(static q => q.Entry.Seq));

    public bool IsMuted(string member) => _muted.ContainsKey(member);

    /// <summary>Applies one entry; one that was applied before is passed over.</summary>
    /// <exception cref="InvalidOperationException">The entry is not the next one.</exception>
    public void Apply(Entry entry)
    {
        if (entry.Seq <= Head)
        {
            return;
        }

        if (entry.Seq != Head + 1)
        {
            throw new InvalidOperationException($"Entry {entry.Seq} does not follow {Head}.");
        }

        Head = entry.Seq;
        Floor = Floor.Apply(entry);
        Questions = QuestionState.Apply(Questions, entry);
        switch (entry.Kind)
        {
            case EntryKind.Opened:
                State = GatheringState.Open;
                break;
            case EntryKind.Message:
                Append(entry);
                break;
            case EntryKind.Hidden:
                Change(entry.Target, m => m with { Hidden = true, Why = entry.Text });
                Unquote(entry.Target);
                break;
            case EntryKind.PostingRules:
                Rules = PostingRules.Of(entry);
                break;
            case EntryKind.Restored:
                Change(entry.Target, static m => m with { Hidden = false, Why = null });
                break;
            case EntryKind.Edited:
                Change(entry.Target, m => entry.Text is null ? m : m with { Entry = m.Entry.ChangedBy(entry) });
                break;
            case EntryKind.Reactions:
                Count(entry.Counters ?? []);
                break;
            case EntryKind.Muted:
                _muted[entry.Subject!] = entry.Text ?? "";
                break;
            case EntryKind.Unmuted:
                _muted.Remove(entry.Subject!);
                break;
            case EntryKind.SlowMode:
                SlowSeconds = (int)(entry.Value ?? 0);
                break;
            case EntryKind.Extended:
                ClosesAt = DateTimeOffset.FromUnixTimeMilliseconds(entry.Value ?? 0);
                break;
            case EntryKind.Decision:
                _decisions.Add(entry);
                break;
            case EntryKind.Closed:
                State = GatheringState.Closed;
                break;
            case EntryKind.PollOpened or EntryKind.PollTally or EntryKind.PollClosed:
                _polls = PollState.Apply(_polls, entry);
                break;
        }
    }

    /// <summary>The state as an immutable value.</summary>
    public RoomState ToState() => new(
        Head, State, ClosesAt, SlowSeconds,
        [.. _muted.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => new MutedMember(p.Key, p.Value))],
        [.. _decisions],
        [.. _messages])
    {
        Polls = [.. _polls],
        Floor = Floor,
        Questions = [.. Questions],
        Rules = Rules,
    };

    private void Append(Entry entry)
    {
        _bySeq[entry.Seq] = _messages.AddLast(new RoomMessage(entry, Hidden: false, [], Replies: 0));
        Change(entry.Target, m => m with { Replies = m.Replies + 1 });
        if (_messages.Count > RoomLimits.SnapshotMessages)
        {
            _bySeq.Remove(_messages.First!.Value.Entry.Seq);
            _messages.RemoveFirst();
        }
    }

    // What is hidden is not quoted any more either, not even where it is restored: those who follow live have dropped the quote.
    private void Unquote(long? hidden)
    {
        for (var node = _messages.First; node is not null; node = node.Next)
        {
            if (node.Value.Entry is { Quote: not null } entry && entry.Target == hidden)
            {
                node.Value = node.Value with { Entry = entry with { Quote = null } };
            }
        }
    }

    private void Change(long? seq, Func<RoomMessage, RoomMessage> change)
    {
        if (seq is { } target && _bySeq.TryGetValue(target, out var node))
        {
            node.Value = change(node.Value);
        }
    }

    private void Count(ReactionCount[] counters)
    {
        foreach (var counter in counters)
        {
            Change(counter.Seq, m => m with
            {
                Reactions = [.. m.Reactions.Where(r => r.Emoji != counter.Emoji), .. counter.Count > 0 ? [counter] : Array.Empty<ReactionCount>()],
            });
        }
    }
}

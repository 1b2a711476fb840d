using Grains.Journal;
using Grains.Points;
using Grains.Rules;

namespace Grains.Gatherings;

/// <summary>
/// Everything an activation holds of its gathering. Commands are decided against it and change it at once; what they
/// change stands in the <see cref="Draft"/>. Where the draft is not committed, the whole room is thrown away and
/// loaded again: there is no undo that could be wrong.
/// </summary>
internal sealed partial class Room
{
    private readonly RoomOptions _options;
    private readonly RoomFold _fold;
    private bool _warned;
    private DateTimeOffset _lastAgain = DateTimeOffset.MinValue;
    private readonly Dictionary<string, int> _earned = [];
    private readonly HashSet<long> _earning = [];

    public Room(GatheringRow row, RoomOptions options)
    {
        _options = options;
        Charter = row.Charter;
        Terms = row.Terms;
        Epoch = row.Epoch;
        Fence = row.Fence;
        Posting = new PostingBook(options);
        // The log tells how the room came to be what it is: the fold starts before the first entry.
        _fold = new RoomFold(RoomState.Before(row.Terms with { State = GatheringState.Planned, SlowSeconds = 0 }));
    }

    public GatheringCharter Charter { get; }
    public GatheringTerms Terms { get; private set; }
    public string Epoch { get; }
    public long Fence { get; }
    public long Head => _fold.Head;
    public bool IsOpen => Terms.State == GatheringState.Open;
    public AttendanceBook Attendance { get; } = new();
    public PostingBook Posting { get; }
    public ReactionBook Reactions { get; } = new();
    public MinutesVersion? Minutes { get; set; }

    public Counts Counts => Attendance.Counts;
    public RoomSnapshot ToSnapshot() => new(Charter, Epoch, _fold.ToState(), Counts, Fence);
    public GatheringBrief ToBrief() => new(Charter, Terms, Counts);
    public IReadOnlyList<Entry> Decisions => _fold.ToState().Decisions;

    public Draft Begin(DateTimeOffset now) => new(Charter.Id, Fence, Head, now);

    /// <summary>Applies an entry that is committed already: the log being loaded.</summary>
    public void Load(Entry entry)
    {
        Apply(entry);
        if (entry.Kind == EntryKind.Message && Attendance.Find(entry.Author!) is { } author && Earns(author))
        {
            Earn(entry);
        }
    }

    /// <summary>Opens: the roster is frozen, the first entry written.</summary>
    public void Open(Draft draft)
    {
        var length = Terms.ClosesAt - Charter.OpensAt;
        Change(draft, Terms with { State = GatheringState.Open, OpenedAt = draft.At, ClosesAt = draft.At + length });
        Write(draft, new Entry(draft.NextSeq, EntryKind.Opened, draft.At));
        TellRules(draft);
        draft.News.Add(("opened", null));
    }

    /// <summary>What time alone brings: the end of lingering intervals, counters, the warning, the close.</summary>
    public void Beat(Draft draft)
    {
        foreach (var mark in Attendance.EndLingering(draft.At))
        {
            draft.Add(mark);
            LowerHandOf(mark, draft);
        }

        if (Reactions.TakePending() is { Length: > 0 } counters)
        {
            Write(draft, new Entry(draft.NextSeq, EntryKind.Reactions, draft.At, Counters: counters));
        }

        TellPolls(draft);
        if (draft.At >= Terms.ClosesAt)
        {
            CloseRoom(draft, by: null);
        }
        else if (!_warned && draft.At >= Terms.ClosesAt - RoomLimits.WarnBefore && Terms.ClosesAt - Terms.OpenedAt > RoomLimits.WarnBefore)
        {
            Write(draft, new Entry(draft.NextSeq, EntryKind.Closing, draft.At));
        }
    }

    private void CloseRoom(Draft draft, Actor? by)
    {
        if (Reactions.TakePending() is { Length: > 0 } counters)
        {
            Write(draft, new Entry(draft.NextSeq, EntryKind.Reactions, draft.At, Counters: counters));
        }

        foreach (var poll in Polls.Running.ToList())
        {
            EndPoll(draft, poll, by: null);
        }

        Write(draft, new Entry(draft.NextSeq, EntryKind.Closed, draft.At, by?.Member));
        foreach (var mark in Attendance.EndAll(draft.At))
        {
            draft.Add(mark);
        }

        Change(draft, Terms with { State = GatheringState.Closed, ClosedAt = draft.At });
        draft.Minutes = Minutes = MinutesDraft.Write(this);
        var needed = (draft.At - Terms.OpenedAt!.Value) * _options.AttendedShare;
        foreach (var who in Attendance.People.Where(w => Earns(w) && w.FirstIn is not null && w.TimeInside(draft.At) >= needed))
        {
            draft.Add(new Award(who.Member, PointRules.FlashAttended, Charter.Id, draft.At));
        }

        draft.News.Add(("closed", null));
    }

    /// <summary>Puts a new version of the minutes on record; a first signature also ends the gathering's life.</summary>
    public void Sign(Draft draft, MinutesVersion signed)
    {
        draft.Minutes = Minutes = signed;
        if (Terms.State == GatheringState.Closed)
        {
            Change(draft, Terms with { State = GatheringState.Signed });
        }

        draft.Audit(signed.SignedBy!, signed.Reason is null ? AuditActions.MinutesSign : AuditActions.MinutesAmend, Charter.Id, $"version {signed.Version}");
        draft.News.Add(("signed", null));
    }

    private void Change(Draft draft, GatheringTerms terms) => draft.Terms = Terms = terms;

    private void Write(Draft draft, Entry entry)
    {
        draft.Add(entry);
        Apply(entry);
    }

    private void Apply(Entry entry)
    {
        _fold.Apply(entry);
        Posting.Apply(entry);
        Polls.Apply(entry);
        _floor.Apply(entry);
        switch (entry.Kind)
        {
            case EntryKind.Reactions:
                Reactions.Apply(entry);
                break;
            case EntryKind.Closing:
                _warned = true;
                break;
            case EntryKind.Extended:
                _warned = false;
                break;
            case EntryKind.SummonedAgain:
                _lastAgain = entry.At;
                break;
            case EntryKind.Message when Attendance.Find(entry.Author!) is { } author:
                author.Messages++;
                Attendance.Touch(author.Member);
                break;
            case EntryKind.Edited when Withheld.TryGetValue(entry.Target!.Value, out var message):
                Withheld[message.Seq] = message.ChangedBy(entry);
                break;
            case EntryKind.Hidden when Posting.AuthorOf(entry.Target!.Value) is { } hidden:
                if (_earning.Remove(entry.Target.Value))
                {
                    _earned[hidden]--;
                }

                break;
        }
    }

    // The first few messages of a member earn points; which ones is remembered, so that hiding one takes them back.
    private bool Earn(Entry entry)
    {
        var earned = _earned.GetValueOrDefault(entry.Author!);
        if (earned >= PointRules.SpokeMost)
        {
            return false;
        }

        _earned[entry.Author!] = earned + 1;
        return _earning.Add(entry.Seq);
    }

    private static bool Earns(Attendee who) =>
        who.Line is { } line && Rights.Ask(line.Belonging, Right.EarnPoints) is null;
}

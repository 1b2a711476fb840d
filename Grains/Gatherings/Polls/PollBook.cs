namespace Grains.Gatherings.Polls;

/// <summary>
/// The polls of a room: what is prepared, who has voted, and the counts, exact at every moment. The room learns them
/// as entries at most once a second. Of an anonymous poll it never holds who chose what.
/// </summary>
internal sealed class PollBook
{
    private readonly Dictionary<string, PollForm> _prepared = [];
    private readonly Dictionary<string, OpenedPoll> _opened = [];

    public int Count => _prepared.Count + _opened.Count;

    public PollForm? Prepared(string poll) => _prepared.GetValueOrDefault(poll);
    public OpenedPoll? Opened(string poll) => _opened.GetValueOrDefault(poll);
    public IEnumerable<OpenedPoll> Running => _opened.Values.Where(static p => !p.Closed).OrderBy(static p => p.Seq);

    /// <summary>Ids of the polls in which the member has voted.</summary>
    public string[] VotedBy(string member) => [.. _opened.Values.Where(p => p.BallotOf(member) is not null).OrderBy(static p => p.Seq).Select(static p => p.Form.Id)];

    public void Apply(PollDraft draft)
    {
        if (draft.Form is { } form)
        {
            _prepared[draft.Poll] = form;
        }
        else
        {
            _prepared.Remove(draft.Poll);
        }
    }

    /// <summary>A logged entry.</summary>
    public void Apply(Entry entry)
    {
        if (entry is { Kind: EntryKind.PollOpened, Poll: { } form })
        {
            _opened[form.Id] = new OpenedPoll(entry.Seq, form);
        }
        else if (entry.Kind is EntryKind.PollTally or EntryKind.PollClosed
            && _opened.Values.FirstOrDefault(p => p.Seq == entry.Target) is { } poll)
        {
            poll.Told = (int)(entry.Value ?? 0);
            poll.Closed |= entry.Kind == EntryKind.PollClosed;
        }
    }

    /// <summary>Restores what stands beside the log, which has been applied before.</summary>
    public void Load(PollRows rows)
    {
        foreach (var form in rows.Prepared)
        {
            Apply(new PollDraft(form.Id, form));
        }

        foreach (var ballot in rows.Ballots)
        {
            _opened.GetValueOrDefault(ballot.Poll)?.Add(ballot, ballot.Choices ?? []);
        }

        foreach (var count in rows.Counts)
        {
            _opened.GetValueOrDefault(count.Poll)?.Restore(count.Counts);
        }
    }
}

/// <summary>A poll that was put to the room.</summary>
internal sealed class OpenedPoll(long seq, PollForm form)
{
    private readonly Dictionary<string, Ballot> _ballots = [];
    private int[] _counts = new int[form.Options.Length];

    public long Seq => seq;
    public PollForm Form => form;
    public bool Closed { get; set; }
    /// <summary>The turnout that the log tells.</summary>
    public int Told { get; set; }
    public int Turnout => _ballots.Count;
    public int[] Counts => [.. _counts];
    /// <summary>The counts as the room may know them now.</summary>
    public int[]? Tally => form.Anonymous && !Closed ? null : Counts;

    public Ballot? BallotOf(string member) => _ballots.GetValueOrDefault(member);

    /// <summary>Counts a ballot; <paramref name="choices"/> are kept with it only where the poll is named.</summary>
    public void Add(Ballot ballot, int[] choices)
    {
        _ballots[ballot.Member] = ballot;
        foreach (var choice in choices)
        {
            _counts[choice]++;
        }
    }

    /// <summary>Sets the counts of an anonymous poll as stored.</summary>
    public void Restore(int[] counts) => _counts = [.. counts];
}

namespace Grains.Gatherings.Polls;

/// <summary>A poll as it stands: its opening with what later entries did to it.</summary>
/// <param name="Ballots">投票人数: how many have voted.</param>
/// <param name="Counts">Ballots for each option; null while they are sealed.</param>
[GenerateSerializer, Immutable, Alias("poll-state")]
public sealed record PollState(
    [property: Id(0)] Entry Opened,
    [property: Id(1)] int Ballots,
    [property: Id(2)] int[]? Counts,
    [property: Id(3)] bool Closed)
{
    /// <summary>The polls after one more entry; entries of other kinds change nothing.</summary>
    public static IReadOnlyList<PollState> Apply(IReadOnlyList<PollState> polls, Entry entry) => entry.Kind switch
    {
        EntryKind.PollOpened => [.. polls, new PollState(entry, 0, null, Closed: false)],
        EntryKind.PollTally or EntryKind.PollClosed => [.. polls.Select(poll => poll.Opened.Seq == entry.Target ? poll.Told(entry) : poll)],
        _ => polls,
    };

    private PollState Told(Entry entry) =>
        this with { Ballots = (int)(entry.Value ?? 0), Counts = entry.Tally, Closed = Closed || entry.Kind == EntryKind.PollClosed };
}

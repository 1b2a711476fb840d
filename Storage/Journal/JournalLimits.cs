namespace Storage.Journal;

/// <summary>Limits of the journal's writer.</summary>
public static class JournalLimits
{
    /// <summary>Batches that may wait; the next is refused at once.</summary>
    public const int Queued = 4_096;

    /// <summary>Batches in one transaction.</summary>
    public const int Group = 512;

    /// <summary>Entries after which a transaction takes no further batch; one batch may be larger.</summary>
    public const int GroupEntries = 4_096;

    /// <summary>Seconds after which a silent server counts as away.</summary>
    public const int CommandSeconds = 5;

    /// <summary>First and longest pause between two tries to reach a database that is away.</summary>
    public static readonly TimeSpan ProbeFirst = TimeSpan.FromMilliseconds(50);
    public static readonly TimeSpan ProbeMost = TimeSpan.FromSeconds(1);
}

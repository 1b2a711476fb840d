namespace Grains.VirtualBranches;

/// <summary>Limits of virtual branches and life groups. There is none on their size.</summary>
public static class VirtualBranchLimits
{
    public const int NameCodePoints = 40;
    public const int TopicCodePoints = 40;
    public const int AboutCodePoints = 500;
    public const int ReasonCodePoints = 200;
    public const int TextCodePoints = 10_000;
    public const int TitleCodePoints = 60;
    public const int CandidatesMost = 50;

    /// <summary>How rarely a sign of life of the secretary is written down.</summary>
    public static readonly TimeSpan SeenEvery = TimeSpan.FromHours(12);
}

/// <summary>A tenant's policy on virtual branches and life groups (S2-18).</summary>
public sealed class VirtualBranchOptions
{
    /// <summary>Virtual branches that one member may be in at once, and as many life groups. Default 10.</summary>
    public int Most { get; set; } = 10;

    /// <summary>
    /// True: only mobile members, whose formal relation is not where they take part, may found and join virtual
    /// branches. Default false: every member of the Party may.
    /// </summary>
    public bool OnlyMobile { get; set; }

    /// <summary>After how long without a sign of the secretary the members elect. Default 30 days.</summary>
    public TimeSpan SilentAfter { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long an election runs where not all have voted before. Default 7 days.</summary>
    public TimeSpan ElectionLength { get; set; } = TimeSpan.FromDays(7);
}

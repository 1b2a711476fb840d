using Grains.Rules;

namespace Grains.Gatherings;

/// <summary>One line of the roster, frozen when the gathering opens: later moves of the member do not change it.</summary>
/// <param name="Expected">Counts in 应到; false for invited activists, applicants and guests.</param>
/// <param name="Eligible">May vote here: counts for the quorum shown to officers.</param>
[GenerateSerializer, Immutable, Alias("roster-line")]
public sealed record RosterLine(
    [property: Id(0)] string Member,
    [property: Id(1)] string Name,
    [property: Id(2)] string Unit,
    [property: Id(3)] Category Category,
    [property: Id(4)] Relation Relation,
    [property: Id(5)] bool Expected,
    [property: Id(6)] bool Eligible)
{
    /// <summary>Votes by a policy of the organisation above although the formal relation is elsewhere (S0-35).</summary>
    [Id(7)]
    public bool Granted { get; init; }

    /// <summary>What rights are asked for: whoever stands on the roster has it as home here.</summary>
    internal Belonging Belonging => new(Category, Relation, Granted: Granted);
}

/// <summary>A member came in or went out (union over devices): append-only, intervals are read from the pairs.</summary>
[GenerateSerializer, Immutable, Alias("attendance-mark")]
public sealed record AttendanceMark(
    [property: Id(0)] string Member,
    [property: Id(1)] bool Inside,
    [property: Id(2)] DateTimeOffset At);

/// <summary>请假: excused with a reason, by the member before entering or by an officer. An empty reason withdraws it.</summary>
[GenerateSerializer, Immutable, Alias("excuse")]
public sealed record Excuse(
    [property: Id(0)] string Member,
    [property: Id(1)] string Reason,
    [property: Id(2)] string By,
    [property: Id(3)] DateTimeOffset At)
{
    public bool IsWithdrawn => Reason.Length == 0;
}

/// <summary>Where an expected member stands. 应到 = 实到 + 请假 + 缺席 at every moment.</summary>
public enum Presence { Absent, Present, Excused }

/// <summary>One roster line as it stands now, for officers only.</summary>
[GenerateSerializer, Immutable, Alias("roster-status")]
public sealed record RosterStatus(
    [property: Id(0)] RosterLine Line,
    [property: Id(1)] Presence Presence,
    [property: Id(2)] bool Inside,
    [property: Id(3)] DateTimeOffset? FirstIn,
    [property: Id(4)] int Seconds,
    [property: Id(5)] int Messages,
    [property: Id(6)] string? Reason);

/// <summary>The figures everyone in the room sees; absolute, so that a lost one does no harm.</summary>
/// <param name="Expected">应到</param>
/// <param name="Present">实到: came in at least once.</param>
/// <param name="Excused">请假</param>
/// <param name="Inside">Connected now, guests and observers included.</param>
[GenerateSerializer, Immutable, Alias("counts")]
public sealed record Counts(
    [property: Id(0)] int Expected,
    [property: Id(1)] int Present,
    [property: Id(2)] int Excused,
    [property: Id(3)] int Inside,
    [property: Id(4)] int Eligible,
    [property: Id(5)] int EligibleInside)
{
    /// <summary>缺席</summary>
    public int Absent => Expected - Present - Excused;
}

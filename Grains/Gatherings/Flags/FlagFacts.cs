namespace Grains.Gatherings.Flags;

/// <summary>A member flagged a message: one row per (message, member). No entry of the log: only officers learn of it, without the name.</summary>
public sealed record FlagFact(long Seq, string Member, string Reason, DateTimeOffset At);

/// <summary>All open flags of a message are settled.</summary>
/// <param name="Outcome"><see cref="Hidden"/> or <see cref="Dismissed"/>; stored.</param>
public sealed record FlagsSettled(long Seq, string Outcome)
{
    public const string Hidden = "hidden";
    public const string Dismissed = "dismissed";
}

/// <summary>The author of a hidden message appeals; once decided it stays decided.</summary>
/// <param name="Restored">Null: not decided.</param>
public sealed record AppealFact(
    long Seq, string Member, string Text, DateTimeOffset At, bool? Restored = null, string? DecidedBy = null, DateTimeOffset? DecidedAt = null);

/// <summary>What is stored of flags and appeals of a gathering.</summary>
public sealed record FlagRows(IReadOnlyList<(long Seq, string Member, bool Settled)> Flags, IReadOnlyList<AppealFact> Appeals);

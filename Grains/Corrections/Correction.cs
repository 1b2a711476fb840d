using Grains.Journal;
using Grains.Rules;

namespace Grains.Corrections;

/// <summary>Fields of a member's own data that can be asked to be put right. The names are stored; never rename one.</summary>
public enum CorrectionField
{
    Name,
    Phone,
    /// <summary>Day of joining, <c>yyyy-MM-dd</c>.</summary>
    Joined,
    /// <summary>A <see cref="Rules.Category"/>.</summary>
    Category,
    /// <summary>A <see cref="Rules.Relation"/>.</summary>
    Relation,
}

/// <summary>What became of a correction. The names are stored; never rename one.</summary>
public enum CorrectionState
{
    Open,
    Applied,
    Refused,
    /// <summary>The member has taken it back.</summary>
    Withdrawn,
}

/// <summary>A correction that a member asked for.</summary>
/// <param name="Was">The value on record when it was asked for; empty where there was none.</param>
/// <param name="Wanted">The value as it is to be, in the form that is stored.</param>
/// <param name="DueAt">When it ought to be decided.</param>
/// <param name="Answer">What the officer wrote.</param>
public sealed record Correction(
    string Id, string Member, CorrectionField Field, string Was, string Wanted, string Reason, DateTimeOffset FiledAt, DateTimeOffset DueAt,
    CorrectionState State, string? Answer, string? DecidedBy, DateTimeOffset? DecidedAt);

/// <summary>A correction with whose it is, for who decides it.</summary>
/// <param name="Path">Path of the member's node today.</param>
public sealed record CorrectionCase(Correction Correction, string MemberName, string Node, string NodeName, string Path, string DecidedByName);

/// <summary>A new correction. One open one a member and field: a second is refused by the database.</summary>
public sealed record CorrectionFiled(Correction Correction) : RelationWrite;

/// <summary>An open correction ends; one that is not open takes the batch with it.</summary>
public sealed record CorrectionClosed(string Id, CorrectionState State, string Answer, string By, DateTimeOffset At) : RelationWrite;

/// <summary>That an open correction waits was brought to mind, once.</summary>
public sealed record CorrectionReminded(string Id, DateTimeOffset At) : RelationWrite;

/// <summary>Puts one field of the member's own data right that no right hangs on.</summary>
/// <param name="Was">The value it was asked against: where another stands by now nothing is written.</param>
public sealed record ProfileChange(string Member, CorrectionField Field, string Was, string Value) : RelationWrite;

/// <summary>Reads corrections. Throws where the database is away.</summary>
public interface ICorrectionStore
{
    /// <summary>Null where there is none.</summary>
    Task<CorrectionCase?> Find(string id, CancellationToken cancellation);

    /// <summary>Open ones filed before that moment, of which nobody was reminded.</summary>
    Task<IReadOnlyList<string>> Unanswered(DateTimeOffset before, int count, CancellationToken cancellation);

    /// <summary>The value of the field on record, in the form that is stored; empty where there is none; null: no such member.</summary>
    Task<string?> Value(string member, CorrectionField field, CancellationToken cancellation);
}

namespace Grains.Transfers;

/// <summary>What a case is: fixed when it is opened.</summary>
/// <param name="Id">Chosen by who opens it (<c>t-</c> + 22 base64url characters), so that a retry opens it once.</param>
/// <param name="Member">Who moves; null for a whole unit.</param>
/// <param name="Source">The branch that sends; null for an arrival from outside, whose name alone is known.</param>
/// <param name="SourceOffice">The committee that issues for it.</param>
/// <param name="Target">The branch that takes in; null where it is outside, whose name alone is known.</param>
/// <param name="Count">How many members move.</param>
[GenerateSerializer, Immutable, Alias("transfer-charter")]
public sealed record TransferCharter(
    [property: Id(0)] string Id,
    [property: Id(1)] TransferKind Kind,
    [property: Id(2)] string? Member,
    [property: Id(3)] string MemberName,
    [property: Id(4)] string? Source,
    [property: Id(5)] string SourceName,
    [property: Id(6)] string? SourceOffice,
    [property: Id(7)] string? Target,
    [property: Id(8)] string TargetName,
    [property: Id(9)] string? TargetOffice,
    [property: Id(10)] TransferReason Reason,
    [property: Id(11)] string Note,
    [property: Id(12)] DateTimeOffset OpenedAt,
    [property: Id(13)] int Count)
{
    /// <summary>The officer who opened a whole unit's case, from the committee or from above it; null for a member's own.</summary>
    [Id(14)] public string? OpenedBy { get; init; }
}

/// <summary>What changes while it lives. <paramref name="Version"/> grows with each change: the next one names it.</summary>
/// <param name="Desk">The node whose officers have it now; null while the member or the hub does.</param>
/// <param name="Above">The node it was escalated to, which may act beside the desk.</param>
/// <param name="Deadline">Until when the step should be done.</param>
/// <param name="AlarmAt">When the clock looks next: a reminder, then one level up after another.</param>
/// <param name="ExpiresAt">When the case ends by itself.</param>
/// <param name="LetterNumber">Of a letter on paper.</param>
/// <param name="DuesFrom">The first month (yyyy-MM) whose dues go to the target.</param>
/// <param name="Why">Why it was returned.</param>
[GenerateSerializer, Immutable, Alias("transfer-terms")]
public sealed record TransferTerms(
    [property: Id(0)] TransferState State,
    [property: Id(1)] long Version,
    [property: Id(2)] DateTimeOffset Since)
{
    [Id(3)] public string? Desk { get; init; }
    [Id(4)] public string? DeskName { get; init; }
    [Id(5)] public string? Above { get; init; }
    [Id(6)] public string? AboveName { get; init; }
    [Id(7)] public bool Reminded { get; init; }
    [Id(8)] public DateTimeOffset? Deadline { get; init; }
    [Id(9)] public DateTimeOffset? AlarmAt { get; init; }
    [Id(10)] public DateTimeOffset? ExpiresAt { get; init; }
    [Id(11)] public DateTimeOffset? SubmittedAt { get; init; }
    [Id(12)] public DateTimeOffset? IssuedAt { get; init; }
    [Id(13)] public DateTimeOffset? ReceivedAt { get; init; }
    [Id(14)] public DateTimeOffset? AcceptedAt { get; init; }
    [Id(15)] public DateTimeOffset? ClosedAt { get; init; }
    [Id(16)] public string? LetterNumber { get; init; }
    [Id(17)] public DateTimeOffset? LetterUntil { get; init; }
    [Id(18)] public string? DuesFrom { get; init; }
    [Id(19)] public string? Why { get; init; }

    /// <summary>Whether it has left the member's hands: before that it is a draft of the member's own, and so is what was discarded.</summary>
    public bool IsSent => SubmittedAt is not null;
}

/// <summary>One step of a case: dense from 1, never changed. <paramref name="Note"/>: a reason where one was asked for.</summary>
/// <param name="Action">A word of the program: <c>opened</c>, <c>passed</c>, <c>returned</c>, <c>reminded</c>, <c>escalated</c> ….</param>
[GenerateSerializer, Immutable, Alias("transfer-step")]
public sealed record TransferStep(
    [property: Id(0)] long Seq,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] string Action,
    [property: Id(3)] TransferState State,
    [property: Id(4)] string? Actor,
    [property: Id(5)] string ActorName,
    [property: Id(6)] string Place,
    [property: Id(7)] string Note);

/// <summary>A paper of the dossier as a picture. <paramref name="Sha256"/> is the picture's, kept whatever becomes of it.</summary>
/// <param name="Accepted">Null until an officer has looked.</param>
[GenerateSerializer, Immutable, Alias("transfer-paper")]
public sealed record TransferPaper(
    [property: Id(0)] PaperSlot Slot,
    [property: Id(1)] string Media,
    [property: Id(2)] string Sha256,
    [property: Id(3)] DateTimeOffset At,
    [property: Id(4)] string By,
    [property: Id(5)] bool? Accepted = null,
    [property: Id(6)] string? CheckedBy = null,
    [property: Id(7)] string? CheckedName = null,
    [property: Id(8)] DateTimeOffset? CheckedAt = null,
    [property: Id(9)] string? Why = null);

/// <summary>A case as it stands. <paramref name="Steps"/>: how many it has.</summary>
[GenerateSerializer, Immutable, Alias("transfer-case")]
public sealed record TransferCase(
    [property: Id(0)] TransferCharter Charter,
    [property: Id(1)] TransferTerms Terms,
    [property: Id(2)] long Steps)
{
    public TransferTurn Turn => TransferPath.Turn(Charter.Kind, Terms.State);
}

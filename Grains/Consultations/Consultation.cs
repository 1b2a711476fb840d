namespace Grains.Consultations;

/// <summary>What a consultation is: fixed when it is opened.</summary>
/// <param name="Id">Chosen by the member's device (<c>q-</c> + 22 base64url characters), so that a retry opens it once.</param>
/// <param name="Node">The desk: the node whose committee answers. It stays the desk for life (ADR 8).</param>
[GenerateSerializer, Immutable, Alias("consultation-charter")]
public sealed record ConsultationCharter(
    [property: Id(0)] string Id,
    [property: Id(1)] string Member,
    [property: Id(2)] string MemberName,
    [property: Id(3)] string Node,
    [property: Id(4)] string NodeName,
    [property: Id(5)] ConsultationTopic Topic,
    [property: Id(6)] string Subject,
    [property: Id(7)] DateTimeOffset OpenedAt);

/// <summary>What changes while it lives.</summary>
/// <param name="Officer">Who has it in hand; null while nobody does.</param>
/// <param name="WaitingSince">Since when the member waits for an answer: the clock on the waiting list; null while answered or closed.</param>
/// <param name="FirstReplyAt">The first answer of all: what the branch's figures count.</param>
/// <param name="Helped">What the member said after the closing.</param>
[GenerateSerializer, Immutable, Alias("consultation-terms")]
public sealed record ConsultationTerms(
    [property: Id(0)] ConsultationState State,
    [property: Id(1)] string? Officer = null,
    [property: Id(2)] string? OfficerName = null,
    [property: Id(3)] DateTimeOffset? WaitingSince = null,
    [property: Id(4)] DateTimeOffset? FirstReplyAt = null,
    [property: Id(5)] DateTimeOffset? ClosedAt = null,
    [property: Id(6)] bool? Helped = null);

/// <summary>The names are stored; never rename one.</summary>
public enum ConsultationState
{
    /// <summary>Nobody has it in hand.</summary>
    Waiting,
    /// <summary>An officer has it in hand.</summary>
    Taken,
    Closed,
}

/// <summary>What a question is about, so that an officer sees it before opening it. The names are stored; never rename one.</summary>
public enum ConsultationTopic
{
    /// <summary>组织关系</summary>
    Relation,
    /// <summary>组织生活</summary>
    Activities,
    /// <summary>党费</summary>
    Dues,
    /// <summary>发展党员</summary>
    Development,
    /// <summary>困难帮扶</summary>
    Care,
    /// <summary>其他</summary>
    Other,
}

/// <summary>How far somebody has read. One mark a person; it only moves forward.</summary>
[GenerateSerializer, Immutable, Alias("consultation-mark")]
public sealed record ReadMark([property: Id(0)] string Member, [property: Id(1)] long Seq, [property: Id(2)] DateTimeOffset At);

/// <summary>A consultation as it stands: what lists show and pushes carry.</summary>
/// <param name="Moved">The member belongs to another branch now: nothing new can be said here.</param>
[GenerateSerializer, Immutable, Alias("consultation-brief")]
public sealed record ConsultationBrief(
    [property: Id(0)] ConsultationCharter Charter,
    [property: Id(1)] ConsultationTerms Terms,
    [property: Id(2)] long Head,
    [property: Id(3)] ReadMark[] Marks,
    [property: Id(4)] bool Moved);

/// <summary>A consultation as its row stands: what the activation that has just taken the fence starts from.</summary>
public sealed record ConsultationRow(ConsultationCharter Charter, ConsultationTerms Terms, long Head, long Fence);

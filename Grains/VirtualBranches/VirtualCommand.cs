using Grains.Rules;

namespace Grains.VirtualBranches;

/// <summary>
/// What a member or officer asks of a virtual branch or life group. The web node has authenticated <see cref="By"/> and
/// read its standing; the grain decides. <see cref="RequestId"/> was chosen by the caller: sent again it does nothing more.
/// </summary>
[GenerateSerializer, Immutable, Alias("virtual-command")]
public abstract record VirtualCommand([property: Id(0)] Actor By, [property: Id(1)] string RequestId);

/// <summary>Founds it; the founder is its secretary at once. Life groups have no texts to sign (versions 0).</summary>
/// <param name="County">Id of the committee in charge; null: the central queue.</param>
/// <param name="Rules">Version of the rules signed herewith; <paramref name="Pledge"/> of the secretary's pledge.</param>
[GenerateSerializer, Immutable, Alias("found-virtual")]
public sealed record FoundVirtual(
    Actor By, string RequestId,
    [property: Id(0)] string Name,
    [property: Id(1)] string Topic,
    [property: Id(2)] string About,
    [property: Id(3)] string? County,
    [property: Id(4)] bool OpenJoining,
    [property: Id(5)] long Rules,
    [property: Id(6)] long Pledge) : VirtualCommand(By, RequestId);

/// <summary>Asks to join, or joins where joining is open, and signs the rules.</summary>
[GenerateSerializer, Immutable, Alias("join-virtual")]
public sealed record JoinVirtual(Actor By, string RequestId, [property: Id(0)] long Rules) : VirtualCommand(By, RequestId);

[GenerateSerializer, Immutable, Alias("take-back-request")]
public sealed record TakeBackRequest(Actor By, string RequestId) : VirtualCommand(By, RequestId);

/// <summary>The secretary's answer: agreed makes a member at once.</summary>
[GenerateSerializer, Immutable, Alias("answer-request")]
public sealed record AnswerRequest(
    Actor By, string RequestId, [property: Id(0)] string Member, [property: Id(1)] bool Agree) : VirtualCommand(By, RequestId);

/// <summary>Leaves at once; needs nobody. The last one to leave closes it.</summary>
[GenerateSerializer, Immutable, Alias("leave-virtual")]
public sealed record LeaveVirtual(Actor By, string RequestId) : VirtualCommand(By, RequestId);

/// <summary>Signs new versions; 0: not that one.</summary>
[GenerateSerializer, Immutable, Alias("sign-texts")]
public sealed record SignTexts(
    Actor By, string RequestId, [property: Id(0)] long Rules, [property: Id(1)] long Pledge) : VirtualCommand(By, RequestId);

[GenerateSerializer, Immutable, Alias("change-virtual")]
public sealed record ChangeVirtual(
    Actor By, string RequestId,
    [property: Id(0)] string Name,
    [property: Id(1)] string Topic,
    [property: Id(2)] string About,
    [property: Id(3)] bool OpenJoining,
    [property: Id(4)] bool MemberSummons) : VirtualCommand(By, RequestId);

/// <summary>The secretary offers the post to a member; null takes the offer back.</summary>
[GenerateSerializer, Immutable, Alias("offer-post")]
public sealed record OfferPost(Actor By, string RequestId, [property: Id(0)] string? Member) : VirtualCommand(By, RequestId);

/// <summary>The member to whom it was offered takes the post and signs the pledge.</summary>
[GenerateSerializer, Immutable, Alias("accept-post")]
public sealed record AcceptPost(Actor By, string RequestId, [property: Id(0)] long Pledge) : VirtualCommand(By, RequestId);

/// <summary>Stands in the running election and signs the pledge, so that who wins is secretary at once.</summary>
[GenerateSerializer, Immutable, Alias("stand-for-post")]
public sealed record StandForPost(Actor By, string RequestId, [property: Id(0)] long Pledge) : VirtualCommand(By, RequestId);

[GenerateSerializer, Immutable, Alias("cast-vote")]
public sealed record CastVote(Actor By, string RequestId, [property: Id(0)] string Candidate) : VirtualCommand(By, RequestId);

/// <summary>Puts it under another county (null: the central queue): by its secretary, or by the officers in charge with a reason.</summary>
[GenerateSerializer, Immutable, Alias("move-county")]
public sealed record MoveCounty(
    Actor By, string RequestId, [property: Id(0)] string? County, [property: Id(1)] string Reason) : VirtualCommand(By, RequestId);

/// <summary>The officers in charge suspend it, let it go on, or dissolve it; each with a reason.</summary>
[GenerateSerializer, Immutable, Alias("supervise-virtual")]
public sealed record SuperviseVirtual(
    Actor By, string RequestId, [property: Id(0)] VirtualState To, [property: Id(1)] string Reason) : VirtualCommand(By, RequestId);

/// <summary>The answer: a refusal, or what came of it (<c>joined</c>, <c>requested</c> …; the same again for a retry).</summary>
[GenerateSerializer, Immutable, Alias("virtual-answer")]
public sealed record VirtualAnswer([property: Id(0)] Refusal? Refusal, [property: Id(1)] string Result = "");

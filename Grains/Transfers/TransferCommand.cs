using Grains.Rules;

namespace Grains.Transfers;

/// <summary>What a member or an officer asks of a case. <paramref name="RequestId"/> is the sender's own: sent again, it is done once.</summary>
[GenerateSerializer, Immutable, Alias("transfer-command")]
public abstract record TransferCommand([property: Id(0)] Actor By, [property: Id(1)] string RequestId);

/// <summary>Opens a case for oneself; <paramref name="Submit"/> sends it off at once, which is the member's second tap.</summary>
/// <param name="Target">The branch wanted; null where it is outside and <paramref name="Place"/> names it.</param>
/// <param name="Place">Name of the branch outside: the target, or for an arrival the one that gave the letter.</param>
[GenerateSerializer, Immutable, Alias("transfer-begin")]
public sealed record BeginTransfer(
    Actor By,
    string RequestId,
    [property: Id(0)] string? Target,
    [property: Id(1)] string Place,
    [property: Id(2)] TransferReason Reason,
    [property: Id(3)] string Note,
    [property: Id(4)] bool Submit) : TransferCommand(By, RequestId);

/// <summary>Moves everyone on a node's roster to another node, as one case.</summary>
[GenerateSerializer, Immutable, Alias("transfer-begin-unit")]
public sealed record BeginUnit(
    Actor By,
    string RequestId,
    [property: Id(0)] string Source,
    [property: Id(1)] string Target,
    [property: Id(2)] string Note) : TransferCommand(By, RequestId);

/// <summary>Sends a draft off.</summary>
[GenerateSerializer, Immutable, Alias("transfer-send")]
public sealed record SendTransfer(Actor By, string RequestId) : TransferCommand(By, RequestId);

/// <summary>Says yes to the step in hand. One that the case has left behind has been done: a second click changes nothing.</summary>
/// <param name="From">The state that the sender saw.</param>
/// <param name="Letter">Number of a letter on paper; null for none.</param>
/// <param name="Days">Its validity in days.</param>
[GenerateSerializer, Immutable, Alias("transfer-advance")]
public sealed record AdvanceTransfer(
    Actor By,
    string RequestId,
    [property: Id(0)] TransferState From,
    [property: Id(1)] string? Letter,
    [property: Id(2)] int Days) : TransferCommand(By, RequestId);

/// <summary>Gives it back to the source, with the reason that nobody may leave out.</summary>
[GenerateSerializer, Immutable, Alias("transfer-return")]
public sealed record ReturnTransfer(Actor By, string RequestId, [property: Id(0)] string Why) : TransferCommand(By, RequestId);

/// <summary>The member does not want it any more.</summary>
[GenerateSerializer, Immutable, Alias("transfer-withdraw")]
public sealed record WithdrawTransfer(Actor By, string RequestId) : TransferCommand(By, RequestId);

/// <summary>Puts a picture into a slot of the dossier; another one replaces it until it was accepted.</summary>
[GenerateSerializer, Immutable, Alias("transfer-put-paper")]
public sealed record PutPaper(
    Actor By,
    string RequestId,
    [property: Id(0)] PaperSlot Slot,
    [property: Id(1)] string Media,
    [property: Id(2)] string Sha256) : TransferCommand(By, RequestId);

/// <summary>An officer of either side has looked at a paper.</summary>
[GenerateSerializer, Immutable, Alias("transfer-check-paper")]
public sealed record CheckPaper(
    Actor By,
    string RequestId,
    [property: Id(0)] PaperSlot Slot,
    [property: Id(1)] bool Accepted,
    [property: Id(2)] string Why) : TransferCommand(By, RequestId);

/// <summary>An officer of the source went to see or call somebody whose letter was never presented.</summary>
[GenerateSerializer, Immutable, Alias("transfer-reach-out")]
public sealed record ReachOut(
    Actor By, string RequestId, [property: Id(0)] OutreachWay Way, [property: Id(1)] string Note) : TransferCommand(By, RequestId);

/// <summary>How a pocket member was sought. The names are stored; never rename one.</summary>
public enum OutreachWay
{
    /// <summary>上门</summary>
    Visit,
    /// <summary>电话</summary>
    Call,
    Message,
}

/// <summary>A refusal, or the case as it stands.</summary>
[GenerateSerializer, Immutable, Alias("transfer-answer")]
public sealed record TransferAnswer([property: Id(0)] Refusal? Refusal, [property: Id(1)] TransferCase? Case = null);

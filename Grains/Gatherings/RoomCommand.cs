using Grains.Rules;

namespace Grains.Gatherings;

/// <summary>
/// What a member or officer asks of a room. The web node has authenticated <see cref="By"/> and read its standing;
/// the grain decides. Every command is idempotent, because a caller whose call timed out sends it again.
/// </summary>
[GenerateSerializer, Immutable, Alias("room-command")]
public abstract record RoomCommand([property: Id(0)] Actor By);

/// <summary>A device came in. <paramref name="Device"/> is unique for a connection.</summary>
[GenerateSerializer, Immutable, Alias("enter")]
public sealed record Enter(Actor By, [property: Id(0)] string Device) : RoomCommand(By);

/// <summary>A device went. Where <paramref name="Lost"/>, the member has <see cref="RoomLimits.Linger"/> to come back before the interval ends.</summary>
[GenerateSerializer, Immutable, Alias("exit")]
public sealed record Exit(Actor By, [property: Id(0)] string Device, [property: Id(1)] bool Lost) : RoomCommand(By);

/// <summary>Says something: text, a picture or both; a reply where <paramref name="ReplyTo"/> is set.</summary>
[GenerateSerializer, Immutable, Alias("post")]
public sealed record Post(
    Actor By,
    [property: Id(0)] string ClientId,
    [property: Id(1)] string Text,
    [property: Id(2)] long? ReplyTo,
    [property: Id(3)] PictureRef? Picture,
    [property: Id(4)] ClipRef? Clip = null) : RoomCommand(By);

/// <summary>Changes the text of one's own message, within <see cref="RoomLimits.EditWithin"/>; everyone sees that it was changed.</summary>
[GenerateSerializer, Immutable, Alias("edit")]
public sealed record Edit(
    Actor By,
    [property: Id(0)] long Seq,
    [property: Id(1)] string ClientId,
    [property: Id(2)] string Text) : RoomCommand(By);

[GenerateSerializer, Immutable, Alias("react")]
public sealed record React(Actor By, [property: Id(0)] long Seq, [property: Id(1)] string Emoji, [property: Id(2)] bool On) : RoomCommand(By);

[GenerateSerializer, Immutable, Alias("hide")]
public sealed record Hide(Actor By, [property: Id(0)] long Seq, [property: Id(1)] string Reason) : RoomCommand(By);

[GenerateSerializer, Immutable, Alias("mute")]
public sealed record Mute(Actor By, [property: Id(0)] string Member, [property: Id(1)] bool On) : RoomCommand(By);

/// <summary>At most one message per member and <paramref name="Seconds"/> (0–60; 0 ends slow mode).</summary>
[GenerateSerializer, Immutable, Alias("set-slow-mode")]
public sealed record SetSlowMode(Actor By, [property: Id(0)] int Seconds) : RoomCommand(By);

/// <summary>Moves the end by <paramref name="Minutes"/> (1–60); never past four hours after the opening.</summary>
[GenerateSerializer, Immutable, Alias("extend")]
public sealed record Extend(Actor By, [property: Id(0)] int Minutes) : RoomCommand(By);

/// <summary>Puts a decision on record (≤500 characters).</summary>
[GenerateSerializer, Immutable, Alias("decide")]
public sealed record Decide(Actor By, [property: Id(0)] string ClientId, [property: Id(1)] string Text) : RoomCommand(By);

/// <summary>请假 for <paramref name="Member"/>: by the member before entering, by an officer for anyone not present.</summary>
[GenerateSerializer, Immutable, Alias("excuse-member")]
public sealed record ExcuseMember(Actor By, [property: Id(0)] string Member, [property: Id(1)] string Reason) : RoomCommand(By);

/// <summary>Takes back 请假: by the member, or by an officer.</summary>
[GenerateSerializer, Immutable, Alias("withdraw-excuse")]
public sealed record WithdrawExcuse(Actor By, [property: Id(0)] string Member) : RoomCommand(By);

/// <summary>Calls the absent once more; at most once a minute.</summary>
[GenerateSerializer, Immutable, Alias("summon-again")]
public sealed record SummonAgain(Actor By) : RoomCommand(By);

[GenerateSerializer, Immutable, Alias("close")]
public sealed record Close(Actor By) : RoomCommand(By);

/// <summary>The answer to one command: a refusal, or done, with the sequence number where an entry came of it.</summary>
/// <param name="Seq">Seq of the entry; for a retried post, of the entry that the first try made.</param>
[GenerateSerializer, Immutable, Alias("room-answer")]
public sealed record RoomAnswer(
    [property: Id(0)] Refusal? Refusal,
    [property: Id(1)] long Seq = 0,
    [property: Id(2)] DateTimeOffset At = default,
    [property: Id(3)] string? ClientId = null,
    [property: Id(4)] EntranceView? Entrance = null);

/// <summary>What a member who came in may do here.</summary>
[GenerateSerializer, Immutable, Alias("entrance-view")]
public sealed record EntranceView(
    [property: Id(0)] bool Officer,
    [property: Id(1)] bool MaySpeak,
    [property: Id(2)] bool Expected,
    [property: Id(3)] DateTimeOffset Since)
{
    /// <summary>Ids of the polls in which the member has voted already.</summary>
    [Id(4)]
    public string[] Voted { get; init; } = [];

    /// <summary>What the member has put under the messages and questions of a snapshot.</summary>
    [Id(5)]
    public Reacted[] Reacted { get; init; } = [];

    /// <summary>Hidden messages for which the member has appealed.</summary>
    [Id(6)]
    public long[] Appealed { get; init; } = [];

    /// <summary>The member has accepted the posting rules that hold here, or there are none.</summary>
    [Id(7)]
    public bool Accepted { get; init; } = true;
}

/// <summary>A reaction of the member who is told of it.</summary>
[GenerateSerializer, Immutable, Alias("reacted")]
public sealed record Reacted([property: Id(0)] long Seq, [property: Id(1)] string Emoji);

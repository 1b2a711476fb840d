using Grains.Gatherings;
using Grains.Rules;

namespace Grains.Consultations;

/// <summary>What the member or an officer asks of a consultation. Every command may be sent again: a call that timed out is.</summary>
[GenerateSerializer, Immutable, Alias("consultation-command")]
public abstract record ConsultationCommand([property: Id(0)] Actor By);

/// <summary>A new question with its first message.</summary>
[GenerateSerializer, Immutable, Alias("consultation-ask")]
public sealed record Ask(
    Actor By,
    [property: Id(0)] ConsultationTopic Topic,
    [property: Id(1)] string Subject,
    [property: Id(2)] string ClientId,
    [property: Id(3)] string Text,
    [property: Id(4)] PictureRef? Picture) : ConsultationCommand(By);

/// <summary>Says something: the member, or the officer who has it in hand.</summary>
[GenerateSerializer, Immutable, Alias("consultation-say")]
public sealed record Say(
    Actor By,
    [property: Id(0)] string ClientId,
    [property: Id(1)] string Text,
    [property: Id(2)] PictureRef? Picture) : ConsultationCommand(By);

/// <summary>An officer takes in hand what nobody has.</summary>
[GenerateSerializer, Immutable, Alias("consultation-take")]
public sealed record TakeInHand(Actor By) : ConsultationCommand(By);

/// <summary>Passes it to another officer of the desk: by who has it, or by the secretary or a deputy.</summary>
[GenerateSerializer, Immutable, Alias("consultation-hand-over")]
public sealed record HandOver(Actor By, [property: Id(0)] string To) : ConsultationCommand(By);

/// <summary>Ends it: by the member, or by the officer who has it in hand.</summary>
[GenerateSerializer, Immutable, Alias("consultation-settle")]
public sealed record Settle(Actor By) : ConsultationCommand(By);

/// <summary>The member has more to ask: it goes back to who had it, or to the waiting list where that one holds no office any more.</summary>
[GenerateSerializer, Immutable, Alias("consultation-reopen")]
public sealed record Reopen(Actor By) : ConsultationCommand(By);

/// <summary>The member says whether it helped, once it is closed; may be said anew.</summary>
[GenerateSerializer, Immutable, Alias("consultation-rate")]
public sealed record Rate(Actor By, [property: Id(0)] bool Helped) : ConsultationCommand(By);

/// <summary>Read up to <paramref name="Seq"/>.</summary>
[GenerateSerializer, Immutable, Alias("consultation-mark-read")]
public sealed record MarkRead(Actor By, [property: Id(0)] long Seq) : ConsultationCommand(By);

/// <summary>A refusal, or the consultation as it stands after the commit.</summary>
/// <param name="Seq">Seq of the entry; for a retry, of the entry that the first try made; 0 where none came of it.</param>
[GenerateSerializer, Immutable, Alias("consultation-answer")]
public sealed record ConsultationAnswer(
    [property: Id(0)] Refusal? Refusal,
    [property: Id(1)] long Seq = 0,
    [property: Id(2)] DateTimeOffset At = default,
    [property: Id(3)] ConsultationBrief? Consultation = null);

using Grains.Rules;

namespace Grains.Gatherings.Questions;

/// <summary>Asks a question (≤<see cref="RoomLimits.QuestionCodePoints"/>). It is up-voted by <see cref="React"/>.</summary>
[GenerateSerializer, Immutable, Alias("ask-question")]
public sealed record AskQuestion(Actor By, [property: Id(0)] string ClientId, [property: Id(1)] string Text) : RoomCommand(By);

/// <summary>Lets <paramref name="Into"/> stand for <paramref name="Seq"/>: those who up-voted either count there, each once.</summary>
[GenerateSerializer, Immutable, Alias("merge-question")]
public sealed record MergeQuestion(Actor By, [property: Id(0)] long Seq, [property: Id(1)] long Into) : RoomCommand(By);

/// <summary>Marks a question answered; <paramref name="Text"/> may be empty where it was answered by word of mouth.</summary>
[GenerateSerializer, Immutable, Alias("answer-question")]
public sealed record AnswerQuestion(Actor By, [property: Id(0)] long Seq, [property: Id(1)] string Text) : RoomCommand(By);

using Grains.Rules;

namespace Grains.Censuses;

/// <summary>Asks all members of a subtree. <paramref name="Path"/>: of the node, as the web has found it.</summary>
[GenerateSerializer, Immutable, Alias("open-census")]
public sealed record OpenCensus(
    [property: Id(0)] Actor By,
    [property: Id(1)] string Node,
    [property: Id(2)] string Path,
    [property: Id(3)] string Title,
    [property: Id(4)] DateTimeOffset ClosesAt);

/// <summary>Answers for oneself, or as an officer for a member; the last answer counts.</summary>
[GenerateSerializer, Immutable, Alias("answer-census")]
public sealed record AnswerCensus(
    [property: Id(0)] Actor By,
    [property: Id(1)] string Member,
    [property: Id(2)] Relation Answer,
    [property: Id(3)] CensusEvidence Evidence);

/// <summary>Writes the answers of these members into the register, as the officer has decided.</summary>
/// <param name="RequestId">Chosen by the sender: the same again does nothing more and answers the same.</param>
[GenerateSerializer, Immutable, Alias("apply-census")]
public sealed record ApplyCensus(
    [property: Id(0)] Actor By,
    [property: Id(1)] string RequestId,
    [property: Id(2)] string[] Members);

/// <summary>The refusal, or how the census stands.</summary>
/// <param name="Applied">Members whose register entry is now what they answered.</param>
/// <param name="Skipped">Chosen ones who have left the subtree since, or had nothing to apply.</param>
[GenerateSerializer, Immutable, Alias("census-answer")]
public sealed record CensusAnswer(
    [property: Id(0)] Refusal? Refusal,
    [property: Id(1)] CensusState? State = null,
    [property: Id(2)] int Applied = 0,
    [property: Id(3)] int Skipped = 0);

/// <summary>Limits of censuses.</summary>
public static class CensusLimits
{
    public const int TitleCodePoints = 60;
    public const int ApplyMost = 200;
    public static readonly TimeSpan Shortest = TimeSpan.FromHours(1);
    public static readonly TimeSpan Longest = TimeSpan.FromDays(90);
}

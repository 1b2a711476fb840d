using Grains.Journal;
using Grains.Rules;

namespace Grains.Development;

/// <summary>Steps of development (rules §9). The names are stored; never rename one.</summary>
public enum DevelopmentStep
{
    /// <summary>补录: since when the present stage runs, for people who came with a roster.</summary>
    Recorded,
    /// <summary>递交入党申请书</summary>
    Applied,
    /// <summary>确定为积极分子</summary>
    Activist,
    /// <summary>列为发展对象</summary>
    Candidate,
    /// <summary>支部大会接收为预备党员</summary>
    Admitted,
    /// <summary>延长预备期</summary>
    Extended,
    /// <summary>支部大会通过转正</summary>
    Converted,
    /// <summary>退回上一阶段</summary>
    SteppedBack,
    /// <summary>终止: own wish, or the meeting ends a probation.</summary>
    Ended,
}

/// <summary>Where a person stands. Days are of the hub's calendar.</summary>
/// <param name="Version">Grows with each step; 0: nothing is on record yet.</param>
/// <param name="Since">Since when the stage runs; null where a person came with a roster and nobody has said.</param>
/// <param name="Due">The first day on which the next step may be taken; null where no time has to pass.</param>
/// <param name="FullSince">The meeting that converted: membership age counts from it.</param>
[GenerateSerializer, Immutable, Alias("development-file")]
public sealed record DevelopmentFile(
    [property: Id(0)] string Member,
    [property: Id(1)] long Version,
    [property: Id(2)] Category Stage,
    [property: Id(3)] DateOnly? Since,
    [property: Id(4)] DateOnly? Due,
    [property: Id(5)] bool Extended,
    [property: Id(6)] DateOnly? FullSince);

/// <summary>A step as it stands on record.</summary>
/// <param name="Evidence">A gathering's id, or the name of a paper.</param>
/// <param name="Months">Of an extension; else 0.</param>
[GenerateSerializer, Immutable, Alias("development-entry")]
public sealed record DevelopmentEntry(
    [property: Id(0)] long Version,
    [property: Id(1)] DevelopmentStep Step,
    [property: Id(2)] DateOnly Day,
    [property: Id(3)] string Evidence,
    [property: Id(4)] string Reason,
    [property: Id(5)] int Months,
    [property: Id(6)] string Actor,
    [property: Id(7)] DateTimeOffset At);

/// <summary>Takes a step for a member; by an officer who keeps the files of the member's node.</summary>
[GenerateSerializer, Immutable, Alias("take-step")]
public sealed record TakeStep(
    [property: Id(0)] Actor By,
    [property: Id(1)] string RequestId,
    [property: Id(2)] DevelopmentStep Step,
    [property: Id(3)] DateOnly Day,
    [property: Id(4)] string Evidence,
    [property: Id(5)] string Reason,
    [property: Id(6)] int Months);

[GenerateSerializer, Immutable, Alias("development-answer")]
public sealed record DevelopmentAnswer([property: Id(0)] Refusal? Refusal);

/// <summary>A step and the file it leads to: written where the file still has the version before.</summary>
public sealed record DevelopmentTaken(DevelopmentFile File, DevelopmentEntry Entry) : RelationWrite;

/// <summary>Reads files for decisions. Throws where the database is away.</summary>
public interface IDevelopmentStore
{
    /// <summary>The file; null where nothing is on record.</summary>
    Task<DevelopmentFile?> File(string member, CancellationToken cancellation);
}

/// <summary>The development of one member. Key: the member id.</summary>
[Alias("development")]
public interface IDevelopmentGrain : IGrainWithStringKey
{
    [Alias("take")]
    Task<DevelopmentAnswer> Take(TakeStep command);
}

/// <summary>Limits of development.</summary>
public static class DevelopmentLimits
{
    public const int EvidenceCodePoints = 200;
    public const int ReasonCodePoints = 200;
    public const int ExtensionMonthsLeast = 6;
    public const int ExtensionMonthsMost = 12;
}

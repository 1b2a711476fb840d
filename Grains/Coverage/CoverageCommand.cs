using Grains.Rules;

namespace Grains.Coverage;

/// <summary>What an officer decides about the coverage of a node. The same request again does nothing more and answers the same.</summary>
[GenerateSerializer, Immutable, Alias("coverage-command")]
public abstract record CoverageCommand(
    [property: Id(0)] Actor By,
    [property: Id(1)] string RequestId,
    [property: Id(2)] string Id);

/// <summary>Sets a target, by who keeps the files of the node or of one above it.</summary>
[GenerateSerializer, Immutable, Alias("set-target")]
public sealed record SetTarget(
    Actor By,
    string RequestId,
    string Id,
    [property: Id(0)] string Measure,
    [property: Id(1)] int Goal,
    [property: Id(2)] DateOnly Until,
    [property: Id(3)] string Source) : CoverageCommand(By, RequestId, Id);

/// <summary>Drops a running target, with the reason; by the same.</summary>
[GenerateSerializer, Immutable, Alias("drop-target")]
public sealed record DropTarget(Actor By, string RequestId, string Id, [property: Id(0)] string Why) : CoverageCommand(By, RequestId, Id);

/// <summary>Makes the node a demonstration unit, by an officer above it.</summary>
[GenerateSerializer, Immutable, Alias("award-unit")]
public sealed record AwardUnit(
    Actor By,
    string RequestId,
    string Id,
    [property: Id(0)] string Title,
    [property: Id(1)] string Reason,
    [property: Id(2)] DateOnly Until) : CoverageCommand(By, RequestId, Id);

/// <summary>Reviews it: it is kept until another day. By an officer above it.</summary>
[GenerateSerializer, Immutable, Alias("review-unit")]
public sealed record ReviewUnit(
    Actor By, string RequestId, string Id, [property: Id(0)] string Review, [property: Id(1)] DateOnly Until) : CoverageCommand(By, RequestId, Id);

/// <summary>Revokes it, with the reason; by an officer above it.</summary>
[GenerateSerializer, Immutable, Alias("revoke-unit")]
public sealed record RevokeUnit(Actor By, string RequestId, string Id, [property: Id(0)] string Why) : CoverageCommand(By, RequestId, Id);

[GenerateSerializer, Immutable, Alias("coverage-answer")]
public sealed record CoverageAnswer([property: Id(0)] Refusal? Refusal);

/// <summary>The targets of one node, and whether it is a demonstration unit. Key: the node id.</summary>
[Alias("coverage")]
public interface ICoverageGrain : IGrainWithStringKey
{
    [Alias("submit")]
    Task<CoverageAnswer> Submit(CoverageCommand command);

    /// <summary>Measures the node's targets that are due.</summary>
    [Alias("tick")]
    Task Tick();
}

/// <summary>Limits of targets and demonstration units.</summary>
public static class CoverageLimits
{
    public const int GoalMost = 1_000;
    public const int TitleCodePoints = 60;
    public const int TextCodePoints = 200;
    public const int TargetYearsMost = 5;
    /// <summary>A demonstration unit is reviewed at least that often.</summary>
    public const int UnitYearsMost = 3;
}

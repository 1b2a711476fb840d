using Grains.Rules;

namespace Grains.Gatherings.Polls;

/// <summary>Prepares a poll, or changes one that is prepared; officers, also before the opening.</summary>
[GenerateSerializer, Immutable, Alias("prepare-poll")]
public sealed record PreparePoll(Actor By, [property: Id(0)] PollForm Form) : RoomCommand(By);

/// <summary>Takes back a prepared poll.</summary>
[GenerateSerializer, Immutable, Alias("drop-poll")]
public sealed record DropPoll(Actor By, [property: Id(0)] string Poll) : RoomCommand(By);

/// <summary>Puts a prepared poll to the room.</summary>
[GenerateSerializer, Immutable, Alias("open-poll")]
public sealed record OpenPoll(Actor By, [property: Id(0)] string Poll) : RoomCommand(By);

[GenerateSerializer, Immutable, Alias("close-poll")]
public sealed record ClosePoll(Actor By, [property: Id(0)] string Poll) : RoomCommand(By);

/// <summary>One member's ballot: indices of the chosen options. Never written to a log.</summary>
[GenerateSerializer, Immutable, Alias("vote")]
public sealed record Vote(
    Actor By,
    [property: Id(0)] string Poll,
    [property: Id(1)] string ClientId,
    [property: Id(2)] int[] Choices) : RoomCommand(By)
{
    /// <summary>Without the choices, whoever prints it.</summary>
    public override string ToString() => $"{nameof(Vote)} {Poll}";
}

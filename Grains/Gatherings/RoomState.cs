using Grains.Gatherings.Conduct;
using Grains.Gatherings.Floor;
using Grains.Gatherings.Polls;
using Grains.Gatherings.Questions;

namespace Grains.Gatherings;

/// <summary>
/// The room as the log makes it. A pure fold: the grain, every relay and every test apply the same entries and end in
/// the same state, which is what makes snapshot + tail equal to a fresh snapshot. Holds no roster and no connection.
/// </summary>
[GenerateSerializer, Immutable, Alias("room-state")]
public sealed record RoomState(
    [property: Id(0)] long Head,
    [property: Id(1)] GatheringState State,
    [property: Id(2)] DateTimeOffset ClosesAt,
    [property: Id(3)] int SlowSeconds,
    [property: Id(4)] MutedMember[] Muted,
    [property: Id(5)] Entry[] Decisions,
    [property: Id(6)] RoomMessage[] Messages)
{
    /// <summary>All polls that were put to the room, in order (≤<see cref="RoomLimits.PollsMost"/>).</summary>
    [Id(7)]
    public PollState[] Polls { get; init; } = [];

    /// <summary>Who has the floor and who waits for it.</summary>
    [Id(8)]
    public FloorState Floor { get; init; } = FloorState.Empty;

    /// <summary>All questions, in the order in which they were asked (≤<see cref="RoomLimits.QuestionsMost"/>).</summary>
    [Id(9)]
    public QuestionState[] Questions { get; init; } = [];

    /// <summary>The posting rules that hold here; null: none.</summary>
    [Id(10)]
    public PostingRules? Rules { get; init; }

    /// <summary>The room before its first entry.</summary>
    public static RoomState Before(GatheringTerms terms) =>
        new(0, terms.State, terms.ClosesAt, terms.SlowSeconds, [], [], []);

    /// <summary>Applies entries in order; those at or before the head are passed over, so applying twice changes nothing.</summary>
    /// <exception cref="InvalidOperationException">An entry is missing: the caller must read the gap first.</exception>
    public RoomState Apply(IReadOnlyList<Entry> entries)
    {
        var fold = new RoomFold(this);
        foreach (var entry in entries)
        {
            fold.Apply(entry);
        }

        return fold.ToState();
    }
}

/// <summary>A member who may not post now.</summary>
[GenerateSerializer, Immutable, Alias("muted-member")]
public sealed record MutedMember([property: Id(0)] string Member, [property: Id(1)] string Name);

/// <summary>A message as it stands now: the entry with what later entries did to it.</summary>
[GenerateSerializer, Immutable, Alias("room-message")]
public sealed record RoomMessage(
    [property: Id(0)] Entry Entry,
    [property: Id(1)] bool Hidden,
    [property: Id(2)] ReactionCount[] Reactions,
    [property: Id(3)] int Replies)
{
    /// <summary>Why it was hidden.</summary>
    [Id(4)]
    public string? Why { get; init; }
}

using Grains.Rules;

namespace Grains.Gatherings.Floor;

/// <summary>Asks for the floor; <paramref name="Order"/>: for a point of order. Again with the other kind changes it.</summary>
[GenerateSerializer, Immutable, Alias("raise-hand")]
public sealed record RaiseHand(Actor By, [property: Id(0)] bool Order) : RoomCommand(By);

/// <summary>Takes a hand down: one's own, or as an officer anyone's (skip).</summary>
[GenerateSerializer, Immutable, Alias("lower-hand")]
public sealed record LowerHand(Actor By, [property: Id(0)] string Member) : RoomCommand(By);

/// <summary>Gives the floor to a raised hand, or where <paramref name="Member"/> is empty to the next in the queue who is inside.</summary>
[GenerateSerializer, Immutable, Alias("give-floor")]
public sealed record GiveFloor(Actor By, [property: Id(0)] string Member) : RoomCommand(By);

/// <summary>Ends the turn of who has the floor: the speaker, or an officer.</summary>
[GenerateSerializer, Immutable, Alias("end-floor")]
public sealed record EndFloor(Actor By) : RoomCommand(By);

/// <summary>Stops and restarts the speaker's time.</summary>
[GenerateSerializer, Immutable, Alias("pause-floor")]
public sealed record PauseFloor(Actor By, [property: Id(0)] bool On) : RoomCommand(By);

/// <summary>Fair mode, and the time per person in seconds (0: no limit). Who is speaking keeps the time given.</summary>
[GenerateSerializer, Immutable, Alias("set-floor-rules")]
public sealed record SetFloorRules(Actor By, [property: Id(0)] bool Fair, [property: Id(1)] int Seconds) : RoomCommand(By);

using Grains.Rules;

namespace Grains.Gatherings.Flags;

/// <summary>Tells the officers that a message or question is out of place (reason ≤<see cref="RoomLimits.ReasonCodePoints"/>).</summary>
[GenerateSerializer, Immutable, Alias("flag")]
public sealed record Flag(Actor By, [property: Id(0)] long Seq, [property: Id(1)] string Reason) : RoomCommand(By);

/// <summary>An officer finds nothing wrong with a flagged message; hiding it settles its flags as well.</summary>
[GenerateSerializer, Immutable, Alias("dismiss-flags")]
public sealed record DismissFlags(Actor By, [property: Id(0)] long Seq) : RoomCommand(By);

/// <summary>The author of a hidden message asks for another look, once.</summary>
[GenerateSerializer, Immutable, Alias("appeal")]
public sealed record Appeal(Actor By, [property: Id(0)] long Seq, [property: Id(1)] string Text) : RoomCommand(By);

/// <summary>Decides an appeal: by another officer than the one who hid the message, once and for all.</summary>
[GenerateSerializer, Immutable, Alias("decide-appeal")]
public sealed record DecideAppeal(
    Actor By,
    [property: Id(0)] long Seq,
    [property: Id(1)] bool Restore,
    [property: Id(2)] string Note) : RoomCommand(By);

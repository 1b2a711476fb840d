namespace Grains.Gatherings;

/// <summary>A web node's ear on one gathering. A lost frame is found by the next one (or the beat each second) and read again.</summary>
[Alias("relay-observer")]
public interface IRelayObserver : IGrainObserver
{
    [Alias("deliver"), OneWay]
    Task Deliver(RoomFrame frame);
}

/// <summary>What changed since the last frame. Without entries it is a beat that tells the head.</summary>
/// <param name="Head">Seq of the last committed entry; <paramref name="Entries"/> end with it where there are any.</param>
/// <param name="Incarnation">Raised by every new activation. A relay that sees another one than it subscribed to subscribes again and sends <see cref="Enter"/> for all its devices.</param>
/// <param name="Roster">Lines that changed, for officers only; never relayed to the room.</param>
[GenerateSerializer, Immutable, Alias("room-frame")]
public sealed record RoomFrame(
    [property: Id(0)] string Gathering,
    [property: Id(1)] string Epoch,
    [property: Id(2)] long Head,
    [property: Id(3)] Entry[] Entries,
    [property: Id(4)] Counts Counts,
    [property: Id(5)] RosterStatus[] Roster,
    [property: Id(6)] DateTimeOffset At,
    [property: Id(7)] long Incarnation);

/// <summary>The room as a late joiner needs it: state folded from the whole log, with the last messages.</summary>
[GenerateSerializer, Immutable, Alias("room-snapshot")]
public sealed record RoomSnapshot(
    [property: Id(0)] GatheringCharter Charter,
    [property: Id(1)] string Epoch,
    [property: Id(2)] RoomState State,
    [property: Id(3)] Counts Counts,
    [property: Id(4)] long Incarnation);

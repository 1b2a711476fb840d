namespace Grains.Operations;

/// <summary>
/// What the web nodes tell of themselves, for the operators' page: the last minutes of each. All of it is live state;
/// after a restart it fills again second by second. Key: <see cref="Key"/>.
/// </summary>
[Alias("operations")]
public interface IOperationsGrain : IGrainWithStringKey
{
    const string Key = "operations";

    /// <summary>A node's figures of the last second. A node that tells nothing for ten seconds is dropped with all it told.</summary>
    [Alias("report")]
    Task Report(NodeReport report);

    /// <summary>Samples taken after a moment, the oldest first, and the rooms that each node holds now.</summary>
    [Alias("read")]
    Task<OperationsView> Read(DateTimeOffset after);
}

/// <summary>A node's figures and its busiest rooms.</summary>
[GenerateSerializer, Immutable, Alias("node-report")]
public sealed record NodeReport(
    [property: Id(0)] NodeSample Sample,
    [property: Id(1)] RoomFigures[] Rooms);

/// <summary>What all nodes told.</summary>
[GenerateSerializer, Immutable, Alias("operations-view")]
public sealed record OperationsView(
    [property: Id(0)] NodeSample[] Samples,
    [property: Id(1)] RoomFigures[] Rooms);

/// <summary>
/// A web node's figures over about a second. Rates are a second's; times are in milliseconds, each the upper end of
/// the bucket that holds the 99th percentile, 0 where nothing was measured.
/// </summary>
/// <param name="Rooms">Gatherings with a relay on this node.</param>
/// <param name="Posts">Messages acknowledged a second.</param>
/// <param name="Refusals">Refused calls a second, of any kind.</param>
/// <param name="Frames">Frames handed to connections a second.</param>
/// <param name="Kilobytes">Bytes of those frames a second, in units of 1,024.</param>
/// <param name="AckMs">From a post's arrival to its acknowledgement.</param>
/// <param name="CommitMs">One transaction of the journal; 0 on a node without one.</param>
/// <param name="LagMs">From an entry's arrival at this node to its hand-over to the last connection of a round.</param>
/// <param name="Queue">Batches that wait for the journal.</param>
/// <param name="Behind">Connections found more than two seconds behind, a second.</param>
/// <param name="Resyncs">Snapshots sent to those past the ring, a second.</param>
/// <param name="Slow">Connections closed because a write was stuck, a second.</param>
/// <param name="SignIns">Sign-ins a second, right or wrong.</param>
/// <param name="Processor">Share of one core in use; 2 means two cores.</param>
/// <param name="MemoryMb">Resident memory of the process in MiB.</param>
/// <param name="HeapMb">Managed heap after the last collection in MiB.</param>
[GenerateSerializer, Immutable, Alias("node-sample")]
public sealed record NodeSample(
    [property: Id(0)] string Node,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] int Connections,
    [property: Id(3)] int Rooms,
    [property: Id(4)] double Posts,
    [property: Id(5)] double Refusals,
    [property: Id(6)] double Frames,
    [property: Id(7)] double Kilobytes,
    [property: Id(8)] double AckMs,
    [property: Id(9)] double CommitMs,
    [property: Id(10)] double LagMs,
    [property: Id(11)] int Queue,
    [property: Id(12)] double Behind,
    [property: Id(13)] double Resyncs,
    [property: Id(14)] double Slow,
    [property: Id(15)] double SignIns,
    [property: Id(16)] double Processor,
    [property: Id(17)] int MemoryMb,
    [property: Id(18)] int HeapMb);

/// <summary>One gathering as one node carries it.</summary>
/// <param name="Rate">Entries a second over the last seconds.</param>
[GenerateSerializer, Immutable, Alias("room-figures")]
public sealed record RoomFigures(
    [property: Id(0)] string Gathering,
    [property: Id(1)] string Node,
    [property: Id(2)] int Connections,
    [property: Id(3)] long Head,
    [property: Id(4)] double Rate);

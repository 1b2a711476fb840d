using Grains.Operations;
using Storage.Queries;

namespace Web.Operate;

/// <summary>What the operators' page shows; <c>at</c> of the last sample is what it asks after next.</summary>
public sealed record OperateView(long At, NodeSampleView[] Samples, LiveRoomView[] Gatherings);

/// <summary>A node's figures over about a second; see <see cref="NodeSample"/> for units.</summary>
public sealed record NodeSampleView(
    string Node, long At, int Connections, int Rooms, double Posts, double Refusals, double Frames, double Kilobytes, double AckMs,
    double CommitMs, double LagMs, int Queue, double Behind, double Resyncs, double Slow, double SignIns, double Processor, int MemoryMb, int HeapMb)
{
    public static NodeSampleView Of(NodeSample s) => new(
        s.Node, s.At.ToUnixTimeMilliseconds(), s.Connections, s.Rooms, s.Posts, s.Refusals, s.Frames, s.Kilobytes, s.AckMs,
        s.CommitMs, s.LagMs, s.Queue, s.Behind, s.Resyncs, s.Slow, s.SignIns, s.Processor, s.MemoryMb, s.HeapMb);
}

/// <summary>A gathering that runs: figures and its heading, no names, no texts of its members.</summary>
/// <param name="Nodes">Web nodes that carry it.</param>
/// <param name="Rate">Entries a second.</param>
public sealed record LiveRoomView(
    string Id, string Topic, string NodeName, long? OpenedAt, long ClosesAt, int Expected, int Present, int Connections, int Nodes, long Head, double Rate)
{
    public static LiveRoomView Of(GatheringSummary summary, RoomFigures[] carried) => new(
        summary.Charter.Id,
        summary.Charter.Topic,
        summary.Charter.NodeName,
        summary.Terms.OpenedAt?.ToUnixTimeMilliseconds(),
        summary.Terms.ClosesAt.ToUnixTimeMilliseconds(),
        summary.Expected,
        summary.Present,
        carried.Sum(static room => room.Connections),
        carried.Length,
        Math.Max(summary.Head, carried.Select(static room => room.Head).DefaultIfEmpty().Max()),
        carried.Select(static room => room.Rate).DefaultIfEmpty().Max());
}

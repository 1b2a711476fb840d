namespace Bench.Fanout;

/// <summary>What one run measured.</summary>
/// <param name="Lifted">Limits that were lifted for it.</param>
/// <param name="Others">Peers under the same load in the same run, none of which stores anything.</param>
public sealed record FanoutReport(int Members, int Rate, int Seconds, string Lifted, FanoutFigures Hub, Dictionary<string, FanoutFigures> Others);

/// <summary>The figures of one server. Latencies in milliseconds; null where the server is not this machine's own process.</summary>
/// <param name="Gaps">Deliveries that were missing when the readers were drained.</param>
/// <param name="FramesPerSecond">Messages of the protocol that one connection got a second.</param>
/// <param name="KbPerConnection">What connections after the first tenth added to the server's resident memory.</param>
/// <param name="ServerCpuUsPerDelivery">Processor time of the server, all of it, over the deliveries.</param>
public sealed record FanoutFigures(
    int Members,
    long Posts,
    long Acknowledged,
    long Delivered,
    long Gaps,
    long Duplicates,
    int P50Ms,
    int P99Ms,
    int AckP50Ms,
    int AckP99Ms,
    double? ServerCpuUsPerDelivery,
    double? ServerCpuShare,
    double? KbPerConnection,
    double FramesPerSecond,
    double JoinSeconds);

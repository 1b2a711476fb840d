namespace Bench.Faults;

/// <summary>All scenarios, in the order of their numbers.</summary>
public static class Scenarios
{
    public static readonly Scenario[] All =
    [
        new("R1", "kill -9 the host of a gathering in the middle of a burst", HostKilled.RunAsync),
        Suite("R2", "a web node dies, its clients resume on another", "R2_"),
        Suite("R3", "die between commit and acknowledgement", "R3_"),
        Suite("R4", "die before the commit", "R4_"),
        Suite("R5", "two owners of one gathering", "R5_"),
        new("R6", "PostgreSQL restarted with -m immediate in a burst", DatabaseKilled.RunAsync),
        new("R7", "database away, then frozen", DatabaseAway.RunAsync),
        new("R8", "one packet of ten lost", PacketLoss.RunAsync),
        new("R9", "resets, half-open sockets, one-byte writes", BrokenWires.RunAsync),
        new("R10", "clients that never read", NeverRead.RunAsync),
        new("R11", "everyone reconnects at once, three times", Storm.RunAsync),
        Suite("R13", "a relay frame is lost", "R13_"),
        Suite("R14", "positions too old, in the future, of another epoch", "R14_"),
        Suite("R15", "snapshot and tail equal the whole log", "snapshot_and_"),
        Suite("R16", "joining in the middle of a burst", "R16_"),
        Suite("R21", "histories of grain, relays and clients under faults", "R21_"),
    ];

    private static Scenario Suite(string name, string what, string test) =>
        new(name, what, (plan, say, cancellation) => Suites.RunAsync(name, test, plan, say, cancellation));
}

namespace Bench.Faults;

/// <summary>All scenarios, in the order of their numbers.</summary>
public static class Scenarios
{
    public static readonly Scenario[] All =
    [
        new("R1", "kill -9 the host of a gathering in the middle of a burst", HostKilled.RunAsync),
#if ORLEANS
        new("R1C", "kill -9 the silo that hosts a gathering; the other silos go on", Cluster.SiloKilled.RunAsync),
        new("R2", "a web node dies, its clients resume on another", Cluster.WebNodeKilled.RunAsync),
#else
        OfACluster("R1C", "kill -9 the silo that hosts a gathering; the other silos go on"),
        Suite("R2", "a web node dies, its clients resume on another", "R2_"),
#endif
        Suite("R3", "die between commit and acknowledgement", "R3_"),
        Suite("R4", "die before the commit", "R4_"),
        Suite("R5", "two owners of one gathering", "R5_"),
        new("R6", "PostgreSQL restarted with -m immediate in a burst", DatabaseKilled.RunAsync),
        new("R7", "database away, then frozen", DatabaseAway.RunAsync),
        new("R8", "one packet of ten lost", PacketLoss.RunAsync),
        new("R9", "resets, half-open sockets, one-byte writes", BrokenWires.RunAsync),
        new("R10", "clients that never read", NeverRead.RunAsync),
        new("R11", "everyone reconnects at once, three times", Storm.RunAsync),
#if ORLEANS
        new("R12", "every process of a cluster restarts in turn under load", Cluster.RollingRestart.RunAsync),
#else
        OfACluster("R12", "every process of a cluster restarts in turn under load"),
#endif
        Suite("R13", "a relay frame is lost", "R13_"),
        Suite("R14", "positions too old, in the future, of another epoch", "R14_"),
        Suite("R15", "snapshot and tail equal the whole log", "snapshot_and_"),
        Suite("R16", "joining in the middle of a burst", "R16_"),
        Suite("R21", "histories of grain, relays and clients under faults", "R21_"),
#if ORLEANS
        new("R22", "kill -9 the silo that keeps the counts or changes the tree", Cluster.CountsKilled.RunAsync),
#else
        OfACluster("R22", "kill -9 the silo that keeps the counts or changes the tree"),
#endif
    ];

#if !ORLEANS
    private static Scenario OfACluster(string name, string what) => new(name, what, (_, _, _) => Task.FromResult(Finding.OfACluster(name, what)));
#endif

    private static Scenario Suite(string name, string what, string test) =>
        new(name, what, (plan, say, cancellation) => Suites.RunAsync(name, test, plan, say, cancellation));
}

namespace Bench.Faults;

/// <summary>What a scenario tried and found.</summary>
/// <param name="Tried">Rounds, clients and seeds.</param>
/// <param name="Lost">Messages that were acknowledged and are not in the database where they were said to be.</param>
/// <param name="Doubled">Messages that are there twice, or were told two places.</param>
/// <param name="Unequal">Clients whose log is not the database's.</param>
/// <param name="BackSeconds">Longest time from the end of the fault to the first acknowledgement, or to everyone's return where that is what the scenario asks.</param>
/// <param name="Note">What else was measured, in a line.</param>
/// <param name="Played">False: this build cannot play it.</param>
public sealed record Finding(
    string Name, string Tried, long Acknowledged, long Lost, long Doubled, long Unequal, double? BackSeconds, string Note, bool Holds, bool Played = true)
{
    /// <summary>A scenario of several processes, which only a build with Orleans has.</summary>
    public static Finding OfACluster(string name, string tried) =>
        new(name, tried, 0, 0, 0, 0, null, "needs a cluster: HUB_RUNTIME=orleans ./hub bench faults", Holds: false, Played: false);

    /// <summary>What is told of it in a word.</summary>
    public string Verdict => !Played ? "not played" : Holds ? "holds" : "FAILS";

    /// <summary>A scenario that could not be played to its end.</summary>
    public static Finding Broken(string name, string tried, Exception fault) =>
        new(name, tried, 0, 0, 0, 0, null, $"{fault.GetType().Name}: {fault.Message.Split('\n')[0]}", Holds: false);
}

#if ORLEANS
using System.Diagnostics;
using System.Text.Json;

namespace Bench.Faults.Cluster;

/// <summary>R12: a new version is rolled out: each process in turn stops in order and starts again, under load.</summary>
internal static class RollingRestart
{
    private const int MembersMost = 1_000;
    private const int RoundsMost = 3;
    private const int Burst = 40;
    /// <summary>Share of those inside by which the count that anyone is told may dip.</summary>
    private const double FlapMost = 0.01;

    public static async Task<Finding> RunAsync(FaultPlan plan, Action<string> say, CancellationToken cancellation)
    {
        var (members, rounds) = (Math.Min(plan.Members, MembersMost), Math.Min(plan.Rounds, RoundsMost));
        await using var stage = await ClusterStage.SetAsync(plan, members, ["silo", "silo,web", "web"], cancellation);
        await using var crowd = await Crowd.EnterAsync(stage, members, plan.Rate, cancellation);
        await crowd.MoreAsync(Burst, cancellation);
        var (least, told, longest) = (members, 0, 0.0);
        Array.ForEach(crowd.Members, m => m.Hear(counts =>
        {
            Interlocked.Increment(ref told);
            Lower(ref least, counts);
        }));
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var node in stage.Nodes)
            {
                var clock = Stopwatch.StartNew();
                stage.Divert(node, crowd);
                await node.StopAsync();
                var stopped = clock.Elapsed.TotalSeconds;
                await crowd.MoreAsync(Burst, cancellation);
                var acknowledging = clock.Elapsed.TotalSeconds;
                await node.StartAsync();
                await crowd.AllInsideAsync(cancellation);
                await crowd.MoreAsync(Burst, cancellation);
                longest = Math.Max(longest, acknowledging);
                say($"round {round} of {rounds}, {node.Roles}: stopped after {stopped:F1} s, {Burst} messages by {acknowledging:F1} s, all inside by {clock.Elapsed.TotalSeconds:F1} s, fewest inside {least} of {members}");
            }
        }

        var reckoning = await crowd.ReckonAsync(stage, cancellation);
        return reckoning.Find("R12", $"{rounds} restarts of every process of three, {members} clients, {plan.Rate} posts/s", longest,
            $"fewest counted inside {least} of {members}, told {told} times; longest wait for an answer {crowd.Acknowledged.SlowestMs} ms; {crowd.Acknowledged.Refused} posts refused; {reckoning.Snapshots} snapshots",
            told > 0 && least >= members * (1 - FlapMost));
    }

    private static void Lower(ref int least, JsonElement counts)
    {
        var inside = counts.GetProperty("inside").GetInt32();
        for (var seen = Volatile.Read(ref least); inside < seen; seen = Volatile.Read(ref least))
        {
            Interlocked.CompareExchange(ref least, inside, seen);
        }
    }
}
#endif

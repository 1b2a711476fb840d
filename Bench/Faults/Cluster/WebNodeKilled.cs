#if ORLEANS
using System.Diagnostics;

namespace Bench.Faults.Cluster;

/// <summary>R2: kill -9 one of two web nodes. Its clients go on at the other from the position that they hold.</summary>
internal static class WebNodeKilled
{
    private const int RoundsMost = 5;
    private const int Burst = 60;
    private const double BackMost = 30;

    public static async Task<Finding> RunAsync(FaultPlan plan, Action<string> say, CancellationToken cancellation)
    {
        var rounds = Math.Min(plan.Rounds, RoundsMost);
        await using var stage = await ClusterStage.SetAsync(plan, plan.Members, ["silo", "silo", "web", "web"], cancellation);
        await using var crowd = await Crowd.EnterAsync(stage, plan.Members, plan.Rate, cancellation);
        var webs = stage.Nodes.Where(static n => n.IsWeb).ToArray();
        var back = 0.0;
        for (var round = 0; round < rounds; round++)
        {
            await crowd.MoreAsync(Burst, cancellation);
            var dying = webs[round % webs.Length];
            var here = crowd.Members.Where(m => m.Url == dying.Url).ToArray();
            var clock = Stopwatch.StartNew();
            await dying.KillAsync();
            stage.Divert(dying, crowd);
            // Each hears that its connection is gone, and says so before it can be inside again.
            await crowd.MoreAsync(Burst, cancellation);
            await Task.WhenAll(here.Select(static m => m.Inside)).WaitAsync(cancellation);
            back = Math.Max(back, clock.Elapsed.TotalSeconds);
            say($"round {round + 1} of {rounds}: {here.Length} clients inside again after {clock.Elapsed.TotalSeconds:F1} s");
            await dying.StartAsync();
        }

        var reckoning = await crowd.ReckonAsync(stage, cancellation);
        return reckoning.Find("R2", $"{rounds} kills of a web node, 2 silos, 2 web nodes, {plan.Members} clients, {plan.Rate} posts/s", back,
            $"{reckoning.Snapshots} clients had to take a snapshot", back <= BackMost && reckoning.Snapshots == 0);
    }
}
#endif

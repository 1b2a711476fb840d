using System.Diagnostics;

namespace Bench.Faults;

/// <summary>R1: kill -9 while everyone is connected and posting; the port is taken again by a new process on the same data.</summary>
internal static class HostKilled
{
    private const int BurstMost = 120;

    public static async Task<Finding> RunAsync(FaultPlan plan, Action<string> say, CancellationToken cancellation)
    {
        var random = new Random(plan.Seed);
        await using var stage = await Stage.SetAsync(plan, plan.Members, postgres: false, cancellation);
        await using var crowd = await Crowd.EnterAsync(stage, plan.Members, plan.Rate, cancellation);
        var (first, all) = (0.0, 0.0);
        for (var round = 1; round <= plan.Rounds; round++)
        {
            await crowd.MoreAsync(random.Next(BurstMost / 4, BurstMost), cancellation);
            await stage.KillAsync();
            var clock = Stopwatch.StartNew();
            await stage.StartAsync();
            var started = clock.Elapsed.TotalSeconds;
            var inside = crowd.AllInsideAsync(cancellation);
            await crowd.MoreAsync(1, cancellation);
            var acknowledged = clock.Elapsed.TotalSeconds;
            await inside;
            (first, all) = (Math.Max(first, acknowledged), Math.Max(all, clock.Elapsed.TotalSeconds));
            say($"round {round} of {plan.Rounds}: listening after {started:F1} s, acknowledging after {acknowledged:F1} s, all back after {clock.Elapsed.TotalSeconds:F1} s");
        }

        var reckoning = await crowd.ReckonAsync(stage, cancellation);
        return reckoning.Find(
            "R1", $"{plan.Rounds} kills under {plan.Members} clients, {plan.Rate} posts/s, seed {plan.Seed}", first,
            $"everyone back after at most {all:F1} s; {reckoning.Snapshots} clients had to take a snapshot");
    }
}

using System.Diagnostics;

namespace Bench.Faults;

/// <summary>R6: the database dies in a burst and comes back at once. Nobody is told what is not stored.</summary>
internal static class DatabaseKilled
{
    private const int RoundsMost = 5;
    private const double BackMost = 10;
    private const int Burst = 60;

    public static async Task<Finding> RunAsync(FaultPlan plan, Action<string> say, CancellationToken cancellation)
    {
        var (members, rounds) = (Math.Min(plan.Members, 500), Math.Min(plan.Rounds, RoundsMost));
        await using var stage = await Stage.SetAsync(plan, members, postgres: true, cancellation);
        await using var crowd = await Crowd.EnterAsync(stage, members, plan.Rate, cancellation);
        var back = 0.0;
        for (var round = 1; round <= rounds; round++)
        {
            await crowd.MoreAsync(Burst, cancellation);
            await stage.Postgres!.StopImmediatelyAsync();
            await stage.Postgres.StartServerAsync();
            var clock = Stopwatch.StartNew();
            await crowd.MoreAsync(1, cancellation);
            back = Math.Max(back, clock.Elapsed.TotalSeconds);
            say($"round {round} of {rounds}: back after {clock.Elapsed.TotalSeconds:F1} s");
        }

        await crowd.MoreAsync(Burst, cancellation);
        var reckoning = await crowd.ReckonAsync(stage, cancellation);
        return reckoning.Find("R6", $"{rounds} restarts -m immediate under {members} clients, {plan.Rate} posts/s", back,
            $"{crowd.Acknowledged.Refused} posts were refused meanwhile", back <= BackMost);
    }
}

#if ORLEANS
using System.Diagnostics;

namespace Bench.Faults.Cluster;

/// <summary>
/// R1 in a cluster: the silo on which the gathering lives is killed, or stands still and later goes on as if nothing
/// had been. The gathering opens again on the other by itself, and who comes back from the dead writes nothing.
/// </summary>
internal static class SiloKilled
{
    private const int MembersMost = 500;
    private const int RoundsMost = 5;
    private const int Burst = 60;
    /// <summary>More than what may have been under way when the silo died.</summary>
    private const int Anew = 20;
    private const double BackMost = 20;
    private static readonly TimeSpan EndMost = TimeSpan.FromSeconds(60);

    public static async Task<Finding> RunAsync(FaultPlan plan, Action<string> say, CancellationToken cancellation)
    {
        var (members, rounds) = (Math.Min(plan.Members, MembersMost), Math.Min(plan.Rounds, RoundsMost));
        await using var stage = await ClusterStage.SetAsync(plan, members, ["silo", "silo", "web", "web"], cancellation);
        await using var crowd = await Crowd.EnterAsync(stage, members, plan.Rate, cancellation);
        var back = 0.0;
        for (var round = 1; round <= rounds; round++)
        {
            await crowd.MoreAsync(Burst, cancellation);
            var host = await stage.HostAsync(cancellation);
            var clock = Stopwatch.StartNew();
            var freeze = round % 2 == 0;
            await (freeze ? host.FreezeAsync() : host.KillAsync());
            await crowd.MoreAsync(Anew, cancellation);
            back = Math.Max(back, clock.Elapsed.TotalSeconds);
            say($"round {round} of {rounds}, {(freeze ? "frozen" : "killed")}: acknowledging again after {clock.Elapsed.TotalSeconds:F1} s");
            if (freeze)
            {
                clock.Restart();
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                patience.CancelAfter(EndMost);
                await host.ThawAsync(patience.Token);
                say($"round {round} of {rounds}: the silo that was declared dead ended by itself after {clock.Elapsed.TotalSeconds:F1} s");
            }

            await host.StartAsync();
            await crowd.AllInsideAsync(cancellation);
        }

        await crowd.MoreAsync(Burst, cancellation);
        var reckoning = await crowd.ReckonAsync(stage, cancellation);
        return reckoning.Find("R1C", $"{rounds} deaths of the gathering's silo, 2 silos, 2 web nodes, {members} clients, {plan.Rate} posts/s", back,
            $"{crowd.Acknowledged.Refused} posts were refused meanwhile; {reckoning.Snapshots} clients had to take a snapshot", back <= BackMost);
    }
}
#endif

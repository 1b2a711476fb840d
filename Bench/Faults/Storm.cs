using System.Diagnostics;

namespace Bench.Faults;

/// <summary>R11: every connection breaks in the same moment, three times. The database's own log tells what was read.</summary>
internal static class Storm
{
    private const int Times = 3;
    private const double BackMost = 30;
    private const int ReadsMost = 10;
    /// <summary>Members for each read of sessions and standings: those who come together are read together.</summary>
    private const int MembersARead = 10;
    private const int Burst = 40;

    public static async Task<Finding> RunAsync(FaultPlan plan, Action<string> say, CancellationToken cancellation)
    {
        await using var stage = await Stage.SetAsync(plan, plan.Storm, postgres: true, cancellation);
        var statements = await Statements.WatchAsync(stage.Postgres!, stage.Storage.Postgres!);
        await using var crowd = await Crowd.EnterAsync(stage, plan.Storm, plan.Rate, cancellation);
        await crowd.MoreAsync(Burst, cancellation);
        var (back, log, session, other) = (0.0, 0, 0, 0);
        for (var time = 1; time <= Times; time++)
        {
            statements.Restart();
            var clock = Stopwatch.StartNew();
            Array.ForEach(crowd.Members, static m => m.Break());
            await Task.Delay(10, cancellation);
            await crowd.AllInsideAsync(cancellation);
            back = Math.Max(back, clock.Elapsed.TotalSeconds);
            var read = await statements.CountAsync();
            (log, session, other) = (Math.Max(log, read.Log), Math.Max(session, read.Sessions), Math.Max(other, read.Other));
            say($"storm {time} of {Times}: all back after {clock.Elapsed.TotalSeconds:F1} s; reads: {read}");
            await crowd.MoreAsync(Burst, cancellation);
        }

        var reckoning = await crowd.ReckonAsync(stage, cancellation);
        return reckoning.Find("R11", $"{plan.Storm} clients, {Times} storms, {plan.Rate} posts/s", back,
            $"at most {log} reads of the log in a storm, {session} of sessions and standings, {other} others; {reckoning.Snapshots} snapshots",
            back <= BackMost && log <= ReadsMost && session <= plan.Storm / MembersARead);
    }
}

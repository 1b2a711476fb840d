using System.Diagnostics;

namespace Bench.Faults;

/// <summary>R7: the database is stopped for a while, then stands still for a while with its sockets open.</summary>
internal static class DatabaseAway
{
    private const double BackMost = 15;
    private const long GrowthMostKb = 64 * 1024;
    private const int Burst = 60;

    public static async Task<Finding> RunAsync(FaultPlan plan, Action<string> say, CancellationToken cancellation)
    {
        var members = Math.Min(plan.Members, 500);
        await using var stage = await Stage.SetAsync(plan, members, postgres: true, cancellation);
        await using var crowd = await Crowd.EnterAsync(stage, members, plan.Rate, cancellation);
        await crowd.MoreAsync(Burst * 2, cancellation);
        var postgres = stage.Postgres!;
        var stopped = await AwayAsync(plan, stage, crowd, postgres.StopImmediatelyAsync, postgres.StartServerAsync, cancellation);
        say($"stopped: {stopped}");
        await crowd.MoreAsync(Burst, cancellation);
        var frozen = await AwayAsync(plan, stage, crowd, postgres.FreezeAsync, postgres.ThawAsync, cancellation);
        say($"frozen: {frozen}");
        await crowd.MoreAsync(Burst, cancellation);
        var reckoning = await crowd.ReckonAsync(stage, cancellation);
        var holds = new[] { stopped, frozen }.All(static a => a.Back <= BackMost && a.GrowthKb <= GrowthMostKb && a.Refused > 0);
        return reckoning.Find("R7", $"{plan.AwaySeconds} s stopped and {plan.AwaySeconds} s frozen under {members} clients, {plan.Rate} posts/s",
            Math.Max(stopped.Back, frozen.Back), $"stopped: {stopped}; frozen: {frozen}", holds);
    }

    private static async Task<Away> AwayAsync(
        FaultPlan plan, Stage stage, Crowd crowd, Func<Task> go, Func<Task> come, CancellationToken cancellation)
    {
        crowd.Acknowledged.Forget();
        var before = stage.Server.Resident();
        await go();
        await Task.Delay(TimeSpan.FromSeconds(plan.AwaySeconds), cancellation);
        var (growth, refused, slowest) = (stage.Server.Resident() - before, crowd.Acknowledged.Refused, crowd.Acknowledged.SlowestMs);
        await come();
        var clock = Stopwatch.StartNew();
        await crowd.MoreAsync(1, cancellation);
        return new Away(refused, slowest, growth, clock.Elapsed.TotalSeconds);
    }

    private sealed record Away(long Refused, long SlowestMs, long GrowthKb, double Back)
    {
        public override string ToString() => $"{Refused} refused, slowest answer {SlowestMs} ms, memory {GrowthKb / 1024:+0;-0;0} MB, back after {Back:F1} s";
    }
}

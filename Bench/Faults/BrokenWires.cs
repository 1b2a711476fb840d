using System.Diagnostics;
using Bench.Client;

namespace Bench.Faults;

/// <summary>R9: everyone behind a proxy that resets, falls silent and sends byte by byte. Afterwards the hub holds nothing of it.</summary>
internal static class BrokenWires
{
    private const int Resets = 5;
    private const int Burst = 40;
    /// <summary>Longer than the silence after which either side closes (protocol §3).</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan SettleMost = TimeSpan.FromSeconds(45);
    private const int SocketsLeft = 0;

    public static async Task<Finding> RunAsync(FaultPlan plan, Action<string> say, CancellationToken cancellation)
    {
        var members = Math.Min(plan.Members, 300);
        await using var stage = await Stage.SetAsync(plan, members, postgres: false, cancellation);
        await using var proxy = new FaultProxy(stage.Port);
        var before = stage.Server.Sockets();
        await using var crowd = await Crowd.EnterAsync(stage, members, plan.Rate, cancellation, proxy.Url);
        await crowd.MoreAsync(Burst, cancellation);

        say("one byte at a time");
        proxy.Wire = Wire.OneByte;
        await crowd.MoreAsync(Burst * 2, cancellation);
        proxy.Wire = Wire.Clean;

        for (var round = 1; round <= Resets; round++)
        {
            say($"reset {round} of {Resets}");
            proxy.ResetAll();
            await crowd.MoreAsync(Burst, cancellation);
        }

        say($"half-open for {Silence.TotalSeconds} s");
        proxy.Wire = Wire.HalfOpen;
        await Task.Delay(Silence, cancellation);
        var held = stage.Server.Sockets() - before;
        proxy.Wire = Wire.Clean;
        var clock = Stopwatch.StartNew();
        await crowd.MoreAsync(1, cancellation);
        var back = clock.Elapsed.TotalSeconds;
        await crowd.MoreAsync(Burst, cancellation);

        var reckoning = await crowd.ReckonAsync(stage, cancellation);
        proxy.ResetAll();
        clock.Restart();
        while (stage.Server.Sockets() - before > SocketsLeft && clock.Elapsed < SettleMost)
        {
            await Task.Delay(100, cancellation);
        }

        var left = stage.Server.Sockets() - before;
        return reckoning.Find("R9", $"{members} clients through a proxy: one-byte writes, {Resets} resets of all, {Silence.TotalSeconds} s half-open", back,
            $"{held} sockets after the silence, {left} more than at the start after everyone went", left <= SocketsLeft);
    }
}

using Orleans;

namespace Grains.Tests.Runtime;

public sealed class LifeTests(RuntimeFixture runtime) : IClassFixture<RuntimeFixture>
{
    private readonly string _key = $"l-{Guid.NewGuid():N}";

    private Probe Probe => Probe.Of(_key);

    private ILifeGrain Grain => runtime.Grains.GetGrain<ILifeGrain>(_key);

    [Fact]
    public async Task A_reference_wakes_nobody_and_the_first_call_does()
    {
        var grain = Grain;
        Assert.Empty(Probe.Notes);
        var self = await grain.WhoAreYou();
        Assert.Equal(self, await Grain.WhoAreYou());
        Assert.Equal(["activated"], Probe.Notes);
    }

    [Fact]
    public async Task An_idle_grain_is_collected_with_its_farewell_and_comes_back_anew()
    {
        var before = await Grain.WhoAreYou();
        await runtime.CollectIdle();
        await Probe.Saw("deactivated: ActivationIdle");
        Assert.NotEqual(before, await Grain.WhoAreYou());
    }

    [Fact]
    public async Task A_busy_grain_is_not_collected()
    {
        var grain = runtime.Grains.GetGrain<ITimerGrain>(_key);
        var held = grain.Hold();
        await Probe.Saw("held");
        await runtime.CollectIdle();
        Probe.OpenGate();
#if ORLEANS
        await held;
#else
        // The collector ran long after the response timeout, so the caller heard of that instead.
        await Assert.ThrowsAsync<TimeoutException>(() => held);
#endif
    }

    [Fact]
    public async Task A_grain_that_delays_its_deactivation_is_not_collected()
    {
        var before = await Grain.WhoAreYou();
        await Grain.Stay(TimeSpan.FromDays(1));
        await runtime.CollectIdle();
        Assert.Equal(before, await Grain.WhoAreYou());
    }

    [Fact]
    public async Task A_grain_of_a_class_to_be_kept_alive_is_not_collected()
    {
        var grain = runtime.Grains.GetGrain<IKeptGrain>(_key);
        await grain.Next();
        await runtime.CollectIdle();
        Assert.Equal(2, await grain.Next());
    }

    [Fact]
    public async Task A_grain_that_leaves_is_followed_by_a_new_activation()
    {
        var before = await Grain.WhoAreYou();
        await Grain.Leave();
        Assert.NotEqual(before, await Grain.WhoAreYou());
        Assert.Equal(["activated", "deactivated: ApplicationRequested", "activated"], Probe.Notes);
    }

    [Fact]
    public async Task A_call_that_comes_while_a_grain_leaves_is_carried_out_by_its_successor()
    {
        var leaving = Grain.LeaveAfterGate();
        await Probe.Saw("leaving");
        var later = Grain.WhoAreYou();
        Assert.False(later.IsCompleted);
        Probe.OpenGate();
        await leaving;
        await later;
        Assert.Equal(["activated", "leaving", "left", "deactivated: ApplicationRequested", "activated"], Probe.Notes);
    }

    [Fact]
    public async Task A_failed_activation_fails_the_call_and_the_next_call_tries_anew()
    {
        var key = $"broken-{_key}";
        var grain = runtime.Grains.GetGrain<ILifeGrain>(key);
        var refused = await Assert.ThrowsAsync<RefusedException>(grain.WhoAreYou);
        Assert.Equal("not today", refused.Message);
        await grain.WhoAreYou();
        Assert.Equal(["activated", "activated"], Probe.Of(key).Notes);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task A_hundred_thousand_grains_are_alive_at_once()
    {
        const int grains = 100_000;
        const int atOnce = 1_000;
        for (var from = 0; from < grains; from += atOnce)
        {
            await Task.WhenAll(Enumerable.Range(from, atOnce).Select(Count));
        }

        Assert.Equal(2, await Count(0));
        Assert.Equal(2, await Count(grains - 1));

        Task<int> Count(int number) => runtime.Grains.GetGrain<ICountGrain>($"{_key}-{number}").Next();
    }

    [Fact]
    public async Task The_stop_of_the_host_lets_every_grain_say_farewell()
    {
        var host = new RuntimeFixture();
        await host.InitializeAsync();
        var keys = Enumerable.Range(0, 20).Select(number => $"{_key}-{number}").ToArray();
        await Task.WhenAll(keys.Select(key => host.Grains.GetGrain<ILifeGrain>(key).WhoAreYou()));
        await host.DisposeAsync();
        Assert.All(keys, key => Assert.Equal(["activated", "deactivated: ShuttingDown"], Probe.Of(key).Notes));
    }

#if !ORLEANS
    [Fact]
    public async Task A_grain_may_call_another_in_its_farewell()
    {
        var host = new RuntimeFixture();
        await host.InitializeAsync();
        var key = $"talkative-{_key}";
        await host.Grains.GetGrain<ILifeGrain>(key).WhoAreYou();
        await host.DisposeAsync();
        Assert.Equal(["activated", "deactivated: ShuttingDown", "heard 1"], Probe.Of(key).Notes);
    }

    [Fact]
    public async Task The_stop_of_the_host_waits_for_a_stuck_grain_no_longer_than_it_may()
    {
        var host = new RuntimeFixture();
        await host.InitializeAsync();
        var held = host.Grains.GetGrain<ITurnGrain>(_key).Hold("stuck");
        await Probe.Saw("+stuck");
        using var patience = new CancellationTokenSource();
        var stop = host.StopAsync(patience.Token);
        Assert.False(stop.IsCompleted);
        await patience.CancelAsync();
        await stop.WaitAsync(Probe.Patience);
        Probe.OpenGate();
        await held.WaitAsync(Probe.Patience);
        await host.DisposeAsync();
    }

    [Fact]
    public async Task After_the_stop_of_the_host_calls_are_refused()
    {
        var host = new RuntimeFixture();
        await host.InitializeAsync();
        var grain = host.Grains.GetGrain<ICountGrain>(_key);
        await grain.Next();
        await host.DisposeAsync();
        await Assert.ThrowsAsync<Orleans.Runtime.SiloUnavailableException>(grain.Next);
    }
#endif
}

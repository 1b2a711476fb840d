using Orleans;

namespace Grains.Tests.Runtime;

public sealed class TimerTests(RuntimeFixture runtime) : IClassFixture<RuntimeFixture>, IAsyncLifetime
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    private readonly string _key = $"c-{Guid.NewGuid():N}";

    private Probe Probe => Probe.Of(_key);

    private ITimerGrain Grain => runtime.Grains.GetGrain<ITimerGrain>(_key);

    public Task InitializeAsync() => Task.CompletedTask;

    // A timer left ticking would let time run ahead of the next test's own.
    public Task DisposeAsync() => Grain.Stop();

    [Fact]
    public async Task A_timer_ticks_on_although_a_tick_failed()
    {
        await Grain.Start(Period, interleave: false);
        await runtime.PassTimeUntil(Probe.Saw("tick", times: 3), Period);
    }

    [Fact]
    public async Task A_tick_waits_for_the_call_that_runs()
    {
        await Grain.Start(Period, interleave: false);
        await runtime.PassTimeUntil(Probe.Saw("tick"), Period);
        var held = Grain.Hold();
        await Probe.Saw("held");
        var ticks = Probe.Times("tick");
        await AnotherTicksThrice();
        Assert.Equal(ticks, Probe.Times("tick"));
        Probe.OpenGate();
        await held;
        await runtime.PassTimeUntil(Probe.Saw("tick", ticks + 2), Period);
        Assert.Equal(0, Probe.Times("tick while held"));
    }

    [Fact]
    public async Task An_interleaving_timer_ticks_beside_the_call_that_runs()
    {
        await Grain.Start(Period, interleave: true);
        var held = Grain.Hold();
        await Probe.Saw("held");
        // One period and no more: time that ran ahead would end the call that is held.
        runtime.PassTime(Period);
        await Probe.Saw("tick while held");
        Probe.OpenGate();
        await held;
    }

    [Fact]
    public async Task A_stopped_timer_ticks_no_more()
    {
        await Grain.Start(Period, interleave: false);
        await runtime.PassTimeUntil(Probe.Saw("tick"), Period);
        await Grain.Stop();
        var ticks = Probe.Times("tick");
        await AnotherTicksThrice();
        Assert.Equal(ticks, Probe.Times("tick"));
    }

    [Fact]
    public async Task A_timer_does_not_keep_its_grain_and_ends_with_it()
    {
        await Grain.Start(TimeSpan.FromDays(1), interleave: false);
        await runtime.CollectIdle();
        await Probe.Saw("deactivated");
#if !ORLEANS
        runtime.Clock.Advance(TimeSpan.FromDays(2));
#endif
        await Grain.Touch();
        Assert.Equal(0, Probe.Times("tick"));
    }

    // That this much time passes is known from the timer of another grain, not from a wait.
    private async Task AnotherTicksThrice()
    {
        var other = $"{_key}-{Guid.NewGuid():N}";
        var grain = runtime.Grains.GetGrain<ITimerGrain>(other);
        await grain.Start(Period, interleave: false);
        await runtime.PassTimeUntil(Probe.Of(other).Saw("tick", times: 3), Period);
        await grain.Stop();
    }
}

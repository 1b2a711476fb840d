using Orleans;

namespace Grains.Tests.Runtime;

public sealed class TurnTests(RuntimeFixture runtime) : IClassFixture<RuntimeFixture>
{
    private readonly string _key = $"t-{Guid.NewGuid():N}";

    private Probe Probe => Probe.Of(_key);

    private ITurnGrain Grain => runtime.Grains.GetGrain<ITurnGrain>(_key);

    [Fact]
    public async Task A_second_call_starts_only_when_the_first_has_ended()
    {
        var first = Grain.Hold("a");
        await Probe.Saw("+a");
        var second = Grain.Hold("b");
        Assert.False(second.IsCompleted);
        Assert.Equal(["+a"], Probe.Notes);
        Probe.OpenGate();
        await Task.WhenAll(first, second);
        Assert.Equal(["+a", "-a", "+b", "-b"], Probe.Notes);
    }

    [Fact]
    public async Task No_addition_is_lost_across_awaits()
    {
        const int calls = 500;
        var sums = await Task.WhenAll(Enumerable.Range(0, calls).Select(_ => Grain.AddAcrossAwaits()));
        Assert.Equal(Enumerable.Range(1, calls), sums.Order());
    }

    [Fact]
    public async Task Turns_of_a_reentrant_grain_interleave_but_never_run_at_once()
    {
        const int calls = 500;
        var grain = runtime.Grains.GetGrain<IReentrantGrain>(_key);
        var sums = await Task.WhenAll(Enumerable.Range(0, calls).Select(_ => grain.AddAcrossAwaits()));
        Assert.Equal(Enumerable.Range(1, calls), sums.Order());
    }

    [Fact]
    public async Task Awaits_resume_in_the_turn_of_the_grain() => Assert.True(await Grain.ResumesInItsTurn());

    [Fact]
    public async Task An_interleaving_method_runs_beside_a_held_call()
    {
        var held = Grain.Hold("a");
        await Probe.Saw("+a");
        var beside = Grain.HoldInterleaved("b");
        await Probe.Saw("+b");
        Probe.OpenGate();
        await Task.WhenAll(held, beside);
    }

    [Fact]
    public async Task An_ordinary_call_does_not_wait_for_an_interleaving_one()
    {
        var beside = Grain.HoldInterleaved("a");
        await Probe.Saw("+a");
        var ordinary = Grain.Hold("b");
        await Probe.Saw("+b");
        Probe.OpenGate();
        await Task.WhenAll(ordinary, beside);
    }

    [Fact]
    public async Task Readers_run_beside_one_another_and_a_writer_waits_for_them()
    {
        var first = Grain.HoldReading("a");
        await Probe.Saw("+a");
        var writer = Grain.Hold("w");
        var second = Grain.HoldReading("b");
        await Probe.Saw("+b");
        Assert.Equal(0, Probe.Times("+w"));
        Probe.OpenGate();
        await Task.WhenAll(first, second, writer);
        Assert.Equal(["+w", "-w"], Probe.Notes.TakeLast(2));
    }

    [Fact]
    public async Task Calls_of_a_reentrant_grain_run_beside_one_another()
    {
        var grain = runtime.Grains.GetGrain<IReentrantGrain>(_key);
        var first = grain.Hold("a");
        var second = grain.Hold("b");
        await Probe.Saw("+a");
        await Probe.Saw("+b");
        Probe.OpenGate();
        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task A_stateless_worker_has_as_many_activations_as_it_says()
    {
        var grain = runtime.Grains.GetGrain<IWorkerGrain>(_key);
        var calls = Enumerable.Range(0, 3).Select(_ => grain.Hold("in")).ToArray();
        await Probe.Saw("in", times: 3);
        var fourth = grain.Hold("in");
        Assert.Equal(3, Probe.Times("in"));
        Probe.OpenGate();
        var workers = await Task.WhenAll(calls);
        Assert.Equal(3, workers.Distinct().Count());
        Assert.Contains(await fourth, workers);
    }

    [Fact]
    public async Task A_one_way_call_does_not_wait_and_its_failure_reaches_nobody()
    {
        await Grain.Fire("fired");
        await Probe.Saw("fired");
        Assert.Equal("still here", await Grain.Echo("still here"));
    }

    [Fact]
    public async Task Value_tasks_answer_too()
    {
        await Grain.Nothing();
        Assert.Equal("x", await Grain.Echo("x"));
    }

    [Fact]
    public async Task A_call_never_runs_on_the_stack_of_its_caller()
    {
        var held = Grain.HoldInterleaved("a");
        Assert.False(held.IsCompleted);
        Probe.OpenGate();
        await held;
    }

    [Fact]
    public async Task A_method_that_says_how_long_it_is_waited_for_is_waited_for_so_long()
    {
        var (shortly, usual) = (Grain.HoldShortly("short"), Grain.HoldInterleaved("usual"));
        await Probe.Saw("+short");
        await Probe.Saw("+usual");
        runtime.PassTime(TimeSpan.FromSeconds(15));
        await Assert.ThrowsAsync<TimeoutException>(() => shortly);
        Assert.False(usual.IsCompleted);
        Probe.OpenGate();
        await usual;
    }

#if !ORLEANS
    [Fact]
    public async Task A_method_that_is_waited_for_long_outlives_the_others()
    {
        var (patient, usual) = (Grain.HoldLong("long"), Grain.HoldInterleaved("usual"));
        await Probe.Saw("+long");
        await Probe.Saw("+usual");
        runtime.Clock.Advance(TimeSpan.FromSeconds(45));
        await Assert.ThrowsAsync<TimeoutException>(() => usual);
        Assert.False(patient.IsCompleted);
        Probe.OpenGate();
        await patient;
    }

    [Fact]
    public async Task A_circle_of_calls_ends_with_a_timeout()
    {
        var circle = Grain.CallBack($"{_key}-other");
        await Probe.Of($"{_key}-other").Saw("calling");
        runtime.Clock.Advance(TimeSpan.FromSeconds(45));
        await Assert.ThrowsAsync<TimeoutException>(() => circle.WaitAsync(Probe.Patience));
    }
#endif
}

using Orleans;
using Orleans.Runtime;

namespace Grains.Tests.Runtime;

public sealed class CallTests(RuntimeFixture runtime) : IClassFixture<RuntimeFixture>
{
    private readonly string _key = $"k-{Guid.NewGuid():N}";

    private Probe Probe => Probe.Of(_key);

    private ICallGrain Grain => runtime.Grains.GetGrain<ICallGrain>(_key);

    [Fact]
    public async Task An_error_reaches_the_caller_with_its_type_and_content()
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(Grain.Refuse);
        Assert.Equal(("refused", 42), (refused.Message, refused.Code));
        Assert.Equal(43, (await Assert.ThrowsAsync<RefusedException>(Grain.RefuseAfterAwait)).Code);
    }

    [Fact]
    public async Task An_error_passes_through_the_grain_between()
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => Grain.RefuseThrough($"{_key}-other"));
        Assert.Equal(42, refused.Code);
    }

    [Fact]
    public async Task Cancelling_answers_the_caller_and_tells_the_grain_in_a_turn_of_its_own()
    {
        using var cancel = new CancellationTokenSource();
        var waiting = Grain.WaitFor("waiting", cancel.Token);
        await Probe.Saw("waiting");
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Probe.Saw("cancelled in a turn");
    }

    [Fact]
    public async Task A_call_cancelled_beforehand_is_never_made()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Grain.WaitFor("never", new CancellationToken(canceled: true)));
        Probe.OpenGate();
        Assert.Equal("after", await Grain.WaitFor("after", default));
        Assert.Equal(["after"], Probe.Notes);
    }

    [Fact]
    public async Task A_token_that_is_not_cancelled_changes_nothing()
    {
        using var cancel = new CancellationTokenSource();
        Probe.OpenGate();
        Assert.Equal("done", await Grain.WaitFor("done", cancel.Token));
    }

    [Fact]
    public async Task What_flows_with_the_caller_does_not_flow_into_the_grain()
    {
        CountGrain.OfTheCaller.Value = "the caller's own";
        Assert.Null(await runtime.Grains.GetGrain<ICountGrain>(_key).Ambient());
    }

    [Fact]
    public async Task An_observer_hears_in_order_and_can_answer()
    {
        var observer = new Listener(Probe);
        var reference = runtime.Grains.CreateObjectReference<ISayObserver>(observer);
        await Grain.Subscribe(reference);
        await Grain.Say("one");
        await Grain.Say("two");
        await Probe.Saw("two");
        Assert.Equal("really?!", await Grain.AskThem("really?"));
        Assert.Equal(["one", "two"], Probe.Notes);
        runtime.Grains.DeleteObjectReference<ISayObserver>(reference);
        GC.KeepAlive(observer);
    }

    [Fact]
    public async Task A_deleted_observer_hears_no_more()
    {
        var gone = new Listener(Probe);
        var reference = runtime.Grains.CreateObjectReference<ISayObserver>(gone);
        await Grain.Subscribe(reference);
        await Grain.Say("before");
        await Probe.Saw("before");
        runtime.Grains.DeleteObjectReference<ISayObserver>(reference);
        await Grain.Say("after");

        var here = new Listener(Probe);
        await Grain.Subscribe(runtime.Grains.CreateObjectReference<ISayObserver>(here));
        await Grain.Say("again");
        await Probe.Saw("again");
        Assert.Equal(["before", "again"], Probe.Notes);
        GC.KeepAlive((gone, here));
    }

    [Fact]
    public async Task References_to_one_grain_are_equal_and_carry_its_key()
    {
        var self = await Grain.Self();
        Assert.Equal(_key, self.GetPrimaryKeyString());
        Assert.Equal(Grain, self);
        Assert.Equal(Grain.GetGrainId(), self.GetGrainId());
        Assert.Equal(GrainId.Create("call", _key), self.GetGrainId());
        Assert.NotEqual(Grain, runtime.Grains.GetGrain<ICallGrain>($"{_key}-other"));
    }

    private sealed class Listener(Probe probe) : ISayObserver
    {
        public void Said(string text) => probe.Note(text);

        public Task<string> Ask(string question) => Task.FromResult($"{question}!");
    }
}

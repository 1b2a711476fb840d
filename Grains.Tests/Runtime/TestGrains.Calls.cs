using Orleans;

namespace Grains.Tests.Runtime;

[GenerateSerializer, Alias("runtime-tests.refused")]
internal sealed class RefusedException(string message, int code) : Exception(message)
{
    [Id(0)]
    public int Code { get; } = code;
}

internal interface ISayObserver : IGrainObserver
{
    void Said(string text);

    Task<string> Ask(string question);
}

internal interface ICallGrain : IGrainWithStringKey
{
    Task Refuse();

    Task RefuseAfterAwait();

    Task RefuseThrough(string other);

    Task<string> WaitFor(string name, CancellationToken cancellationToken);

    Task Subscribe(ISayObserver observer);

    Task Say(string text);

    Task<string> AskThem(string question);

    Task<ICallGrain> Self();
}

internal sealed class CallGrain : Grain, ICallGrain
{
    private ISayObserver? _observer;

    public Task Refuse() => throw new RefusedException("refused", 42);

    public async Task RefuseAfterAwait()
    {
        await Task.Yield();
        throw new RefusedException("refused later", 43);
    }

    public Task RefuseThrough(string other) => GrainFactory.GetGrain<ICallGrain>(other).Refuse();

    public async Task<string> WaitFor(string name, CancellationToken cancellationToken)
    {
        var probe = Probe.Of(this.GetPrimaryKeyString());
        probe.Note(name);
        var mine = TaskScheduler.Current;
        var cancelled = new TaskCompletionSource();
        using var registered = cancellationToken.Register(() =>
        {
            probe.Note(TaskScheduler.Current == mine ? "cancelled in a turn" : "cancelled elsewhere");
            cancelled.TrySetCanceled(cancellationToken);
        });
        await await Task.WhenAny(probe.Gate, cancelled.Task);
        return name;
    }

    public Task Subscribe(ISayObserver observer)
    {
        _observer = observer;
        return Task.CompletedTask;
    }

    public Task Say(string text)
    {
        _observer!.Said(text);
        return Task.CompletedTask;
    }

    public Task<string> AskThem(string question) => _observer!.Ask(question);

    public Task<ICallGrain> Self() => Task.FromResult(this.AsReference<ICallGrain>());
}

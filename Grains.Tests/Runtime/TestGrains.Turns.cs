using Orleans;
using Orleans.Concurrency;

namespace Grains.Tests.Runtime;

internal interface ITurnGrain : IGrainWithStringKey
{
    Task Hold(string name);

    [AlwaysInterleave]
    Task HoldInterleaved(string name);

    [ReadOnly]
    Task HoldReading(string name);

    [AlwaysInterleave, ResponseTimeout("00:00:01")]
    Task HoldShortly(string name);

    [AlwaysInterleave, ResponseTimeout("00:05:00")]
    Task HoldLong(string name);

    Task<int> AddAcrossAwaits();

    Task<bool> ResumesInItsTurn();

    [OneWay]
    Task Fire(string name);

    Task CallBack(string other);

    ValueTask<string> Echo(string text);

    ValueTask Nothing();
}

internal interface IReentrantGrain : IGrainWithStringKey
{
    Task Hold(string name);

    Task<int> AddAcrossAwaits();
}

internal interface IWorkerGrain : IGrainWithStringKey
{
    Task<Guid> Hold(string name);
}

internal interface ICountGrain : IGrainWithStringKey
{
    Task<int> Next();

    Task<string?> Ambient();
}

internal interface IKeptGrain : IGrainWithStringKey
{
    Task<int> Next();
}

internal sealed class TurnGrain : Grain, ITurnGrain
{
    private int _sum;

    private Probe Probe => Probe.Of(this.GetPrimaryKeyString());

    public Task HoldShortly(string name) => Hold(name);

    public Task HoldLong(string name) => Hold(name);

    public async Task Hold(string name)
    {
        Probe.Note($"+{name}");
        await Probe.Gate;
        Probe.Note($"-{name}");
    }

    public Task HoldInterleaved(string name) => Hold(name);

    public Task HoldReading(string name) => Hold(name);

    public async Task<int> AddAcrossAwaits()
    {
        var seen = _sum;
        await Task.Yield();
        await Task.Run(static () => { });
        return _sum = seen + 1;
    }

    public async Task<bool> ResumesInItsTurn()
    {
        var mine = TaskScheduler.Current;
        await Task.Run(static () => { });
        return mine != TaskScheduler.Default && TaskScheduler.Current == mine;
    }

    public Task Fire(string name)
    {
        Probe.Note(name);
        throw new InvalidOperationException("Nobody hears this.");
    }

    public async Task CallBack(string other)
    {
        var call = GrainFactory.GetGrain<ITurnGrain>(other).CallBack(this.GetPrimaryKeyString());
        // Only once the call is under way: a test that moves the clock at this note must find it handed in before.
        Probe.Note("calling");
        await call;
    }

    public ValueTask<string> Echo(string text) => new(text);

    public async ValueTask Nothing() => await Task.Yield();
}

[Reentrant]
internal sealed class ReentrantGrain : Grain, IReentrantGrain
{
    private int _sum;

    private Probe Probe => Probe.Of(this.GetPrimaryKeyString());

    public async Task Hold(string name)
    {
        Probe.Note($"+{name}");
        await Probe.Gate;
    }

    // Turns interleave at awaits, but never run at once: without an await between, no addition is lost.
    public async Task<int> AddAcrossAwaits()
    {
        await Task.Yield();
        return ++_sum;
    }
}

[StatelessWorker(3)]
internal sealed class WorkerGrain : Grain, IWorkerGrain
{
    private readonly Guid _self = Guid.NewGuid();

    public async Task<Guid> Hold(string name)
    {
        var probe = Probe.Of(this.GetPrimaryKeyString());
        probe.Note(name);
        await probe.Gate;
        return _self;
    }
}

internal sealed class CountGrain : Grain, ICountGrain
{
    public static readonly AsyncLocal<string?> OfTheCaller = new();

    private int _count;

    public Task<string?> Ambient() => Task.FromResult(OfTheCaller.Value);

    public Task<int> Next() => Task.FromResult(++_count);
}

[KeepAlive]
internal sealed class KeptGrain : Grain, IKeptGrain
{
    private int _count;

    public Task<int> Next() => Task.FromResult(++_count);
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;

namespace Grains.Local;

/// <summary>
/// The directory: one target an id, made when first called. Started and stopped with the host: from the stop on,
/// only calls from one grain to another still wake grains, all others are refused with
/// <see cref="SiloUnavailableException"/>; the stop ends when all have left, or when the host is out of patience.
/// </summary>
internal sealed class LocalRuntime : IHostedService, IAsyncDisposable
{
    private readonly ConcurrentDictionary<GrainId, ICallTarget> _targets = new();
    private readonly ITimer _sweep;
    private volatile bool _stopping;

    public LocalRuntime(IServiceProvider services, IOptions<LocalGrainsOptions> options, TimeProvider clock,
        ILogger<LocalRuntime> log)
    {
        (Services, Options, Clock, Log) = (services, options.Value, clock, log);
        ResponseTimeout = Ticks(Options.ResponseTimeout);
        Classes = new(this);
        _sweep = clock.CreateTimer(static self => ((LocalRuntime)self!).Sweep(), this, Options.CollectionQuantum,
            Options.CollectionQuantum);
    }

    public IServiceProvider Services { get; }

    public LocalGrainsOptions Options { get; }

    public TimeProvider Clock { get; }

    public ILogger Log { get; }

    public GrainClasses Classes { get; }

    public long ResponseTimeout { get; }

    public long Now => Clock.GetTimestamp();

    public long Ticks(TimeSpan span) => (long)(span.TotalSeconds * Clock.TimestampFrequency);

    public void Send(GrainId to, Call call)
    {
        try
        {
            while (!Target(to, call).Accept(call))
            {
                // It closed in between, and is out of the directory by now: the next one takes the call.
            }
        }
        catch (OrleansException refused)
        {
            call.Fail(refused);
        }
    }

    public void Add(GrainId id, Observer observer) => _targets[id] = observer;

    public void Remove(GrainId id, ICallTarget target) => _targets.TryRemove(new(id, target));

    public void Delete(GrainId observer)
    {
        if (_targets.TryRemove(observer, out var target))
        {
            ((Observer)target).Delete();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping = true;
        var reason = new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The process stops.");
        while (_targets.Values.SelectMany(static target => target.Activations).ToArray() is { Length: > 0 } left)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                Log.LeftBehind(left.Length);
                return;
            }

            Array.ForEach(left, activation => activation.Deactivate(reason, cancellationToken));
            await Task.WhenAll(left.Select(static activation => activation.Deactivated)).WaitAsync(cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public ValueTask DisposeAsync() => _sweep.DisposeAsync();

    private ICallTarget Target(GrainId id, Call call)
    {
        if (_targets.TryGetValue(id, out var found))
        {
            return found;
        }

        if (id.Type == Observer.Kind)
        {
            throw new ClientNotAvailableException(id);
        }

        if (_stopping && !call.FromGrain)
        {
            throw new SiloUnavailableException("The process stops.");
        }

        var kind = Classes.Find(id.Type) ?? throw new OrleansException($"No grain class is called {id.Type}.");
        return _targets.GetOrAdd(id, kind.MaxWorkers > 0 ? new WorkerPool(this, kind, id) : new Activation(this, kind, id));
    }

    private void Sweep()
    {
        var now = Now;
        foreach (var (_, target) in _targets)
        {
            target.Sweep(now);
        }
    }
}

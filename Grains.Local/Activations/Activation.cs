using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace Grains.Local;

/// <summary>
/// One living grain: made at its first call, gone after its last. When it cannot be made or activated, the
/// waiting calls fail with that error and the next call tries anew. What fails while it leaves is logged, and it
/// leaves all the same; calls that came meanwhile go to its successor.
/// </summary>
internal sealed class Activation(LocalRuntime runtime, GrainClass kind, GrainId id, WorkerPool? pool = null)
    : Mailbox(runtime, kind.IsReentrant), IGrainContext, ICallTarget
{
    private AsyncServiceScope? _scope;
    private object? _grain;
    private GrainReference? _reference;
    private List<GrainTimer>? _timers;
    private TaskCompletionSource? _gone;
    private DeactivationReason? _reason;
    private CancellationToken _hurry;
    private long _keepUntil = long.MinValue;

    public GrainId GrainId => id;

    public object? GrainInstance => _grain;

    public override object Body => _grain!;

    public IServiceProvider ActivationServices => _scope!.Value.ServiceProvider;

    public GrainReference GrainReference => _reference ??= LocalReference.Create(typeof(IGrain), Runtime, id);

    public IEnumerable<Activation> Activations => [this];

    internal new LocalRuntime Runtime => base.Runtime;

    public Task Deactivated
    {
        get
        {
            lock (Gate)
            {
                return Now == Phase.Closed ? Task.CompletedTask
                    : (_gone ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }
        }
    }

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        lock (Gate)
        {
            if (_reason is null)
            {
                (_reason, _hurry) = (deactivationReason, cancellationToken);
                Leave();
            }
        }
    }

    public void DelayDeactivation(TimeSpan atLeast) =>
        _keepUntil = atLeast == Timeout.InfiniteTimeSpan ? long.MaxValue : Runtime.Now + Runtime.Ticks(atLeast);

    public GrainTimer AddTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        var timer = new GrainTimer(this, callback, options, Runtime.Clock);
        lock (Gate)
        {
            (_timers ??= []).Add(timer);
        }

        return timer;
    }

    public void Forget(GrainTimer timer)
    {
        lock (Gate)
        {
            _timers?.Remove(timer);
        }
    }

    public void TimerFailed(Exception error) => Runtime.Log.TimerFailed(error, id);

    public void Sweep(long now)
    {
        Expire(now);
        lock (Gate)
        {
            if (kind.IdleAge is { } age && now >= _keepUntil && IsIdleSince(now - age))
            {
                Deactivate(new(DeactivationReasonCode.ActivationIdle, "Nobody called for the age limit."));
            }
        }
    }

    protected override void Open() => _ = OpenAsync();

    protected override void Close() => _ = CloseAsync(null);

    private async Task OpenAsync()
    {
        try
        {
            _scope = Runtime.Services.CreateAsyncScope();
            _grain = kind.Make(this);
            await ((IGrainBase)_grain).OnActivateAsync(CancellationToken.None);
        }
        catch (Exception error)
        {
            Runtime.Log.ActivationFailed(id, error.GetType().Name);
            Runtime.Log.ActivationTrace(error, id);
            await CloseAsync(error);
            return;
        }

        Opened();
    }

    private async Task CloseAsync(Exception? failure)
    {
        foreach (var timer in _timers?.ToArray() ?? [])
        {
            timer.Dispose();
        }

        if (failure is null && _grain is IGrainBase body)
        {
            await Try(() => body.OnDeactivateAsync(_reason!.Value, _hurry)
                .WaitAsync(LocalGrainsOptions.DeactivationTimeout, Runtime.Clock, _hurry));
        }

        await Try(async () =>
        {
            await (_grain is IAsyncDisposable grain ? grain.DisposeAsync() : default);
            (_grain as IDisposable)?.Dispose();
            await (_scope?.DisposeAsync() ?? default);
        });
        Gone(failure);
    }

    private void Gone(Exception? failure)
    {
        if (pool is null)
        {
            Runtime.Remove(id, this);
        }
        else
        {
            pool.Remove(this);
        }

        foreach (var call in Shut().Where(static call => call is not GrainTimer))
        {
            if (failure is null)
            {
                Runtime.Send(id, call);
            }
            else
            {
                call.Fail(failure);
            }
        }

        _gone?.TrySetResult();
    }

    private async Task Try(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (Exception error)
        {
            Runtime.Log.DeactivationFailed(error, id);
        }
    }
}

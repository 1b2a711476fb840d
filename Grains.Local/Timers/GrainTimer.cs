using Orleans.Runtime;

namespace Grains.Local;

/// <summary>
/// A grain's timer, which is its own recurring call: at most one tick waits or runs, and the next is set when its
/// callback has ended. A callback that fails is logged, and the timer goes on.
/// </summary>
internal sealed class GrainTimer : Call, IGrainTimer
{
    private readonly Activation _owner;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly CancellationTokenSource _stop = new();
    private readonly ITimer _timer;
    private readonly bool _keepAlive;
    private TimeSpan _next;
    private TimeSpan _period;
    private bool _busy;

    public GrainTimer(Activation owner, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options,
        TimeProvider clock)
    {
        (_owner, _callback, _keepAlive, _period) = (owner, callback, options.KeepAlive, options.Period);
        Sharing = options.Interleave ? Sharing.Anyone : Sharing.Alone;
        _timer = clock.CreateTimer(static self => ((GrainTimer)self!).Due(), this, Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
        Change(options.DueTime, options.Period);
    }

    public override bool IsUse => _keepAlive;

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (_stop)
        {
            (_next, _period) = (dueTime, period);
            if (!_busy && !_stop.IsCancellationRequested)
            {
                _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose()
    {
        lock (_stop)
        {
            _timer.Dispose();
        }

        _stop.Cancel();
        _owner.Forget(this);
    }

    public override async Task RunIn(Mailbox box)
    {
        try
        {
            if (!_stop.IsCancellationRequested)
            {
                await _callback(_stop.Token);
            }
        }
        catch (Exception error)
        {
            _owner.TimerFailed(error);
        }

        box.Finished(this, null);
        lock (_stop)
        {
            _busy = false;
            Change(_next, _period);
        }
    }

    public override void Fail(Exception error)
    {
    }

    private void Due()
    {
        lock (_stop)
        {
            if (_busy || _stop.IsCancellationRequested)
            {
                return;
            }

            (_busy, _next) = (true, _period);
        }

        _owner.Accept(this);
    }
}

namespace Grains.Local;

/// <summary>
/// Decides which calls of one activation or observer may run together, and keeps the others waiting in order.
/// Call-chain reentrancy does not exist (as in Orleans by default): a grain that awaits a call which comes back
/// to it waits until the response timeout ends that call with a <see cref="TimeoutException"/>.
/// </summary>
internal abstract class Mailbox(LocalRuntime runtime, bool reentrant) : TurnScheduler
{
    private Queue<Call>? _waiting;
    private Queue<Call>? _waitingReaders;
    private Call? _running;
    private int _alone;
    private int _readers;
    private int _anyone;
    private long _lastUse = runtime.Now;

    protected enum Phase : byte
    {
        Fresh,
        Opening,
        Open,
        Draining,
        Closing,
        Closed,
    }

    protected LocalRuntime Runtime => runtime;

    /// <summary>Written under <see cref="TurnScheduler.Gate"/>.</summary>
    protected Phase Now { get; set; }

    /// <summary>How many calls run or wait.</summary>
    public int Load => Running + (_waiting?.Count ?? 0) + (_waitingReaders?.Count ?? 0);

    /// <summary>The object that the calls are made on.</summary>
    public abstract object Body { get; }

    private int Running => _alone + _readers + _anyone;

    /// <summary>Takes a call, or says that this mailbox is closed and the call belongs to its successor.</summary>
    public bool Accept(Call call)
    {
        lock (Gate)
        {
            if (Now == Phase.Closed)
            {
                return false;
            }

            call.Since = runtime.Now;
            _lastUse = call.IsUse ? call.Since : _lastUse;
            call.Sharing = reentrant ? Sharing.Anyone : call.Sharing;
            if (Now == Phase.Open && MayRun(call.Sharing))
            {
                Admit(call);
            }
            else
            {
                (call.Sharing == Sharing.Readers ? _waitingReaders ??= new() : _waiting ??= new()).Enqueue(call);
            }

            if (Now == Phase.Fresh)
            {
                Now = Phase.Opening;
                Post((Action)Open);
            }
        }

        return true;
    }

    /// <summary>A call ended; whoever waited for it gets the turn.</summary>
    public void Finished(Call call, Exception? failure)
    {
        lock (Gate)
        {
            Unlink(call);
            --Counter(call.Sharing);
            _lastUse = call.IsUse ? runtime.Now : _lastUse;
            AdmitWaiting();
        }

        if (failure is not null)
        {
            Failed(call, failure);
        }
    }

    /// <summary>Fails the calls whose callers have waited long enough: those that wait are dropped, those that run go on unheard.</summary>
    public void Expire(long now)
    {
        List<Call>? late = null;
        lock (Gate)
        {
            for (var call = _running; call is not null; call = call.Next)
            {
                if (IsLate(call))
                {
                    (late ??= []).Add(call);
                }
            }

            Drop(_waiting);
            Drop(_waitingReaders);
        }

        late?.ForEach(static call => call.Fail(new TimeoutException($"No answer came to {call}.")));

        bool IsLate(Call call) => call.IsUse && now - call.Since > (call.Patience ?? runtime.ResponseTimeout);

        void Drop(Queue<Call>? waiting)
        {
            for (var left = waiting?.Count ?? 0; left > 0; left--)
            {
                var call = waiting!.Dequeue();
                if (IsLate(call))
                {
                    (late ??= []).Add(call);
                }
                else
                {
                    waiting.Enqueue(call);
                }
            }
        }
    }

    protected virtual void Open() => Opened();

    protected virtual void Close()
    {
    }

    protected virtual void Failed(Call call, Exception failure)
    {
        if (call.IsOneWay)
        {
            runtime.Log.OneWayFailed(failure, call);
        }
    }

    protected void Opened()
    {
        lock (Gate)
        {
            Now = Now == Phase.Opening ? Phase.Open : Now;
            AdmitWaiting();
        }
    }

    /// <summary>Takes no more calls, and closes once those that run are done.</summary>
    protected void Leave()
    {
        lock (Gate)
        {
            if (Now is Phase.Fresh or Phase.Opening or Phase.Open)
            {
                var opening = Now == Phase.Opening;
                Now = Phase.Draining;
                if (!opening)
                {
                    AdmitWaiting();
                }
            }
        }
    }

    /// <summary>Whether nothing runs or waits, and nothing did since <paramref name="before"/>.</summary>
    protected bool IsIdleSince(long before) => Now == Phase.Open && Load == 0 && _lastUse <= before;

    /// <summary>From here on calls go to the successor; hands over those that still wait.</summary>
    protected Call[] Shut()
    {
        lock (Gate)
        {
            Now = Phase.Closed;
            return [.. _waiting ?? [], .. _waitingReaders ?? []];
        }
    }

    private bool MayRun(Sharing sharing) => sharing switch
    {
        Sharing.Anyone => true,
        Sharing.Readers => _alone == 0,
        _ => _alone == 0 && _readers == 0,
    };

    private void AdmitWaiting()
    {
        if (Now == Phase.Draining && Running == 0)
        {
            Now = Phase.Closing;
            Post((Action)Close);
        }

        while (Now == Phase.Open)
        {
            Call? writer = null, reader = null;
            _waiting?.TryPeek(out writer);
            _waitingReaders?.TryPeek(out reader);
            var readerFirst = reader is not null && (writer is null || _readers > 0 || reader.Since <= writer.Since);
            if ((readerFirst ? reader : writer) is not { } next || !MayRun(next.Sharing))
            {
                return;
            }

            Admit((readerFirst ? _waitingReaders : _waiting)!.Dequeue());
        }
    }

    private void Admit(Call call)
    {
        ++Counter(call.Sharing);
        (call.Previous, call.Next) = (null, _running);
        if (_running is not null)
        {
            _running.Previous = call;
        }

        _running = call;
        Post(call);
    }

    private void Unlink(Call call)
    {
        if (call.Next is not null)
        {
            call.Next.Previous = call.Previous;
        }

        if (call.Previous is not null)
        {
            call.Previous.Next = call.Next;
        }
        else
        {
            _running = call.Next;
        }
    }

    private ref int Counter(Sharing sharing)
    {
        switch (sharing)
        {
            case Sharing.Anyone: return ref _anyone;
            case Sharing.Readers: return ref _readers;
            default: return ref _alone;
        }
    }

    protected override void Start(Call call) => _ = call.RunIn(this);
}

using Grains.Rules;
using Web.Live.Rooms;
using Web.Live.Sockets;

namespace Web.Live.Connections;

/// <summary>
/// One client's connection: who it is, where it sits, and whether a write is under way. Never more than one write of
/// the live path is in flight; a room skips a busy connection, personal events wait in a short line.
/// When a write fails the connection is aborted; its seats are given up by the disconnect that follows.
/// </summary>
public sealed class LiveConnection
{
    /// <summary>Personal events that may wait; what does not fit is replayed at the next Hello.</summary>
    public const int WaitingMost = 32;
    /// <summary>Rooms one connection may be in at once.</summary>
    public const int RoomsMost = 8;

    private readonly Outlet _outlet;
    private readonly TimeProvider _time;
    private readonly Action _written;
    private readonly Lock _gate = new();
    // Only while something waits: most connections never do.
    private Queue<ReadyMessage>? _waiting;
    private ValueTask _write;
    private int _busy;
    private long _busySince;
    private long _cutAt;

    public LiveConnection(Outlet outlet, string session, Actor actor, TimeProvider time)
    {
        (_outlet, Session, Actor, _time) = (outlet, session, actor, time);
        Errors = new ErrorBudget(time);
        _written = Written;
    }

    public string Id => _outlet.Id;
    public string Member => Actor.Member;
    public string Session { get; }
    /// <summary>The person's standing as last read.</summary>
    public Actor Actor { get; set; }
    public ErrorBudget Errors { get; }
    public SeatMap Seats { get; } = new();
    /// <summary>When it is cut, in monotonic milliseconds; 0: not at all.</summary>
    public long CutAt => Volatile.Read(ref _cutAt);
    public bool Gone { get; set; }
    public bool IsBusy => Volatile.Read(ref _busy) != 0;

    /// <summary>How long the write under way has been stuck; 0 where none is.</summary>
    public long BusyFor(long now) => IsBusy ? Math.Max(0, now - Volatile.Read(ref _busySince)) : 0;

    /// <summary>Writes unless a write is under way; false: skipped. Allocates nothing of its own. <paramref name="now"/>: monotonic milliseconds, lately.</summary>
    public bool TryWrite(ReadyMessage message, long now)
    {
        if (Interlocked.CompareExchange(ref _busy, 1, 0) != 0)
        {
            return false;
        }

        Start(message, now);
        return true;
    }

    /// <summary>Writes now or as soon as the write under way ends, in order; drops it where too many wait.</summary>
    public void Push(ReadyMessage message)
    {
        lock (_gate)
        {
            var waiting = _waiting ?? new Queue<ReadyMessage>(1);
            if (waiting.Count < WaitingMost)
            {
                waiting.Enqueue(message);
            }

            Volatile.Write(ref _waiting, waiting);
        }

        Flush();
    }

    /// <summary>The answer that seats it is being written: frames may follow once it is out.</summary>
    public void Seat(RelaySeat seat) => _outlet.Seat(seat);

    /// <summary>Sets when it is cut; false where that is set already.</summary>
    public bool TryCutAt(long at) => Interlocked.CompareExchange(ref _cutAt, at, 0) == 0;

    public void Abort()
    {
        Gone = true;
        if (IsBusy)
        {
            _outlet.Cut();
        }
        else
        {
            _outlet.Abort();
        }
    }

    private void Start(ReadyMessage message, long now)
    {
        Volatile.Write(ref _busySince, now);
        try
        {
#pragma warning disable CA2012 // One write at a time is kept here and consumed once: awaiting it would cost an allocation a write.
            _write = _outlet.WriteAsync(message);
#pragma warning restore CA2012
            var awaiter = _write.GetAwaiter();
            if (!awaiter.IsCompleted)
            {
                awaiter.UnsafeOnCompleted(_written);
                return;
            }

            awaiter.GetResult();
        }
        catch (Exception)
        {
            Abort();
        }

        End();
    }

    private void Written()
    {
        try
        {
            _write.GetAwaiter().GetResult();
        }
        catch (Exception)
        {
            Abort();
        }

        End();
    }

    private void End()
    {
        _write = default;
        // A fence: who pushed before this and found it busy is seen below.
        Interlocked.Exchange(ref _busy, 0);
        if (Volatile.Read(ref _waiting) is not null)
        {
            Flush();
        }
    }

    private void Flush()
    {
        while (Volatile.Read(ref _waiting) is not null && Interlocked.CompareExchange(ref _busy, 1, 0) == 0)
        {
            if (Next() is { } next)
            {
                Start(next, _time.Milliseconds());
            }
            else
            {
                Interlocked.Exchange(ref _busy, 0);
            }
        }
    }

    private ReadyMessage? Next()
    {
        lock (_gate)
        {
            if (_waiting is not { } waiting)
            {
                return null;
            }

            var next = waiting.Dequeue();
            if (waiting.Count == 0)
            {
                Volatile.Write(ref _waiting, null);
            }

            return next;
        }
    }
}

using Grains.Gatherings;
using Grains.Rules;
using Microsoft.Extensions.Logging;
using Web.Live.Connections;
using Web.Live.Node;
using Web.Live.Wire;

namespace Web.Live.Rooms;

/// <summary>
/// One live gathering on this node: listens to the grain, keeps the room, runs the fan. A lost frame shows at the next
/// one or at the beat and is read from the database once for everyone. When the grain falls silent or another
/// activation speaks, it subscribes again and says anew who is inside. When the database is away too, connections keep
/// what they have, beats go on, and each beat of the grain tries again.
/// </summary>
public sealed partial class GatheringRelay : IRelayObserver, IAsyncDisposable
{
    public static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(10);
    /// <summary>Without a word from the grain for so long, the lease is taken to be lost.</summary>
    public const long SilenceMilliseconds = 3_000;
    /// <summary>Least time between two subscriptions.</summary>
    public const long RenewLeastMilliseconds = 500;
    public const int PageEntries = 300;

    private readonly string _gathering;
    private readonly RelayServices _services;
    private readonly CommandGate _gate;
    private readonly ILogger _logger;
    private readonly IRelayObserver _ear;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _wake = new(0);
    private readonly ITimer _timer;
    private Task _loop = Task.CompletedTask;
    private Task _healing = Task.CompletedTask;
    private Task? _renewing;
    private int _woken;
    private long _heardAt;
    private long _renewedAt;

    public GatheringRelay(string gathering, CommandGate gate, RelayServices services)
    {
        (_gathering, _gate, _services, _logger) = (gathering, gate, services, services.Logger);
        Room = new RelayRoom(gathering, services.Time, new DisplayCap(services.Options));
        Fan = new RelayFan(gathering, Room, services.Time, services.Meter);
        _ear = services.Grains.Ear<IRelayObserver>(this);
        _timer = services.Time.CreateTimer(static relay => ((GatheringRelay)relay!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public RelayRoom Room { get; }
    public RelayFan Fan { get; }
    /// <summary>Since when nobody sits here, in monotonic milliseconds.</summary>
    public long EmptySince { get; private set; }
    public bool IsEmpty => Fan.Members == 0;
    public bool Ended => _stop.IsCancellationRequested;

    /// <summary>Subscribes; false where no such gathering is live.</summary>
    public async Task<bool> Start()
    {
        EmptySince = _heardAt = _services.Time.Milliseconds();
        if (!await Subscribe())
        {
            return false;
        }

        _services.Meter.Relay(1);
        _loop = Task.Run(Loop);
        return true;
    }

    /// <inheritdoc />
    public Task Deliver(RoomFrame frame)
    {
        Volatile.Write(ref _heardAt, _services.Time.Milliseconds());
        switch (Room.Take(frame))
        {
            case Took.Gap:
                _ = Heal();
                break;
            case Took.Foreign:
                Renew();
                break;
        }

        Wake();
        return Task.CompletedTask;
    }

    /// <summary>Has the loop look at once what is due.</summary>
    public void Wake()
    {
        if (!Ended && Interlocked.Exchange(ref _woken, 1) == 0)
        {
            _wake.Release();
        }
    }

    /// <summary>One turn: keeps the lease and lets the fan do what is due. Answers when to come again, in milliseconds.</summary>
    public long Turn()
    {
        var now = _services.Time.Milliseconds();
        var lease = now - Volatile.Read(ref _renewedAt) >= (long)RenewEvery.TotalMilliseconds;
        var silent = now - Math.Max(Volatile.Read(ref _heardAt), Volatile.Read(ref _renewedAt)) >= SilenceMilliseconds;
        if ((lease || silent) && !Room.IsClosed)
        {
            Renew();
        }

        EmptySince = IsEmpty ? EmptySince : now;
        return Fan.Round();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _wake.Release();
        await _loop;
        await _timer.DisposeAsync();
        _services.Meter.Relay(-1);
        try
        {
            await _services.Grains.Gathering(_gathering).Unsubscribe(_services.Node);
        }
        catch (Exception fault)
        {
            LogUnsubscribe(_gathering, fault.GetType().Name);
        }

        _services.Grains.Deaf<IRelayObserver>(_ear);
    }

    private async Task Loop()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                long wait;
                while ((wait = Turn()) == 0)
                {
                    // Behind everything that waits for a thread: the sockets first.
                    await Task.Yield();
                }

                _timer.Change(TimeSpan.FromMilliseconds(wait), Timeout.InfiniteTimeSpan);
            }
            catch (Exception fault)
            {
                // A fault in one round must not end the room.
                LogRound(_gathering, fault.GetType().Name);
                _timer.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
            }

            await _wake.WaitAsync();
            Volatile.Write(ref _woken, 0);
        }
    }

    private async Task<bool> Subscribe()
    {
        Volatile.Write(ref _renewedAt, _services.Time.Milliseconds());
        var before = Room.Incarnation;
        if (await _services.Grains.Gathering(_gathering).Subscribe(_services.Node, _ear).WaitAsync(CommandGate.AttemptMost) is not { } snapshot)
        {
            if (before != 0)
            {
                // It ended and the word of it was lost: the log tells.
                Room.Expect();
                _ = Heal();
            }

            return false;
        }

        Room.Start(snapshot);
        if (before != 0 && before != snapshot.Incarnation)
        {
            EnterAgain();
        }

        if (Room.Target > Room.Head)
        {
            _ = Heal();
        }

        return true;
    }

    private void Renew()
    {
        var now = _services.Time.Milliseconds();
        if (_renewing is { IsCompleted: false } || now - Volatile.Read(ref _renewedAt) < RenewLeastMilliseconds)
        {
            return;
        }

        Volatile.Write(ref _renewedAt, now);
        _renewing = Task.Run(async () =>
        {
            try
            {
                await Subscribe();
            }
            catch (Exception fault)
            {
                LogRenew(_gathering, fault.GetType().Name);
            }

            Wake();
        });
    }

    // A new activation knows of no device: tell it of all that sit here.
    private void EnterAgain()
    {
        foreach (var seat in Fan.Snapshot())
        {
            _ = _gate.Submit(new Enter(seat.Connection.Actor, seat.Connection.Id));
        }
    }

    [LoggerMessage(EventId = 2001, Level = LogLevel.Warning, Message = "Renewing the lease on {Gathering} failed: {Fault}")]
    private partial void LogRenew(string gathering, string fault);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Warning, Message = "Leaving {Gathering} was not heard: {Fault}")]
    private partial void LogUnsubscribe(string gathering, string fault);

    [LoggerMessage(EventId = 2003, Level = LogLevel.Error, Message = "A round over {Gathering} failed: {Fault}")]
    private partial void LogRound(string gathering, string fault);

    [LoggerMessage(EventId = 2004, Level = LogLevel.Warning, Message = "Reading {Gathering} after {After} failed: {Fault}")]
    private partial void LogRead(string gathering, long after, string fault);
}

/// <summary>What every relay of a node shares.</summary>
public sealed record RelayServices(
    string Node, ILiveGrains Grains, IGatheringStore Store, TimeProvider Time, LiveMeter Meter, LiveOptions Options, ILogger<GatheringRelay> Logger);

using System.Collections.Concurrent;
using Grains.Gatherings;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;
using Web.Live.Node;
using Web.Live.Rooms;
using Web.Live.Wire;

namespace Web.Live.Connections;

/// <summary>
/// All connections of this node, by connection and by member; what is personal goes straight to a member's own.
/// It takes the place of SignalR's own manager, whose groups and users would scan every connection.
/// A connection whose member cannot be read is told to come back; one that is cut gives its seats up as lost.
/// </summary>
public sealed partial class HubConnections(
    RelayDirectory relays, ActorReader actors, LiveMeter meter, TimeProvider time, ILogger<HubConnections> logger) : HubLifetimeManager<ActivityHub>
{
    /// <summary>Claims that sign-in sets; the last is there only while a new password has to be set.</summary>
    public const string MemberClaim = "member";
    public const string SessionClaim = "session";
    public const string MustChangeClaim = "must-change";
    /// <summary>Connections of one member; one more ends the oldest.</summary>
    public const int ConnectionsMost = 10;
    /// <summary>How long a write may be stuck.</summary>
    public const long StuckMilliseconds = 10_000;
    /// <summary>Time for a farewell to reach the client before its connection is cut.</summary>
    public const long FarewellMilliseconds = 500;

    private readonly ConcurrentDictionary<string, LiveConnection> _all = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<LiveConnection>> _byMember = new(StringComparer.Ordinal);
    private int _arriving;
    private long _drain;

    /// <summary>A member's first connection came or the last one went.</summary>
    public event Action<LiveConnection, bool>? MemberChanged;

    /// <summary>A connection went.</summary>
    public event Action<LiveConnection>? Left;

    public ICollection<LiveConnection> All => _all.Values;

    /// <summary>Whether nobody is here nor just coming in.</summary>
    public bool IsEmpty => Volatile.Read(ref _arriving) == 0 && _all.IsEmpty;

    public LiveConnection? Find(string connection) => _all.GetValueOrDefault(connection);

    public LiveConnection[] Of(string member)
    {
        lock (_gate)
        {
            return _byMember.TryGetValue(member, out var own) ? [.. own] : [];
        }
    }

    public bool Holds(string member)
    {
        lock (_gate)
        {
            return _byMember.ContainsKey(member);
        }
    }

    /// <inheritdoc />
    public override async Task OnConnectedAsync(HubConnectionContext connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var member = connection.User.FindFirst(MemberClaim)?.Value;
        var session = connection.User.FindFirst(SessionClaim)?.Value;
        var outlet = new HubOutlet(connection);
        if (member is null || session is null || connection.User.HasClaim(static c => c.Type == MustChangeClaim))
        {
            Refuse(outlet, ByeCode.SignedOut);
            return;
        }

        Interlocked.Increment(ref _arriving);
        try
        {
            if (await actors.Of(member) is { } actor)
            {
                var live = new LiveConnection(outlet, session, actor, time);
                connection.Protocol = new WatchedProtocol(connection.Protocol, live, spent => Farewell(spent, ByeCode.TooManyErrors));
                Add(live);
                return;
            }

            Refuse(outlet, ByeCode.SignedOut);
        }
        catch (Exception fault)
        {
            LogActor(fault.GetType().Name);
            Refuse(outlet, ByeCode.Draining);
        }
        finally
        {
            Interlocked.Decrement(ref _arriving);
        }
    }

    /// <inheritdoc />
    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        if (_all.TryRemove(connection.ConnectionId, out var live))
        {
            Remove(live);
        }

        return Task.CompletedTask;
    }

    /// <summary>Takes a connection in; the oldest of the member's beyond the limit is told to go.</summary>
    public void Add(LiveConnection live)
    {
        _all[live.Id] = live;
        LiveConnection? oldest = null;
        bool first;
        lock (_gate)
        {
            first = !_byMember.TryGetValue(live.Member, out var own);
            if (first)
            {
                _byMember[live.Member] = own = [];
            }

            own!.Add(live);
            oldest = own.Count(static c => c.CutAt == 0) > ConnectionsMost ? own.First(static c => c.CutAt == 0) : null;
        }

        meter.Connection(1);
        if (first)
        {
            MemberChanged?.Invoke(live, true);
        }

        if (oldest is not null)
        {
            Farewell(oldest, ByeCode.TooManyConnections);
        }

        if (Volatile.Read(ref _drain) is > 0 and var within)
        {
            Farewell(live, ByeCode.Draining, within);
        }
    }

    /// <summary>Tells everyone to come back, and whoever still comes in; each goes by itself or is cut after so many milliseconds.</summary>
    public void Drain(long within)
    {
        Volatile.Write(ref _drain, within);
        foreach (var live in _all.Values)
        {
            Farewell(live, ByeCode.Draining, within);
        }
    }

    /// <summary>Says why; the client goes by itself, or is cut after so many milliseconds.</summary>
    public void Farewell(LiveConnection live, ByeCode code, long within = FarewellMilliseconds)
    {
        if (live.TryCutAt(time.Milliseconds() + within))
        {
            live.Push(Events.Bye(code, Farewells.ReturnAfter(code)));
        }
    }

    /// <summary>Cuts what is stuck or was told farewell.</summary>
    public void Sweep()
    {
        var now = time.Milliseconds();
        foreach (var live in _all.Values)
        {
            if (live.CutAt != 0 && now >= live.CutAt)
            {
                live.Abort();
            }
            else if (live.CutAt == 0 && live.BusyFor(now) >= StuckMilliseconds)
            {
                // It waits behind the stuck write, and most likely in vain; the cut is what helps.
                LogSlow(live.Id);
                meter.Slow();
                Farewell(live, ByeCode.Slow);
            }
        }
    }

    /// <summary>Gives up the seats of a connection that is gone.</summary>
    public void Vacate(LiveConnection live)
    {
        foreach (var seat in live.Seats.TakeAll())
        {
            relays.Find(seat.Gathering)?.Leave(seat);
            _ = relays.Gate(seat.Gathering).Submit(new Exit(live.Actor, live.Id, Lost: true));
        }
    }

    private void Remove(LiveConnection live)
    {
        live.Gone = true;
        meter.Connection(-1);
        bool last;
        lock (_gate)
        {
            last = _byMember.TryGetValue(live.Member, out var own) && own.Remove(live) && own.Count == 0 && _byMember.Remove(live.Member);
        }

        Vacate(live);
        Left?.Invoke(live);
        if (last)
        {
            MemberChanged?.Invoke(live, false);
        }
    }

    // It was never taken in: the farewell goes out and SignalR's own close follows it.
    private static void Refuse(HubOutlet outlet, ByeCode code)
    {
        _ = Say();
        async Task Say()
        {
            try
            {
                await outlet.WriteAsync(Events.Bye(code, Farewells.ReturnAfter(code)));
                await Task.Delay((int)FarewellMilliseconds);
            }
            finally
            {
                outlet.Abort();
            }
        }
    }

    [LoggerMessage(EventId = 2301, Level = LogLevel.Warning, Message = "Reading a standing at connect failed: {Fault}")]
    private partial void LogActor(string fault);

    [LoggerMessage(EventId = 2302, Level = LogLevel.Information, Message = "Connection {Connection} is closed because a write was stuck")]
    private partial void LogSlow(string connection);
}

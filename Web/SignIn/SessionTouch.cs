using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Storage.Queries;

namespace Web.SignIn;

/// <summary>
/// Notes when a session was last seen, at most once a minute and never in a request's way: a moment that is lost does
/// no harm, so a database that is away costs one line in the log. Those of a second are one write, because each write
/// makes the commits of facts wait: SQLite has one writer.
/// </summary>
public sealed partial class SessionTouch(SessionQuery store, TimeProvider clock, ILogger<SessionTouch> logger)
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    /// <summary>So long the others of the same moment are waited for.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(1);
    /// <summary>Sessions in one statement.</summary>
    private const int Most = 500;

    private readonly ConcurrentDictionary<string, bool> _seen = new(StringComparer.Ordinal);
    private int _running;

    public void Seen(SessionRow session)
    {
        if (clock.GetUtcNow() - session.SeenAt >= Every && _seen.TryAdd(session.Id, true) && Interlocked.Exchange(ref _running, 1) == 0)
        {
            _ = WriteAsync();
        }
    }

    private async Task WriteAsync()
    {
        // Real time: what waits here waits for a moment's company, not for a deadline of the hub.
        await Task.Delay(Gathering);
        Volatile.Write(ref _running, 0);
        try
        {
            foreach (var some in _seen.Keys.Chunk(Most))
            {
                await store.TouchAsync(some, clock.GetUtcNow());
                Forget(some);
            }
        }
        catch (Exception fault)
        {
            LogLost(fault.GetType().Name);
            Forget(_seen.Keys);
        }
    }

    private void Forget(IEnumerable<string> sessions)
    {
        foreach (var session in sessions)
        {
            _seen.TryRemove(session, out _);
        }
    }

    [LoggerMessage(EventId = 3010, Level = LogLevel.Warning, Message = "a session's last sight was not stored: {Fault}")]
    private partial void LogLost(string fault);
}

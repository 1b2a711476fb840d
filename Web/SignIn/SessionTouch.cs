using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using Microsoft.Extensions.Logging;
using Storage.Queries;

namespace Web.SignIn;

/// <summary>
/// Notes when a session was last seen, at most once a minute and never in a request's way: a moment that is lost does
/// no harm, so a database that is away costs one line in the log.
/// </summary>
public sealed partial class SessionTouch(SessionQuery store, TimeProvider clock, ILogger<SessionTouch> logger)
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, bool> _running = new(StringComparer.Ordinal);
    // Writes, gathered like reads: thousands who come back are one statement and not thousands.
    private readonly GatheredReads<object> _writes = new(async ids =>
    {
        await store.TouchAsync(ids, clock.GetUtcNow());
        return ReadOnlyDictionary<string, object>.Empty;
    });

    public void Seen(SessionRow session)
    {
        var now = clock.GetUtcNow();
        if (now - session.SeenAt >= Every && _running.TryAdd(session.Id, true))
        {
            _ = WriteAsync(session);
        }
    }

    private async Task WriteAsync(SessionRow session)
    {
        try
        {
            await _writes.OfAsync(session.Id);
        }
        catch (Exception fault)
        {
            LogLost(fault.GetType().Name);
        }
        finally
        {
            _running.TryRemove(session.Id, out _);
        }
    }

    [LoggerMessage(EventId = 3010, Level = LogLevel.Warning, Message = "a session's last sight was not stored: {Fault}")]
    private partial void LogLost(string fault);
}

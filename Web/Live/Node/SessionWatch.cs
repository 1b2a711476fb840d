using Microsoft.Extensions.Logging;
using Storage.Queries;
using Web.Live.Connections;
using Web.Live.Wire;

namespace Web.Live.Node;

/// <summary>
/// Closes connections whose sign-in session ended: at once where the word of it arrives, else at the next comparison
/// with the database. When the database is away nobody is sent off; the next comparison makes up for it.
/// </summary>
public sealed partial class SessionWatch(
    HubConnections connections, RunningSessionsQuery sessions, LiveOptions options, TimeProvider time, ILogger<SessionWatch> logger)
{
    private long _checkedAt;

    public void Revoked(string member, string[] ended)
    {
        foreach (var connection in connections.Of(member))
        {
            if (Array.IndexOf(ended, connection.Session) >= 0)
            {
                connections.Farewell(connection, ByeCode.SignedOut);
            }
        }
    }

    /// <summary>Compares when it is time to.</summary>
    public async Task Check()
    {
        var now = time.Milliseconds();
        if (options.SessionCheck <= TimeSpan.Zero || now - _checkedAt < (long)options.SessionCheck.TotalMilliseconds)
        {
            return;
        }

        _checkedAt = now;
        var held = connections.All;
        if (held.Count == 0)
        {
            return;
        }

        try
        {
            var running = await sessions.OfAsync(held.Select(static c => c.Session).Distinct(StringComparer.Ordinal), time.GetUtcNow());
            foreach (var connection in held.Where(c => !running.Contains(c.Session)))
            {
                connections.Farewell(connection, ByeCode.SignedOut);
            }
        }
        catch (Exception fault)
        {
            LogCheck(fault.GetType().Name);
        }
    }

    [LoggerMessage(EventId = 2701, Level = LogLevel.Warning, Message = "Comparing sessions with the database failed: {Fault}")]
    private partial void LogCheck(string fault);
}

using System.Collections.Concurrent;
using Storage.Queries;
using Web.Hosting;

namespace Web.SignIn;

/// <summary>
/// Sessions as read lately, so that a request costs no database read while its session is fresh here; those of many
/// who come at once are read together. A revocation
/// that this node hears of takes effect at once; one it misses, after <see cref="WebSettings.SessionTrust"/>.
/// </summary>
public sealed class SessionCache(SessionQuery sessions, TimeProvider clock, WebSettings settings)
{
    /// <summary>Past this many entries the stale ones are dropped.</summary>
    private const int Most = 50_000;

    private readonly ConcurrentDictionary<string, (SessionRow Row, DateTimeOffset At)> _sessions = new(StringComparer.Ordinal);
    private readonly GatheredReads<SessionRow> _reads = new(ids => sessions.ByIdsAsync(ids, clock.GetUtcNow()));
    private long _revocations;

    /// <summary>The session where it is open; null where it is unknown, ended or expired. Throws where the database is away.</summary>
    public async ValueTask<SessionRow?> FindAsync(string session, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (!_sessions.TryGetValue(session, out var held) || now - held.At >= settings.SessionTrust)
        {
            var before = Interlocked.Read(ref _revocations);
            if (await _reads.OfAsync(session, cancellation) is not { } row)
            {
                _sessions.TryRemove(session, out _);
                return null;
            }

            held = (row, now);
            // What was read while a revocation passed by may be older than it: it serves this request only.
            if (before == Interlocked.Read(ref _revocations))
            {
                Keep(session, held);
            }
        }

        return held.Row.ExpiresAt > now ? held.Row : null;
    }

    /// <summary>Forgets sessions: they ended or changed. Called for every revocation announced to this node.</summary>
    public void Forget(IEnumerable<string> sessions)
    {
        Interlocked.Increment(ref _revocations);
        foreach (var session in sessions)
        {
            _sessions.TryRemove(session, out _);
        }
    }

    /// <summary>Forgets all of a member's sessions, so that each is read again.</summary>
    public void ForgetMember(string member) =>
        Forget(_sessions.Where(s => s.Value.Row.Member == member).Select(static s => s.Key));

    private void Keep(string session, (SessionRow Row, DateTimeOffset At) held)
    {
        if (_sessions.Count >= Most)
        {
            foreach (var stale in _sessions.Where(s => held.At - s.Value.At >= settings.SessionTrust))
            {
                _sessions.TryRemove(stale);
            }
        }

        _sessions[session] = held;
    }
}

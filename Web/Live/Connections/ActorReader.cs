using System.Collections.Concurrent;
using Grains.Organisation;
using Grains.Rules;
using Storage.Queries;

namespace Web.Live.Connections;

/// <summary>
/// Standings of connected members, believed for <see cref="LiveOptions.ActorTrust"/> and read once for all of a
/// member's connections, those of many who come at once together; a term of office that ends ends the belief too. When
/// the database is away, a standing read before goes on; without one the call fails.
/// </summary>
public sealed class ActorReader(IOrganisationStore store, LiveOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Held> _held = new(StringComparer.Ordinal);
    private readonly GatheredReads<Actor> _reads = new(members => store.Actors(members, CancellationToken.None));

    /// <summary>The standing of the connection's member, read anew where it is too old.</summary>
    public async ValueTask<Actor> Of(LiveConnection connection)
    {
        if (await Of(connection.Member) is { } actor)
        {
            connection.Actor = actor;
        }

        return connection.Actor;
    }

    /// <summary>The member's standing; null where there is no such member any more.</summary>
    public async ValueTask<Actor?> Of(string member)
    {
        var now = time.Milliseconds();
        if (_held.TryGetValue(member, out var held) && now - held.At < (long)options.ActorTrust.TotalMilliseconds
            && await held.Actor is var known && known?.Offices.Any(o => o.Until?.ToUnixTimeMilliseconds() <= now) != true)
        {
            return known;
        }

        var read = new Held(now, _reads.OfAsync(member));
        _held[member] = read;
        try
        {
            return await read.Actor;
        }
        catch (Exception) when (held is { Actor.IsCompletedSuccessfully: true })
        {
            _held[member] = held with { At = now };
            return await held.Actor;
        }
        catch (Exception)
        {
            _held.TryRemove(KeyValuePair.Create(member, read));
            throw;
        }
    }

    /// <summary>Reads the standing anew although it may still be trusted: something of it has changed.</summary>
    public ValueTask<Actor?> Again(string member)
    {
        Forget(member);
        return Of(member);
    }

    /// <summary>Believes nothing more of the member: what was read may have changed a moment ago.</summary>
    public void Forget(string member) => _held.TryRemove(member, out _);

    /// <summary>Forgets a member who has no connection here any more, and who does not come back within the trust.</summary>
    public void Sweep(Func<string, bool> connected)
    {
        var now = time.Milliseconds();
        foreach (var (member, held) in _held)
        {
            if (now - held.At >= (long)options.ActorTrust.TotalMilliseconds && !connected(member))
            {
                _held.TryRemove(KeyValuePair.Create(member, held));
            }
        }
    }

    private sealed record Held(long At, Task<Actor?> Actor);
}

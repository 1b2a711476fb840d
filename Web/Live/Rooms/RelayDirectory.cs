using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Web.Live.Connections;

namespace Web.Live.Rooms;

/// <summary>
/// The relays and command gates of this node, by gathering. A relay starts with the first who comes and ends when
/// nobody has sat there for a while; what fails to start is tried anew by the next who comes.
/// </summary>
public sealed class RelayDirectory(RelayServices services, ILogger<CommandGate> gateLogger) : IAsyncDisposable
{
    /// <summary>How long a room without connections is kept.</summary>
    public const long EmptyMilliseconds = 30_000;

    private readonly ConcurrentDictionary<string, Lazy<Task<GatheringRelay?>>> _relays = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, CommandGate> _gates = new(StringComparer.Ordinal);

    public CommandGate Gate(string gathering) =>
        _gates.GetOrAdd(gathering, static (id, s) => new CommandGate(id, s.services.Node, () => s.services.Grains.Gathering(id), s.gateLogger), (services, gateLogger));

    /// <summary>The relay; null where no such gathering is live. Throws where the grain cannot be reached.</summary>
    public async Task<GatheringRelay?> Open(string gathering)
    {
        var starting = _relays.GetOrAdd(gathering, id => new Lazy<Task<GatheringRelay?>>(() => Start(id)));
        try
        {
            if (await starting.Value is { } relay)
            {
                return relay;
            }
        }
        catch (Exception)
        {
            _relays.TryRemove(KeyValuePair.Create(gathering, starting));
            throw;
        }

        _relays.TryRemove(KeyValuePair.Create(gathering, starting));
        return null;
    }

    /// <summary>Those that run here.</summary>
    public IEnumerable<GatheringRelay> All => _relays.Keys.Select(Find).OfType<GatheringRelay>();

    /// <summary>The relay if it runs here already.</summary>
    public GatheringRelay? Find(string gathering) =>
        _relays.TryGetValue(gathering, out var lazy) && lazy is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true } started } ? started.Result : null;

    /// <summary>Ends relays and gates that nobody needs any more.</summary>
    public async Task Sweep()
    {
        var now = services.Time.Milliseconds();
        foreach (var (gathering, lazy) in _relays)
        {
            if (Find(gathering) is { IsEmpty: true } relay && now - relay.EmptySince >= EmptyMilliseconds
                && _relays.TryRemove(KeyValuePair.Create(gathering, lazy)))
            {
                await relay.DisposeAsync();
                if (_gates.TryGetValue(gathering, out var gate) && gate.IsIdle)
                {
                    _gates.TryRemove(KeyValuePair.Create(gathering, gate));
                }
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var gathering in _relays.Keys)
        {
            if (Find(gathering) is { } relay && _relays.TryRemove(gathering, out _))
            {
                await relay.DisposeAsync();
            }
        }
    }

    private async Task<GatheringRelay?> Start(string gathering)
    {
        var relay = new GatheringRelay(gathering, Gate(gathering), services);
        if (await relay.Start())
        {
            return relay;
        }

        services.Grains.Deaf<Grains.Gatherings.IRelayObserver>(relay);
        return null;
    }
}

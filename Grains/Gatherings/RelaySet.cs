namespace Grains.Gatherings;

/// <summary>
/// The web nodes that relay this gathering, each with a lease. Publishing is one one-way message a node and never
/// waits for one; a node that is gone lets its lease run out, and what it missed it reads again.
/// </summary>
internal sealed class RelaySet
{
    private readonly Dictionary<string, (IRelayObserver Relay, DateTimeOffset Until)> _relays = [];

    public bool IsEmpty => _relays.Count == 0;

    public void Renew(string node, IRelayObserver relay, DateTimeOffset now) => _relays[node] = (relay, now + RoomLimits.RelayLease);

    public bool Remove(string node) => _relays.Remove(node);

    /// <summary>Drops the nodes whose lease ran out and answers them.</summary>
    public IReadOnlyList<string> Expire(DateTimeOffset now)
    {
        var gone = _relays.Where(r => r.Value.Until < now).Select(r => r.Key).ToList();
        gone.ForEach(node => _relays.Remove(node));
        return gone;
    }

    public void Publish(RoomFrame frame)
    {
        foreach (var (relay, _) in _relays.Values)
        {
            relay.Deliver(frame).Ignore();
        }
    }
}

using System.Diagnostics.Metrics;

namespace Web.Live.Node;

/// <summary>What the live path tells of itself: figures only, nothing about persons or texts.</summary>
public sealed class LiveMeter : IDisposable
{
    public const string Name = "Hub.Live";

    private readonly Meter _meter = new(Name);
    private readonly UpDownCounter<long> _connections;
    private readonly UpDownCounter<long> _relays;
    private readonly Counter<long> _posts;
    private readonly Counter<long> _frames;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _encoded;
    private readonly Counter<long> _behind;
    private readonly Counter<long> _resyncs;
    private readonly Counter<long> _heals;
    private readonly Counter<long> _slow;
    private readonly Histogram<long> _round;

    public LiveMeter()
    {
        _connections = _meter.CreateUpDownCounter<long>("hub.live.connections");
        _relays = _meter.CreateUpDownCounter<long>("hub.live.relays");
        _posts = _meter.CreateCounter<long>("hub.live.posts", description: "Messages acknowledged through this node");
        _frames = _meter.CreateCounter<long>("hub.live.frames", description: "Frames handed to connections");
        _bytes = _meter.CreateCounter<long>("hub.live.frame-bytes", "By");
        _encoded = _meter.CreateCounter<long>("hub.live.frames.encoded", description: "Frames encoded");
        _behind = _meter.CreateCounter<long>("hub.live.behind", description: "Connections found more than two seconds behind");
        _resyncs = _meter.CreateCounter<long>("hub.live.resyncs", description: "Connections sent a snapshot because they were past the ring");
        _heals = _meter.CreateCounter<long>("hub.live.heals", description: "Gaps read again from the database");
        _slow = _meter.CreateCounter<long>("hub.live.slow-closes", description: "Connections closed because a write was stuck");
        _round = _meter.CreateHistogram<long>("hub.live.round", "ms", "How long one round over a room took");
    }

    public void Connection(int change) => _connections.Add(change);

    public void Relay(int change) => _relays.Add(change);

    public void Post() => _posts.Add(1);

    public void Encoded() => _encoded.Add(1);

    public void Round(int frames, long bytes, long milliseconds)
    {
        _frames.Add(frames);
        _bytes.Add(bytes);
        _round.Record(milliseconds);
    }

    public void Behind() => _behind.Add(1);

    public void Resync() => _resyncs.Add(1);

    public void Heal() => _heals.Add(1);

    public void Slow() => _slow.Add(1);

    public void Dispose() => _meter.Dispose();
}

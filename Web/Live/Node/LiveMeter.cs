using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Web.Live.Node;

/// <summary>What the live path tells of itself: figures only, nothing about persons or texts.</summary>
public sealed class LiveMeter : IDisposable
{
    public const string Name = "hub.live";
    public const string Connections = "hub.live.connections";
    public const string Relays = "hub.live.relays";
    public const string Posts = "hub.live.posts";
    public const string PostDuration = "hub.live.post.duration";
    public const string Refusals = "hub.live.refusals";
    public const string Frames = "hub.live.frames";
    public const string FrameBytes = "hub.live.frame.size";
    public const string Lag = "hub.live.lag";
    public const string BehindName = "hub.live.behind";
    public const string Resyncs = "hub.live.resyncs";
    public const string SlowCloses = "hub.live.slow-closes";
    public const string SignIns = "hub.live.sign-ins";

    /// <summary>Activities of the live path: a command's way from the socket to its acknowledgement. Without a listener they cost nothing.</summary>
    public static readonly ActivitySource Source = new(Name);

    private readonly Meter _meter;
    private readonly UpDownCounter<long> _connections;
    private readonly UpDownCounter<long> _relays;
    private readonly Counter<long> _posts;
    private readonly Histogram<double> _postDuration;
    private readonly Counter<long> _refusals;
    private readonly Counter<long> _turnedAway;
    private readonly Counter<long> _frames;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _encoded;
    private readonly Counter<long> _leftOut;
    private readonly Counter<long> _behind;
    private readonly Counter<long> _resyncs;
    private readonly Counter<long> _heals;
    private readonly Counter<long> _slow;
    private readonly Counter<long> _signIns;
    private readonly Histogram<double> _round;
    private readonly Histogram<double> _lag;

    /// <param name="factory">The host's, so that several hosts of one process keep their figures apart; null: none.</param>
    public LiveMeter(IMeterFactory? factory = null)
    {
        _meter = factory?.Create(Name) ?? new Meter(Name);
        _connections = _meter.CreateUpDownCounter<long>(Connections, description: "Connections now");
        _relays = _meter.CreateUpDownCounter<long>(Relays, description: "Gatherings with a relay on this node now");
        _posts = _meter.CreateCounter<long>(Posts, description: "Messages acknowledged through this node");
        _postDuration = _meter.CreateHistogram<double>(PostDuration, "ms", "From a post's arrival to its acknowledgement");
        _refusals = _meter.CreateCounter<long>(Refusals, description: "Refused calls of the hub, by rule");
        _turnedAway = _meter.CreateCounter<long>("hub.live.turned-away", description: "Handshakes refused to keep the node standing, by reason");
        _frames = _meter.CreateCounter<long>(Frames, description: "Frames handed to connections");
        _bytes = _meter.CreateCounter<long>(FrameBytes, "By", "Bytes of frames handed to connections");
        _encoded = _meter.CreateCounter<long>("hub.live.frames.encoded", description: "Frames encoded");
        _leftOut = _meter.CreateCounter<long>("hub.live.left-out", description: "Messages of large rooms that were not shown live");
        _behind = _meter.CreateCounter<long>(BehindName, description: "Connections found more than two seconds behind");
        _resyncs = _meter.CreateCounter<long>(Resyncs, description: "Connections sent a snapshot because they were past the ring");
        _heals = _meter.CreateCounter<long>("hub.live.heals", description: "Gaps read again from the database");
        _slow = _meter.CreateCounter<long>(SlowCloses, description: "Connections closed because a write was stuck");
        _signIns = _meter.CreateCounter<long>(SignIns, description: "Sign-ins, by outcome");
        _round = _meter.CreateHistogram<double>("hub.live.round", "ms", "How long one round over a room took");
        _lag = _meter.CreateHistogram<double>(Lag, "ms", "From an entry's arrival at this node to its hand-over to the last connection of a round");
    }

    public void Connection(int change) => _connections.Add(change);

    public void Relay(int change) => _relays.Add(change);

    public void Post(TimeSpan took)
    {
        _posts.Add(1);
        _postDuration.Record(took.TotalMilliseconds);
    }

    public void Refusal(string rule) => _refusals.Add(1, new KeyValuePair<string, object?>("rule", rule));

    /// <summary>A handshake was refused: <c>rate</c>, <c>address</c> or <c>unsigned</c>.</summary>
    public void TurnedAway(string reason) => _turnedAway.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Encoded() => _encoded.Add(1);

    /// <summary>A round is over. <paramref name="lag"/>: age of the oldest entry that it told, in milliseconds; 0 where it told none.</summary>
    public void Round(int frames, long bytes, long milliseconds, long lag)
    {
        _frames.Add(frames);
        _bytes.Add(bytes);
        _round.Record(milliseconds);
        if (lag > 0)
        {
            _lag.Record(lag);
        }
    }

    /// <summary>So many messages were read by page only.</summary>
    public void LeftOut(long messages)
    {
        if (messages > 0)
        {
            _leftOut.Add(messages);
        }
    }

    public void Behind() => _behind.Add(1);

    public void Resync() => _resyncs.Add(1);

    public void Heal() => _heals.Add(1);

    public void Slow() => _slow.Add(1);

    /// <summary>A sign-in ended: <c>ok</c>, or the rule that refused.</summary>
    public void SignIn(string outcome) => _signIns.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void Dispose() => _meter.Dispose();
}

using System.Diagnostics;

namespace Bench.Client;

/// <summary>What all clients of a run have seen.</summary>
public sealed class Tally
{
    private long _delivered;
    private long _frames;

    public Latency Delivery { get; } = new();
    public Latency Acknowledgement { get; } = new();
    public long Delivered => Interlocked.Read(ref _delivered);
    /// <summary>Messages of SignalR's protocol that came in, pings and answers included.</summary>
    public long Frames => Interlocked.Read(ref _frames);
    /// <summary>Only what is posted from then on counts; Stopwatch ticks.</summary>
    public long From { get; set; } = long.MaxValue;

    public void Frame() => Interlocked.Increment(ref _frames);

    public void Deliver(long posted)
    {
        if (posted >= From)
        {
            Interlocked.Increment(ref _delivered);
            Delivery.Add(Stopwatch.GetElapsedTime(posted));
        }
    }
}

/// <summary>A histogram by the millisecond; what is longer than a minute counts as a minute.</summary>
public sealed class Latency
{
    private readonly long[] _counts = new long[60_001];

    public void Add(TimeSpan took) => Interlocked.Increment(ref _counts[Math.Clamp((int)took.TotalMilliseconds, 0, _counts.Length - 1)]);

    public int Percentile(double share)
    {
        var left = (long)Math.Ceiling(_counts.Sum() * share);
        for (var i = 0; i < _counts.Length; i++)
        {
            left -= _counts[i];
            if (left <= 0)
            {
                return i;
            }
        }

        return 0;
    }
}

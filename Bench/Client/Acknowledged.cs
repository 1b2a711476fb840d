using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;

namespace Bench.Client;

/// <summary>What the hub has promised to keep, by seq, and when it last promised.</summary>
public sealed class Acknowledged
{
    private readonly Channel<int> _counts = Channel.CreateUnbounded<int>();
    private readonly ConcurrentDictionary<string, long> _seqs = new(StringComparer.Ordinal);
    private long _doubled;
    private long _refused;
    private long _slowestMs;

    public ConcurrentDictionary<long, string> Texts { get; } = new();

    /// <summary>Messages that were told two seqs, and seqs that were told two messages.</summary>
    public long Doubled => Interlocked.Read(ref _doubled);

    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Longest time that an answer of either kind took, in milliseconds.</summary>
    public long SlowestMs => Interlocked.Read(ref _slowestMs);

    public void Add(long seq, string text)
    {
        if (!Texts.TryAdd(seq, text) && Texts[seq] != text)
        {
            Interlocked.Increment(ref _doubled);
        }

        if (_seqs.GetOrAdd(text, seq) != seq)
        {
            Interlocked.Increment(ref _doubled);
        }

        _counts.Writer.TryWrite(Texts.Count);
    }

    public void Refuse() => Interlocked.Increment(ref _refused);

    /// <summary>Notes how long an answer took; <see cref="Forget"/> starts anew.</summary>
    public void Took(long started)
    {
        var took = (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        for (var seen = SlowestMs; took > seen; seen = SlowestMs)
        {
            Interlocked.CompareExchange(ref _slowestMs, took, seen);
        }
    }

    public void Forget() => (_, _) = (Interlocked.Exchange(ref _slowestMs, 0), Interlocked.Exchange(ref _refused, 0));

    /// <summary>Waits for the count of messages acknowledged.</summary>
    public async Task ReachAsync(int count, CancellationToken patience)
    {
        while (Texts.Count < count)
        {
            await _counts.Reader.ReadAsync(patience);
        }
    }
}

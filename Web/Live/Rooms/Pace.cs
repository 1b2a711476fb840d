namespace Web.Live.Rooms;

/// <summary>
/// How often a room is told something. A frame costs about as much whether it carries one message or forty, so what
/// saves the processor is fewer, fuller frames; what a person notices is a quarter of a second.
/// The first message after a quiet spell goes at once: the interval only spaces what follows.
/// </summary>
public sealed class Pace
{
    public const int SmallRoom = 200;
    public const int MiddleRoom = 2_000;
    public const int LargeRoom = 20_000;
    public const long SmallMilliseconds = 50;
    public const long MiddleLeastMilliseconds = 100;
    public const long MiddleMostMilliseconds = 220;
    public const long LargeMilliseconds = 250;
    public const long HugeMilliseconds = 500;
    /// <summary>Entries a second below which frames are as many as messages, however short the interval.</summary>
    public const double QuietRate = 4;
    private const long WindowMilliseconds = 2_000;

    private long _windowAt;
    private long _entries;
    private double _rate;

    /// <summary>Entries a second, over the last seconds.</summary>
    public double Rate => _rate;

    public void Add(long entries, long now)
    {
        _entries += entries;
        var elapsed = now - _windowAt;
        if (elapsed >= WindowMilliseconds)
        {
            _rate = _entries * 1_000.0 / elapsed;
            (_windowAt, _entries) = (now, 0);
        }
    }

    public long Interval(int members) => members switch
    {
        <= SmallRoom => SmallMilliseconds,
        <= MiddleRoom when _rate <= QuietRate => MiddleLeastMilliseconds,
        <= MiddleRoom => MiddleLeastMilliseconds
            + ((MiddleMostMilliseconds - MiddleLeastMilliseconds) * (members - SmallRoom) / (MiddleRoom - SmallRoom)),
        <= LargeRoom => LargeMilliseconds,
        _ => HugeMilliseconds,
    };
}

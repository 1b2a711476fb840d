using Web.Live.Rooms;

namespace Web.Live.Connections;

/// <summary>The rooms of one connection: almost always one, so an array is searched. Thread-safe.</summary>
public sealed class SeatMap
{
    private readonly Lock _gate = new();
    private RelaySeat[] _seats = [];

    public int Count => Volatile.Read(ref _seats).Length;

    public RelaySeat? Find(string gathering) => Array.Find(Volatile.Read(ref _seats), s => s.Gathering == gathering);

    /// <summary>Puts a seat in and answers the one that it takes the place of.</summary>
    public RelaySeat? Put(RelaySeat seat)
    {
        lock (_gate)
        {
            var old = Find(seat.Gathering);
            _seats = [.. _seats.Where(s => s != old), seat];
            return old;
        }
    }

    /// <summary>Takes a seat out.</summary>
    public RelaySeat? Take(string gathering)
    {
        lock (_gate)
        {
            var seat = Find(gathering);
            _seats = seat is null ? _seats : [.. _seats.Where(s => s != seat)];
            return seat;
        }
    }

    public RelaySeat[] TakeAll() => Interlocked.Exchange(ref _seats, []);
}

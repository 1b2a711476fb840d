using Grains.Gatherings;
using Web.Live.Connections;
using Web.Live.Node;
using Web.Live.Sockets;

namespace Web.Live.Rooms;

/// <summary>
/// Carries one room to its connections on this node: who is up to date gets the one frame that was encoded for all,
/// who has a write under way is skipped and later gets one merged frame, who is past the ring a snapshot. Nothing
/// waits for a reader. Called by one thread at a time; joins and leaves reach it through a line.
/// </summary>
public sealed partial class RelayFan(string gathering, RelayRoom room, TimeProvider time, LiveMeter meter)
{
    /// <summary>The longest a connection hears nothing.</summary>
    public const long BeatMilliseconds = 1_000;
    /// <summary>Counts and roster changes are told at most this often.</summary>
    public const long CountsMilliseconds = 1_000;
    /// <summary>Who is further behind than this gets counters before it gets text again.</summary>
    public const long BehindMilliseconds = 2_000;

    /// <summary>Connections that are written to before other work has a turn.</summary>
    public const int PartMost = 256;

    private readonly Lock _gate = new();
    private readonly List<RelaySeat> _coming = [];
    private readonly List<RelaySeat> _seats = [];
    private readonly Dictionary<(long After, bool Merged, bool Counts), EncodedFrame> _frames = [];
    private readonly Dictionary<(bool Officer, bool Muted), ReadyMessage> _resyncs = [];
    private readonly Pace _pace = new();
    private long _nextAt;
    private long _beatAt;
    private long _countsAt;
    private long _rosterAt;
    private long _toldHead;
    private Counts? _toldCounts;
    private bool _late;
    private (long Head, long First, int Generation, Counts Counts) _round;
    private bool _countsDue;
    private bool _beatDue;
    private long _now;
    private long _bytes;
    private long _leftOut;
    private int _sent;
    private int _at;

    public int Members { get; private set; }

    /// <summary>Entries a second, over the last seconds.</summary>
    public double Rate => _pace.Rate;

    /// <summary>A seat takes part from the next round on in which it is ready.</summary>
    public void Add(RelaySeat seat)
    {
        lock (_gate)
        {
            _coming.Add(seat);
            Members++;
            _late = true;
        }
    }

    /// <summary>A seat left; it is let go at the next round.</summary>
    public void Remove()
    {
        lock (_gate)
        {
            Members--;
        }
    }

    /// <summary>Those who sit here now.</summary>
    public RelaySeat[] Snapshot()
    {
        lock (_gate)
        {
            return [.. _seats.Concat(_coming).Where(static s => !s.Left)];
        }
    }

    /// <summary>
    /// Does what is due; answers in how many milliseconds something is due again. 0: the round goes on, after the
    /// sockets had a turn.
    /// </summary>
    public long Round()
    {
        if (_at < _seats.Count && !SendSome())
        {
            return 0;
        }

        _now = time.Milliseconds();
        _round = room.Round();
        _countsDue = _toldCounts != _round.Counts && _now - _countsAt >= CountsMilliseconds;
        _beatDue = _now - _beatAt >= BeatMilliseconds;
        var due = _countsDue || _beatDue || ((_late || _round.Head != _toldHead) && _now >= _nextAt);
        if (due)
        {
            Begin();
            if (!SendSome())
            {
                return 0;
            }
        }

        SendRoster();
        var next = _late || room.Head != _toldHead ? _nextAt : _beatAt + BeatMilliseconds;
        if (_toldCounts != room.Counts)
        {
            next = Math.Min(next, _countsAt + CountsMilliseconds);
        }

        return Math.Clamp(next - time.Milliseconds(), 1, BeatMilliseconds);
    }

    private void Begin()
    {
        Seat();
        _frames.Clear();
        _resyncs.Clear();
        (_late, _bytes, _sent, _at) = (false, 0, 0, 0);
    }

    // Part of a round; true when it is over. A send is a system call on this thread: thousands without a pause would
    // keep answers and acknowledgements waiting for a whole round.
    private bool SendSome()
    {
        var until = Math.Min(_seats.Count, _at + PartMost);
        for (; _at < until; _at++)
        {
            _sent += Send(_seats[_at]);
        }

        if (_at < _seats.Count)
        {
            return false;
        }

        _pace.Add(Math.Max(0, _round.Head - _toldHead), _now);
        if (_beatDue || _countsDue || _round.Head != _toldHead)
        {
            _beatAt = _now;
        }

        var told = _round.Head != _toldHead ? room.Age(_toldHead, time.Milliseconds()) : 0;
        _toldHead = _round.Head;
        if (_countsDue)
        {
            (_toldCounts, _countsAt) = (_round.Counts, _now);
        }

        // A round that takes long on this machine spaces the next one, so that the relay never takes more than half.
        var took = time.Milliseconds() - _now;
        _nextAt = _now + Math.Max(_pace.Interval(_seats.Count), 2 * took);
        meter.Round(_sent, _bytes, took, told);
        meter.LeftOut(room.LeftOut - _leftOut);
        _leftOut = room.LeftOut;
        return true;
    }

    private int Send(RelaySeat seat)
    {
        var connection = seat.Connection;
        if (!seat.Ready || connection.IsBusy)
        {
            _late = true;
            return 0;
        }

        if (seat.Generation != _round.Generation || seat.Cursor < _round.First - 1)
        {
            return Resync(seat);
        }

        var sent = 0;
        var behind = seat.Cursor < _toldHead;
        if (behind && !seat.Probed && room.Age(seat.Cursor, _now) > BehindMilliseconds)
        {
            seat.Probed = true;
            _late = true;
            meter.Behind();
            return Write(seat, entries: 0, merged: true) ? 1 : 0;
        }

        while (seat.Cursor < _round.Head)
        {
            if (!Write(seat, entries: 1, merged: behind))
            {
                _late = true;
                return sent;
            }

            sent++;
            if (connection.IsBusy)
            {
                _late |= seat.Cursor < _round.Head;
                return sent;
            }
        }

        seat.Probed = false;
        return sent == 0 && (_beatDue || _countsDue || seat.NeedsCounts) && Write(seat, entries: 1, merged: false) ? 1 : sent;
    }

    /// <summary>Writes what follows the seat's position, or with no entries a beat; false where the connection turned out busy.</summary>
    private bool Write(RelaySeat seat, int entries, bool merged)
    {
        var counts = _countsDue || merged || seat.NeedsCounts;
        var key = (seat.Cursor, merged && entries > 0, counts);
        if (entries == 0)
        {
            key.Cursor = -1 - seat.Cursor;
        }

        if (!_frames.TryGetValue(key, out var frame))
        {
            var most = entries == 0 ? 0 : merged ? RelayRoom.CatchUpEntries : RelayRoom.FrameEntries;
            var encoded = room.Frame(seat.Cursor, most, merged ? RelayRoom.CatchUpBytes : RelayRoom.FrameBytes, counts);
            if (encoded is null)
            {
                return false;
            }

            frame = encoded.Value;
            _frames.Add(key, frame);
            meter.Encoded();
        }

        if (frame.LeftOut is { } authors && authors.Contains(seat.Connection.Member)
            && room.Frame(seat.Cursor, (int)(frame.Last - seat.Cursor), int.MaxValue, counts, seat.Connection.Member) is { } own)
        {
            frame = own;
            meter.Encoded();
        }

        if (!seat.Connection.TryWrite(frame.Message, _now))
        {
            return false;
        }

        _bytes += frame.Bytes;
        seat.Cursor = frame.Last;
        seat.NeedsCounts = false;
        return true;
    }

    private int Resync(RelaySeat seat)
    {
        var (snapshot, generation) = room.Snapshot();
        var muted = Array.Exists(snapshot.State.Muted, m => m.Member == seat.Connection.Member);
        if (!_resyncs.TryGetValue((seat.Officer, muted), out var message))
        {
            message = Wire.Events.Resync(gathering, room.Epoch, snapshot, seat.Connection.Member, seat.Officer);
            _resyncs.Add((seat.Officer, muted), message);
        }

        _late = true;
        if (!seat.Connection.TryWrite(message, _now))
        {
            return 0;
        }

        (seat.Cursor, seat.Generation, seat.Probed) = (snapshot.State.Head, generation, false);
        meter.Resync();
        return 1;
    }

    // Takes in who came and lets go who left.
    private void Seat()
    {
        lock (_gate)
        {
            _seats.AddRange(_coming);
            _coming.Clear();
            _seats.RemoveAll(static s => s.Left);
        }
    }
}

using Grains.Gatherings;
using Web.Live.Wire;

namespace Web.Live.Rooms;

/// <summary>
/// The last entries of one gathering, each encoded once. Connections hold a position in it, never a queue.
/// Trimmed by number, bytes and age; who is behind what is left starts again from a snapshot.
/// Not thread-safe: its room's lock is its guard.
/// </summary>
public sealed class RelayRing
{
    public const int EntriesMost = 4_096;
    public const int BytesMost = 4 * 1024 * 1024;
    public static readonly TimeSpan AgeMost = TimeSpan.FromMinutes(5);

    private const int Smallest = 64;
    private readonly Retractions _retractions = new();
    private Slot[] _slots = new Slot[Smallest];
    private int _start;
    private int _count;
    private long _bytes;

    /// <summary>Seq of the oldest entry held; <see cref="Head"/> + 1 where it is empty.</summary>
    public long First => Head - _count + 1;

    /// <summary>Seq of the newest entry.</summary>
    public long Head { get; private set; }

    public long Bytes => _bytes;

    /// <summary>Forgets everything; the next entry is <paramref name="head"/> + 1.</summary>
    public void Reset(long head)
    {
        Array.Clear(_slots);
        _retractions.Clear();
        (_start, _count, _bytes, Head) = (0, 0, 0, head);
    }

    /// <summary>Takes the next entry; true where earlier ones are told otherwise from now on. <paramref name="leftOut"/>: it is not shown live.</summary>
    public bool Add(Entry entry, long now, bool leftOut = false)
    {
        Room();
        At(_count) = New(entry, now, leftOut);
        _count++;
        Head = entry.Seq;
        var otherwise = _retractions.Note(entry);
        foreach (var seq in otherwise)
        {
            Again(seq);
        }

        return otherwise.Count > 0;
    }

    /// <summary>Puts entries that were read from the database before the oldest; they must end right before it.</summary>
    public void AddBefore(IReadOnlyList<Entry> entries, long now)
    {
        // Whatever hides or changes one of these came after it, so it is in the page itself or was seen already.
        foreach (var entry in entries)
        {
            _retractions.Note(entry);
        }

        for (var i = entries.Count - 1; i >= 0; i--)
        {
            Room();
            _start = (_start - 1 + _slots.Length) & (_slots.Length - 1);
            _slots[_start] = New(entries[i], now, leftOut: false);
            _count++;
        }
    }

    public byte[] Json(long seq) => At((int)(seq - First)).Json;

    /// <summary>Who wrote an entry that is not shown live; null where it is shown.</summary>
    public string? LeftOut(long seq)
    {
        ref var slot = ref At((int)(seq - First));
        return slot.LeftOut ? slot.Entry.Author : null;
    }

    public long AddedAt(long seq) => At((int)(seq - First)).AddedAt;

    /// <summary>Drops what is beyond the limits; <paramref name="oldest"/> is the time before which entries go.</summary>
    public void Trim(long oldest)
    {
        while (_count > 0 && (_count > EntriesMost || _bytes > BytesMost || _slots[_start].AddedAt < oldest))
        {
            _bytes -= _slots[_start].Json.Length;
            _slots[_start] = default;
            _start = (_start + 1) & (_slots.Length - 1);
            _count--;
        }
    }

    /// <summary>The last seq of a run that starts after <paramref name="after"/> and keeps within both limits; at least one entry where there is one.</summary>
    public long Run(long after, int entries, int bytes)
    {
        var last = after;
        var left = bytes;
        while (last < Head && last - after < entries)
        {
            left -= Json(last + 1).Length;
            if (left < 0 && last > after)
            {
                break;
            }

            last++;
        }

        return last;
    }

    private void Again(long seq)
    {
        if (seq < First || seq > Head)
        {
            return;
        }

        ref var slot = ref At((int)(seq - First));
        _bytes -= slot.Json.Length;
        slot = New(slot.Entry, slot.AddedAt, slot.LeftOut);
    }

    private Slot New(Entry entry, long now, bool leftOut)
    {
        var json = EntryJson.Encode(_retractions.Told(entry), hidden: false);
        _bytes += json.Length;
        return new Slot(entry, json, now, leftOut);
    }

    private ref Slot At(int index) => ref _slots[(_start + index) & (_slots.Length - 1)];

    private void Room()
    {
        if (_count < _slots.Length)
        {
            return;
        }

        var larger = new Slot[_slots.Length * 2];
        for (var i = 0; i < _count; i++)
        {
            larger[i] = At(i);
        }

        (_slots, _start) = (larger, 0);
    }

    private record struct Slot(Entry Entry, byte[] Json, long AddedAt, bool LeftOut);
}

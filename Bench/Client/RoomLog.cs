using System.Text.Json;

namespace Bench.Client;

/// <summary>What a client has to do after an event.</summary>
public enum Next
{
    Nothing,
    /// <summary>Entries are missing: call Replay after <see cref="RoomLog.Last"/>.</summary>
    Replay,
    /// <summary>Another history: Join without a position.</summary>
    JoinAnew,
}

/// <summary>
/// The client's side of the protocol's apply rule for one room: entries are taken once and in order, gaps are seen,
/// another epoch drops what was held. Not thread-safe.
/// </summary>
public sealed class RoomLog(string gathering)
{
    public string? Epoch { get; private set; }
    public long Last { get; private set; }
    /// <summary>Entries that came a second time and were passed over.</summary>
    public long Repeated { get; private set; }
    public long Gaps { get; private set; }
    public long Snapshots { get; private set; }
    /// <summary>Called with each new entry, in order.</summary>
    public Action<JsonElement>? Applied { get; set; }
    /// <summary>Called with each snapshot that replaces what was held.</summary>
    public Action<JsonElement>? Replaced { get; set; }

    /// <summary>Called with the room's counts when a frame tells them.</summary>
    public Action<JsonElement>? Counted { get; set; }

    /// <summary>The position to send with Join; null where nothing is held.</summary>
    public long? Position => Epoch is null ? null : Last;

    /// <summary>Takes the answer to Join.</summary>
    public void Joined(JsonElement joined)
    {
        Epoch = joined.GetProperty("epoch").GetString();
        if (joined.GetProperty("recovered").GetBoolean())
        {
            Take(joined.GetProperty("entries"));
            return;
        }

        Snapshot(joined.GetProperty("snapshot"));
    }

    /// <summary>Takes a frame.</summary>
    public Next Frame(JsonElement frame)
    {
        if (frame.GetProperty("g").GetString() != gathering || Epoch is null)
        {
            return Next.Nothing;
        }

        if (frame.GetProperty("e").GetString() != Epoch)
        {
            return Next.JoinAnew;
        }

        if (frame.TryGetProperty("n", out var counts))
        {
            Counted?.Invoke(counts);
        }

        var whole = !frame.TryGetProperty("m", out var entries) || Take(entries);
        if (whole && frame.GetProperty("h").GetInt64() <= Last)
        {
            return Next.Nothing;
        }

        Gaps++;
        return Next.Replay;
    }

    /// <summary>Takes a resync.</summary>
    public void Resync(JsonElement resync)
    {
        Epoch = resync.GetProperty("e").GetString();
        Snapshot(resync.GetProperty("snapshot"));
    }

    /// <summary>Takes the answer to Replay; true where more is to be asked for.</summary>
    public bool Replayed(JsonElement replayed)
    {
        Take(replayed.GetProperty("entries"));
        return replayed.GetProperty("head").GetInt64() > Last;
    }

    private void Snapshot(JsonElement snapshot)
    {
        Last = snapshot.GetProperty("head").GetInt64();
        Snapshots++;
        Replaced?.Invoke(snapshot);
    }

    /// <summary>False where an entry is missing before one of these.</summary>
    private bool Take(JsonElement entries)
    {
        foreach (var entry in entries.EnumerateArray())
        {
            var seq = entry.GetProperty("s").GetInt64();
            if (seq <= Last)
            {
                Repeated++;
                continue;
            }

            if (seq > Last + 1)
            {
                return false;
            }

            Last = seq;
            Applied?.Invoke(entry);
        }

        return true;
    }
}

using System.Text.Json;

namespace Web.Tests.Live;

/// <summary>A room as a client builds it from the wire alone: a snapshot, then entries.</summary>
public sealed class RoomModel
{
    private const int Kept = 50;
    private readonly SortedSet<string> _muted = new(StringComparer.Ordinal);
    private readonly List<string> _decisions = [];
    private readonly LinkedList<Message> _messages = new();
    private string _state = "";
    private long _closesAt;
    private long _slow;

    public void Replace(JsonElement snapshot)
    {
        _muted.Clear();
        _decisions.Clear();
        _messages.Clear();
        (_state, _closesAt) = (snapshot.GetProperty("gathering").GetProperty("state").GetString()!, snapshot.GetProperty("gathering").GetProperty("closesAt").GetInt64());
        _slow = snapshot.GetProperty("slowSeconds").GetInt64();
        _muted.UnionWith(snapshot.GetProperty("muted").EnumerateArray().Select(static m => m.GetString()!));
        _decisions.AddRange(snapshot.GetProperty("decisions").EnumerateArray().Select(static d => d.GetRawText()));
        foreach (var message in snapshot.GetProperty("messages").EnumerateArray())
        {
            _messages.AddLast(new Message
            {
                Seq = message.GetProperty("s").GetInt64(),
                Text = message.TryGetProperty("text", out var text) ? text.GetString() : null,
                Hidden = message.GetProperty("hidden").GetBoolean(),
                Replies = message.GetProperty("replies").GetInt32(),
                Reactions = new(message.GetProperty("reactions").EnumerateArray().ToDictionary(
                    static r => r.GetProperty("emoji").GetString()!, static r => r.GetProperty("count").GetInt32()), StringComparer.Ordinal),
            });
        }
    }

    public void Apply(JsonElement entry)
    {
        switch (entry.GetProperty("k").GetString())
        {
            case "opened":
                _state = "open";
                break;
            case "closed":
                _state = "closed";
                break;
            case "message":
                _messages.AddLast(new Message { Seq = entry.GetProperty("s").GetInt64(), Text = entry.TryGetProperty("text", out var text) ? text.GetString() : null });
                if (entry.TryGetProperty("to", out var to) && Find(to.GetInt64()) is { } target)
                {
                    target.Replies++;
                }

                if (_messages.Count > Kept)
                {
                    _messages.RemoveFirst();
                }

                break;
            case "hidden":
                if (Find(entry.GetProperty("to").GetInt64()) is { } hidden)
                {
                    (hidden.Hidden, hidden.Text) = (true, null);
                }

                break;
            case "muted":
                _muted.Add(entry.GetProperty("who").GetString()!);
                break;
            case "unmuted":
                _muted.Remove(entry.GetProperty("who").GetString()!);
                break;
            case "slowMode":
                _slow = entry.GetProperty("v").GetInt64();
                break;
            case "extended":
                _closesAt = entry.GetProperty("v").GetInt64();
                break;
            case "decision":
                _decisions.Add(entry.GetRawText());
                break;
            case "reactions":
                foreach (var counter in entry.GetProperty("r").EnumerateArray())
                {
                    if (Find(counter[0].GetInt64()) is { } message)
                    {
                        message.Reactions[counter[1].GetString()!] = counter[2].GetInt32();
                    }
                }

                break;
        }
    }

    /// <summary>Everything a person could see, in one canonical string.</summary>
    public override string ToString() => string.Join('\n', [
        _state, $"{_closesAt}", $"{_slow}", string.Join(',', _muted), .. _decisions,
        .. _messages.Select(static m => $"{m.Seq} {m.Text} {m.Hidden} {m.Replies} "
            + string.Join(' ', m.Reactions.Where(static r => r.Value > 0).OrderBy(static r => r.Key, StringComparer.Ordinal).Select(static r => $"{r.Key}{r.Value}"))),
    ]);

    private Message? Find(long seq) => _messages.LastOrDefault(m => m.Seq == seq);

    private sealed class Message
    {
        public long Seq { get; init; }
        public string? Text { get; set; }
        public bool Hidden { get; set; }
        public int Replies { get; set; }
        public Dictionary<string, int> Reactions { get; init; } = new(StringComparer.Ordinal);
    }
}

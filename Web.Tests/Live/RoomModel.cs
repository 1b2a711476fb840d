using System.Text.Json;

namespace Web.Tests.Live;

/// <summary>A room as a client builds it from the wire alone: a snapshot, then entries.</summary>
public sealed class RoomModel
{
    private const int Kept = 50;
    private readonly SortedSet<string> _muted = new(StringComparer.Ordinal);
    private readonly List<string> _decisions = [];
    private readonly LinkedList<Message> _messages = new();
    private readonly SortedDictionary<long, string> _polls = [];
    private readonly List<(string Member, string Line)> _hands = [];
    private readonly SortedDictionary<long, Question> _questions = [];
    private (string Who, string EndsAt, string Left, bool Paused)? _speaker;
    private string _floorRules = "";
    private string _rules = "";
    private string _state = "";
    private long _closesAt;
    private long _slow;

    public void Replace(JsonElement snapshot)
    {
        _muted.Clear();
        _decisions.Clear();
        _messages.Clear();
        _polls.Clear();
        _hands.Clear();
        _rules = snapshot.TryGetProperty("rules", out var rules) ? $"{rules.GetProperty("version")} {rules.GetProperty("text")}" : "";
        _questions.Clear();
        ReplaceOrder(snapshot.GetProperty("floor"), snapshot.GetProperty("questions"));
        foreach (var poll in snapshot.GetProperty("polls").EnumerateArray())
        {
            _polls[poll.GetProperty("s").GetInt64()] =
                $"{poll.GetProperty("poll").GetRawText()} {poll.GetProperty("ballots")} {Raw(poll, "counts")} {poll.GetProperty("closed").GetBoolean()}";
        }

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
        ApplyOrder(entry, entry.GetProperty("k").GetString()!);
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
                if (entry.TryGetProperty("to", out var hiding) && Find(hiding.GetInt64()) is { } hidden)
                {
                    (hidden.Hidden, hidden.Text) = (true, null);
                }

                break;
            case "restored":
                if (entry.TryGetProperty("to", out var back) && Find(back.GetInt64()) is { } restored)
                {
                    (restored.Hidden, restored.Text) = (false, entry.TryGetProperty("text", out var stood) ? stood.GetString() : null);
                }

                break;
            case "edited":
                if (entry.TryGetProperty("text", out var latest) && entry.TryGetProperty("to", out var edited)
                    && Find(edited.GetInt64()) is { Hidden: false } changed)
                {
                    changed.Text = latest.GetString();
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
            case "pollOpened":
                _polls[entry.GetProperty("s").GetInt64()] = $"{entry.GetProperty("poll").GetRawText()} 0  False";
                break;
            case "pollTally" or "pollClosed" when entry.TryGetProperty("to", out var poll) && _polls.TryGetValue(poll.GetInt64(), out var held):
                var closed = held.EndsWith("True", StringComparison.Ordinal) || entry.GetProperty("k").GetString() == "pollClosed";
                _polls[poll.GetInt64()] = $"{held[..(held.LastIndexOf('}') + 1)]} {entry.GetProperty("v")} {Raw(entry, "c")} {closed}";
                break;
            case "reactions":
                foreach (var counter in entry.GetProperty("r").EnumerateArray())
                {
                    if (counter[1].GetString() == "👍" && _questions.TryGetValue(counter[0].GetInt64(), out var question))
                    {
                        question.Votes = counter[2].GetInt32();
                    }

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
        _state, $"{_closesAt}", $"{_slow}", string.Join(',', _muted), .. _decisions, .. _polls.Values,
        _rules, _floorRules, $"{_speaker}", .. _hands.Select(static h => h.Line), .. _questions.Select(static q => $"{q.Key} {q.Value}"),
        .. _messages.Select(static m => $"{m.Seq} {m.Text} {m.Hidden} {m.Replies} "
            + string.Join(' ', m.Reactions.Where(static r => r.Value > 0).OrderBy(static r => r.Key, StringComparer.Ordinal).Select(static r => $"{r.Key}{r.Value}"))),
    ]);

    private void ReplaceOrder(JsonElement floor, JsonElement questions)
    {
        _floorRules = $"{floor.GetProperty("fair").GetBoolean()} {floor.GetProperty("seconds")}";
        _speaker = floor.TryGetProperty("speaker", out var speaker)
            ? ($"{speaker.GetProperty("member")} {speaker.GetProperty("name")}", Raw(speaker, "endsAt"), Raw(speaker, "left"), speaker.GetProperty("paused").GetBoolean())
            : null;
        foreach (var hand in floor.GetProperty("hands").EnumerateArray())
        {
            var member = hand.GetProperty("member").GetString()!;
            _hands.Add((member, $"{hand.GetProperty("s")} {member} {hand.GetProperty("name")} {hand.GetProperty("order").GetBoolean()} {hand.GetProperty("spoke")}"));
        }

        foreach (var question in questions.EnumerateArray())
        {
            _questions[question.GetProperty("s").GetInt64()] = new Question
            {
                Text = question.GetProperty("hidden").GetBoolean() ? null : question.GetProperty("text").GetString(),
                Votes = question.GetProperty("votes").GetInt32(),
                Merged = Raw(question, "mergedInto"),
                Answer = question.GetProperty("answered").GetBoolean() ? $"answered {Raw(question, "answer")}" : "",
            };
        }
    }

    private void ApplyOrder(JsonElement entry, string kind)
    {
        var seq = entry.GetProperty("s").GetInt64();
        var value = Raw(entry, "v");
        switch (kind)
        {
            case "handRaised" or "orderRaised":
                var by = entry.GetProperty("by").GetString()!;
                _hands.RemoveAll(h => h.Member == by);
                _hands.Add((by, $"{seq} {by} {entry.GetProperty("name")} {kind == "orderRaised"} {value}"));
                break;
            case "handLowered" or "muted":
                _hands.RemoveAll(h => h.Member == entry.GetProperty("who").GetString());
                break;
            case "floorGiven":
                _hands.RemoveAll(h => h.Member == entry.GetProperty("who").GetString());
                _speaker = ($"{entry.GetProperty("who")} {entry.GetProperty("name")}", value, "", false);
                break;
            case "floorEnded" or "closed":
                _speaker = null;
                break;
            case "floorPaused" when _speaker is { } running:
                _speaker = (running.Who, "", value, true);
                break;
            case "floorResumed" when _speaker is { } paused:
                _speaker = (paused.Who, value, "", false);
                break;
            case "floorRules":
                _floorRules = $"{Raw(entry, "text") == "\"fair\""} {value}";
                break;
            case "postingRules":
                _rules = $"{value} {entry.GetProperty("text")}";
                break;
            case "question":
                _questions[seq] = new Question { Text = entry.TryGetProperty("text", out var text) ? text.GetString() : null };
                break;
            case "hidden" or "restored" or "questionMerged" or "questionAnswered"
                when entry.TryGetProperty("to", out var to) && _questions.TryGetValue(to.GetInt64(), out var question):
                question.Text = kind == "hidden" ? null : kind == "restored" ? Raw(entry, "text").Trim('"') : question.Text;
                question.Merged = kind == "questionMerged" ? value : question.Merged;
                question.Answer = kind == "questionAnswered" ? $"answered {Raw(entry, "text")}" : question.Answer;
                break;
        }
    }

    private sealed record Question
    {
        public string? Text { get; set; }
        public int Votes { get; set; }
        public string Merged { get; set; } = "";
        public string Answer { get; set; } = "";
    }

    private static string Raw(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value.GetRawText() : "";

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

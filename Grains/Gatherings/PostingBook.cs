using Grains.Rules;

namespace Grains.Gatherings;

/// <summary>
/// What the room remembers of posting: ids already taken (so that a retry answers the same seq), who wrote what, how
/// deep a thread is, and the pace. Rebuilt from the log; the pace starts afresh with an activation.
/// </summary>
internal sealed class PostingBook(RoomOptions options)
{
    private readonly Dictionary<(string Author, string ClientId), long> _taken = [];
    private readonly Dictionary<long, Posted> _posts = [];
    private readonly Dictionary<string, Pace> _paces = [];
    private Pace _room = new(0, default, default);

    private sealed record Posted(
        string Author, string Name, string Excerpt, DateTimeOffset At, bool Media, int Depth, int Replies = 0, bool Hidden = false,
        bool Question = false, string? HiddenBy = null, bool Restored = false, long? Edit = null);

    private readonly record struct Pace(double Spent, DateTimeOffset At, DateTimeOffset LastPost);

    public int Messages { get; private set; }

    public bool TryGetTaken(string author, string clientId, out long seq) => _taken.TryGetValue((author, clientId), out seq);

    public string? AuthorOf(long seq) => _posts.TryGetValue(seq, out var post) ? post.Author : null;

    public bool IsHidden(long seq) => _posts.TryGetValue(seq, out var post) && post.Hidden;

    /// <summary>Who hid it.</summary>
    public string? HiddenBy(long seq) => _posts.TryGetValue(seq, out var post) ? post.HiddenBy : null;

    public bool IsRestored(long seq) => _posts.TryGetValue(seq, out var post) && post.Restored;

    /// <summary>Seq of the latest edit; null where the message stands as it was posted.</summary>
    public long? EditOf(long seq) => _posts.TryGetValue(seq, out var post) ? post.Edit : null;

    public void Apply(Entry entry)
    {
        if (entry is { Author: { } author, ClientId: { } clientId })
        {
            _taken[(author, clientId)] = entry.Seq;
        }

        if (entry.Kind == EntryKind.Question)
        {
            _posts[entry.Seq] = new Posted(
                entry.Author!, entry.AuthorName ?? "", Excerpt(entry.Text), entry.At, Media: false, Depth: 0, Question: true);
        }
        else if (entry.Kind == EntryKind.Message)
        {
            Messages++;
            var depth = 0;
            if (entry.Target is { } to && _posts.TryGetValue(to, out var parent))
            {
                depth = parent.Depth + 1;
                _posts[to] = parent with { Replies = parent.Replies + 1 };
            }

            _posts[entry.Seq] = new Posted(
                entry.Author!, entry.AuthorName ?? "", Excerpt(entry.Text), entry.At, entry.Picture is not null || entry.Clip is not null, depth);
        }
        else if (entry is { Kind: EntryKind.Hidden, Target: { } target } && _posts.TryGetValue(target, out var hidden))
        {
            _posts[target] = hidden with { Hidden = true, HiddenBy = entry.Author };
        }
        else if (entry is { Kind: EntryKind.Restored, Target: { } back } && _posts.TryGetValue(back, out var restored))
        {
            _posts[back] = restored with { Hidden = false, Restored = true };
        }
        else if (entry is { Kind: EntryKind.Edited, Target: { } edited, Text: { } text } && _posts.TryGetValue(edited, out var old))
        {
            _posts[edited] = old with { Excerpt = Excerpt(text), Edit = entry.Seq };
        }
    }

    /// <summary>Posts that drew most reactions and replies, hidden ones left out.</summary>
    public TopPost[] Top(IReadOnlyDictionary<long, int> reactions, int count) =>
    [
        .. _posts
            .Where(p => p.Value is { Hidden: false, Question: false, Excerpt.Length: > 0 })
            .Select(p => new TopPost(p.Key, p.Value.Name, p.Value.Excerpt, reactions.GetValueOrDefault(p.Key) + p.Value.Replies))
            .Where(p => p.Weight > 0)
            .OrderByDescending(p => p.Weight).ThenBy(p => p.Seq)
            .Take(count),
    ];

    /// <summary>Whether a reply may hang there: the target is a message that stands, and the thread is not too deep.</summary>
    public Refusal? AskTarget(long? target) => target is not { } seq ? null
        : !_posts.TryGetValue(seq, out var post) || post.Hidden || post.Question ? Rulebook.PostTarget
        : post.Depth + 1 > RoomLimits.ReplyDepth ? Rulebook.PostDepth : null;

    /// <summary>The beginning of a message, for a reply to it; null where it is not there.</summary>
    public Quote? QuoteOf(long? target) =>
        target is { } seq && _posts.TryGetValue(seq, out var post) ? new Quote(post.Name, post.Excerpt) : null;

    /// <summary>Null: the author may give the message this text. A message that shows nothing else keeps a text.</summary>
    public Refusal? AskEdit(long seq, string author, string text, DateTimeOffset now) =>
        !_posts.TryGetValue(seq, out var post) || post.Hidden || post.Question ? Rulebook.PostTarget
        : post.Author != author ? Rulebook.EditOther
        : now - post.At > RoomLimits.EditWithin ? Rulebook.EditLate
        : text.Length == 0 && !post.Media ? Rulebook.PostEmpty
        : null;

    /// <summary>Spends one message of the author's and the room's pace, or refuses and spends nothing.</summary>
    public Refusal? Spend(string author, int slowSeconds, bool officer, DateTimeOffset now)
    {
        var pace = _paces.TryGetValue(author, out var known) ? known : new Pace(0, now, DateTimeOffset.MinValue);
        if (!officer && slowSeconds > 0 && now - pace.LastPost < TimeSpan.FromSeconds(slowSeconds))
        {
            return Rulebook.PostSlow;
        }

        var mine = Drain(pace, options.MemberRate, now);
        var room = Drain(_room, options.RoomRate, now);
        if (options.MemberRate > 0 && mine + 1 > options.MemberBurst)
        {
            return Rulebook.PostTooFast;
        }

        if (options.RoomRate > 0 && room + 1 > options.RoomRate)
        {
            return Rulebook.RoomBusy;
        }

        _paces[author] = new Pace(mine + 1, now, now);
        _room = new Pace(room + 1, now, now);
        return null;
    }

    private static string Excerpt(string? text) => text switch
    {
        null => "",
        { Length: <= RoomLimits.QuoteLength } => text,
        _ => text[..(char.IsHighSurrogate(text[RoomLimits.QuoteLength - 1]) ? RoomLimits.QuoteLength - 1 : RoomLimits.QuoteLength)] + "…",
    };

    // A leaky bucket: what was spent leaks away at the rate.
    private static double Drain(Pace pace, double rate, DateTimeOffset now) =>
        Math.Max(0, pace.Spent - ((now - pace.At).TotalSeconds * rate));
}

using Grains.Gatherings.Polls;

namespace Grains.Gatherings;

/// <summary>
/// One entry of a gathering's log. Entries are dense from 1, never change and never go: what alters an earlier one
/// (hide, reactions, mute) is an entry of its own, so that whoever replays the log ends in the same room.
/// </summary>
/// <param name="Seq">Position in the gathering, dense from 1.</param>
/// <param name="Author">Member id of the one who caused it; null where the hub itself did.</param>
/// <param name="ClientId">The sender's own id of the message (≤64 ASCII characters), unique per author and gathering.</param>
/// <param name="Target">The entry it refers to: replied to, hidden, reacted to.</param>
/// <param name="Subject">The member it concerns: muted, unmuted.</param>
/// <param name="Value">Slow mode in seconds; closing time in Unix milliseconds for <see cref="EntryKind.Extended"/>.</param>
/// <param name="Counters">For <see cref="EntryKind.Reactions"/>: absolute counts, so that applying twice changes nothing.</param>
/// <param name="Quote">What a reply answers, as it stood then: shown also where the answered message is far up.</param>
/// <param name="Clip">A recording.</param>
/// <param name="EditedAt">When the text was last changed; folded in, never stored with the message.</param>
/// <param name="Poll">For <see cref="EntryKind.PollOpened"/>: what is asked. <paramref name="Value"/> is then how many may answer.</param>
/// <param name="Tally">Ballots for each option of the poll <paramref name="Target"/>, absolute; null while they are sealed. <paramref name="Value"/> is the turnout.</param>
[GenerateSerializer, Immutable, Alias("entry")]
public sealed record Entry(
    [property: Id(0)] long Seq,
    [property: Id(1)] EntryKind Kind,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] string? Author = null,
    [property: Id(4)] string? AuthorName = null,
    [property: Id(5)] string? ClientId = null,
    [property: Id(6)] long? Target = null,
    [property: Id(7)] string? Subject = null,
    [property: Id(8)] string? Text = null,
    [property: Id(9)] PictureRef? Picture = null,
    [property: Id(10)] long? Value = null,
    [property: Id(11)] ReactionCount[]? Counters = null,
    [property: Id(12)] Quote? Quote = null,
    [property: Id(13)] ClipRef? Clip = null,
    [property: Id(14)] DateTimeOffset? EditedAt = null,
    [property: Id(20)] PollForm? Poll = null,
    [property: Id(21)] int[]? Tally = null)
{
    /// <summary>The message as it stands after an edit.</summary>
    public Entry ChangedBy(Entry edit) => this with { Text = edit.Text, EditedAt = edit.At };
}

/// <summary>Kinds of entry. The names are stored and sent in camelCase; never rename one.</summary>
public enum EntryKind
{
    Opened,
    /// <summary>A message: text, a picture or a recording; a reply where it has a target.</summary>
    Message,
    Hidden,
    Muted,
    Unmuted,
    SlowMode,
    Reactions,
    Decision,
    Extended,
    /// <summary>Five minutes are left.</summary>
    Closing,
    /// <summary>An officer calls the absent once more.</summary>
    SummonedAgain,
    Closed,
    /// <summary>A poll is put to the room.</summary>
    PollOpened,
    /// <summary>How a poll stands, at most once a second: the turnout, and the tally unless the poll is anonymous.</summary>
    PollTally,
    /// <summary>A poll is closed: its turnout and tally are final.</summary>
    PollClosed,
    /// <summary>A member asks for the floor; the value is how many seconds the member has had it before.</summary>
    HandRaised,
    /// <summary>A member asks for the floor on a point of order.</summary>
    OrderRaised,
    HandLowered,
    /// <summary>The subject has the floor, until the value where there is a limit.</summary>
    FloorGiven,
    FloorEnded,
    /// <summary>The speaker's time stands still; the value is what is left of it in milliseconds.</summary>
    FloorPaused,
    FloorResumed,
    /// <summary>Time per person in seconds, and whether those who spoke least come first.</summary>
    FloorRules,
    Question,
    /// <summary>The question in the target is one with the question in the value.</summary>
    QuestionMerged,
    QuestionAnswered,
    /// <summary>A hidden message stands again, on appeal: what it showed comes with it. It is never hidden again.</summary>
    Restored,
    /// <summary>A hidden message stays hidden after its author's appeal; the text says why.</summary>
    AppealDenied,
    /// <summary>The posting rules of the subject (a node) hold here, in the version of the value.</summary>
    PostingRules,
    /// <summary>The author changed the text of the message in the target.</summary>
    Edited,
}

/// <summary>A picture by reference: uploaded before, served to those entitled at <c>/api/media/{id}</c>.</summary>
[GenerateSerializer, Immutable, Alias("picture-ref")]
public sealed record PictureRef(
    [property: Id(0)] string Media,
    [property: Id(1)] int Width,
    [property: Id(2)] int Height);

/// <summary>Voice or video by reference: uploaded before, served to those entitled at <c>/api/media/{id}</c>.</summary>
/// <param name="Seconds">Length as the recorder told it, 1–<see cref="RoomLimits.ClipSeconds"/>.</param>
/// <param name="Bytes">Size in bytes.</param>
[GenerateSerializer, Immutable, Alias("clip-ref")]
public sealed record ClipRef(
    [property: Id(0)] string Media,
    [property: Id(1)] ClipKind Kind,
    [property: Id(2)] int Seconds,
    [property: Id(3)] long Bytes);

/// <summary>The names are stored; never rename one.</summary>
public enum ClipKind { Voice, Video }

/// <summary>The beginning of the message that a reply answers. Without text it was a picture or a recording.</summary>
/// <param name="Text">At most <see cref="RoomLimits.QuoteLength"/> UTF-16 units and an ellipsis.</param>
[GenerateSerializer, Immutable, Alias("quote")]
public sealed record Quote([property: Id(0)] string Name, [property: Id(1)] string Text);

/// <summary>How often an emoji stands under an entry now.</summary>
[GenerateSerializer, Immutable, Alias("reaction-count")]
public sealed record ReactionCount(
    [property: Id(0)] long Seq,
    [property: Id(1)] string Emoji,
    [property: Id(2)] int Count);

/// <summary>A member put (<paramref name="On"/>) or withdrew a reaction: one row per (entry, member, emoji).</summary>
[GenerateSerializer, Immutable, Alias("reaction-fact")]
public sealed record ReactionFact(
    [property: Id(0)] long Seq,
    [property: Id(1)] string Member,
    [property: Id(2)] string Emoji,
    [property: Id(3)] bool On,
    [property: Id(4)] DateTimeOffset At);

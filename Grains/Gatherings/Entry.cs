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
    [property: Id(11)] ReactionCount[]? Counters = null);

/// <summary>Kinds of entry. The names are stored and sent in camelCase; never rename one.</summary>
public enum EntryKind
{
    Opened,
    /// <summary>A message: text, a picture, or both; a reply where it has a target.</summary>
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
}

/// <summary>A picture by reference: uploaded before, served to those entitled at <c>/api/media/{id}</c>.</summary>
[GenerateSerializer, Immutable, Alias("picture-ref")]
public sealed record PictureRef(
    [property: Id(0)] string Media,
    [property: Id(1)] int Width,
    [property: Id(2)] int Height);

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

namespace Web.Live.Wire;

/// <summary>What Hello is told. <paramref name="Locale"/> is kept for later: every event carries both languages.</summary>
public sealed record HelloAsk(long? PointsSeq, string? Locale);

/// <summary>What Post is told: text, a picture or a recording.</summary>
public sealed record PostAsk(string? ClientId, string? Text, long? ReplyTo, PictureAsk? Picture, ClipAsk? Clip = null);

/// <summary>A picture that was uploaded before.</summary>
public sealed record PictureAsk(string? Media, int Width, int Height);

/// <summary>A recording that was uploaded before; <paramref name="Kind"/> is <c>voice</c> or <c>video</c>.</summary>
public sealed record ClipAsk(string? Media, string? Kind, int Seconds, long Bytes);

/// <summary>What PreparePoll is told; the same shape in which a poll is shown.</summary>
public sealed record PollAsk(string? Id, string? Title, string?[]? Options, int Most, bool Anonymous, string? Electorate);
